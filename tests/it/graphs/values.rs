//! Values that JSON readers refuse or round: whatever a graph produces, its run ends, its place is free afterwards, and
//! everything else of the thread can be read.

use serde_json::{Value, json};

use crate::support::{Options, Server, answer};

const KINDS: [&str; 13] = [
    "huge",
    "digits",
    "negative",
    "infinite",
    "nan",
    "deep",
    "deeper",
    "surrogate",
    "nul",
    "long",
    "keys",
    "object",
    "bytes",
];

/// One worker with one place: a run that does not end would hold up every later one.
fn options() -> Options {
    Options::fixture("odd_values", 1).env("N_JOBS_PER_WORKER", "1")
}

fn factorial_of_200() -> String {
    let mut digits = vec![1_u32];
    for factor in 1..=200_u32 {
        let mut carry = 0;
        for digit in &mut digits {
            let product = *digit * factor + carry;
            (*digit, carry) = (product % 10, product / 10);
        }
        while carry > 0 {
            digits.push(carry % 10);
            carry /= 10;
        }
    }
    digits.iter().rev().map(|digit| char::from_digit(*digit, 10).expect("a digit")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_value_of_a_graph_keeps_its_run_from_ending() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_in(data.path(), options());
    let mut threads = Vec::new();
    for kind in KINDS {
        let thread = server.thread().await;
        let run = server.run(&thread, json!({"assistant_id": "odd", "input": {"kind": kind}})).await;
        let joined = answer(server.request("GET", &format!("/threads/{thread}/runs/{run}/join"))).await;
        assert_eq!(joined.status, 200, "{kind}");
        assert_eq!(server.status(&thread, &run).await, "success", "{kind}: {:.500}", joined.text);
        if kind == "huge" {
            assert!(joined.text.contains(&factorial_of_200()), "every digit is there: {}", joined.text);
        }
        if kind == "digits" {
            let number = joined.text.split(|c: char| !c.is_ascii_digit()).max_by_key(|digits| digits.len()).unwrap();
            // 7 to the power of 9,000.
            assert!(number.len() == 7606 && number.ends_with("400001"), "every digit is there: {number}");
        }
        if kind == "deeper" {
            assert!(joined.text.contains(&"[".repeat(450)), "{}", joined.text);
        }
        threads.push((kind, thread, run));
    }
    // The same after a restart, when nothing is in memory.
    let server = server.restart();
    for (kind, thread, run) in &threads {
        let joined = answer(server.request("GET", &format!("/threads/{thread}/runs/{run}/join"))).await;
        assert!(joined.status == 200 && joined.text.contains("plain"), "{kind}: {:.500}", joined.text);
        for path in ["", "/state", "/history"] {
            let read = answer(server.request("GET", &format!("/threads/{thread}{path}"))).await;
            assert_eq!(read.status, 200, "{kind} {path}: {:.500}", read.text);
        }
    }
    // What is beside the odd value is found and extracted.
    let search = json!({"values": {"beside": "plain"}, "limit": 100,
        "extract": {"beside": "values.beside", "kind": "values.kind"}, "select": ["thread_id"]});
    let found = server.post("/threads/search", search).await;
    let mut kinds: Vec<&str> =
        found.as_array().unwrap().iter().map(|t| t["extracted"]["kind"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    let mut expected = KINDS;
    expected.sort_unstable();
    assert_eq!(kinds, expected);
    assert!(found.as_array().unwrap().iter().all(|thread| thread["extracted"]["beside"] == "plain"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupt_may_ask_with_any_value() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_in(data.path(), options());
    let mut threads = Vec::new();
    for kind in KINDS {
        let thread = server.thread().await;
        let run = server.run(&thread, json!({"assistant_id": "asking", "input": {"kind": kind}})).await;
        let joined = answer(server.request("GET", &format!("/threads/{thread}/runs/{run}/join"))).await;
        assert!(joined.status == 200 && joined.text.contains("__interrupt__"), "{kind}: {:.500}", joined.text);
        threads.push((kind, thread, run));
    }
    let server = server.restart();
    for (kind, thread, run) in &threads {
        let joined = answer(server.request("GET", &format!("/threads/{thread}/runs/{run}/join"))).await;
        assert!(joined.status == 200 && joined.text.contains("__interrupt__"), "{kind}: {:.500}", joined.text);
        let resumed = server
            .post(
                &format!("/threads/{thread}/runs/wait"),
                json!({"assistant_id": "asking", "command": {"resume": kind}}),
            )
            .await;
        assert_eq!(resumed["out"], Value::from(*kind), "{kind}");
    }
}

/// A text with a NUL, an escaped backslash before `u0000`, and what clients of the reference see in the place of NUL.
const NUL: &str = "a\0b\\u0000\u{fffd}";

#[tokio::test(flavor = "multi_thread")]
async fn nul_reaches_the_node_and_comes_back() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_in(data.path(), options());
    let thread = server.thread().await;
    let given = json!({"t": NUL, NUL: [NUL, {"\0": 1}]});
    let seen_by_node = r"{'t': 'a\x00b\\u0000\ufffd', 'a\x00b\\u0000\ufffd': ['a\x00b\\u0000\ufffd', {'\x00': 1}]}";
    let wait = format!("/threads/{thread}/runs/wait");
    let run = json!({"assistant_id": "echo", "input": {"given": given}, "context": {"c": NUL}, "metadata": {"m": NUL}});
    let asked = server.try_post(&wait, &run).await;
    let asked = asked.json();
    assert_members!(asked, {"given": given, "seen": {"given": seen_by_node, "..": ".."}});
    assert_eq!(asked["seen"]["context"], r"{'c': 'a\x00b\\u0000\ufffd'}");
    assert_eq!(asked["__interrupt__"][0]["value"], given, "{asked}");
    let runs = server.get(&format!("/threads/{thread}/runs")).await;
    assert_eq!(runs[0]["metadata"]["m"], NUL);
    assert_members!(runs[0], {"kwargs": {"input": {"given": given}, "context": {"c": NUL}, "..": ".."}});

    // An answer to an interrupt and an update of the state.
    let resumed = server.post(&wait, json!({"assistant_id": "echo", "command": {"resume": NUL}})).await;
    assert_eq!(resumed["answer"], NUL);
    assert_eq!(resumed["seen"]["answer"], r"'a\x00b\\u0000\ufffd'");
    let update = json!({"values": {"given": NUL}, "as_node": "answer"});
    server.post(&format!("/threads/{thread}/state"), update).await;

    // Everything again after a restart, from the database.
    let server = server.restart();
    let state = server.get(&format!("/threads/{thread}/state")).await;
    assert_members!(state, {"values": {"given": NUL, "answer": NUL, "..": ".."}});
    let history = server.get(&format!("/threads/{thread}/history?limit=20")).await;
    assert!(history.as_array().unwrap().iter().any(|state| state["values"]["given"] == given), "{history}");
    // A search tells it from what looks alike.
    let found = async |values: Value| {
        let body = json!({"values": values, "limit": 10});
        let threads = server.post("/threads/search", body.clone()).await;
        let count = server.post("/threads/count", json!({"values": body["values"]})).await;
        assert_eq!(json!(threads.as_array().unwrap().len()), count, "{body}");
        threads.as_array().unwrap().len()
    };
    assert_eq!(found(json!({"given": NUL})).await, 1);
    assert_eq!(found(json!({"given": NUL, "answer": NUL})).await, 1);
    assert_eq!(found(json!({"given": NUL.replace('\0', "\u{fffd}")})).await, 0);
}

/// Sends a body as it is written and returns the answer's text.
async fn send(server: &Server, method: &str, path: &str, body: String) -> (u16, String) {
    let request = server.request(method, path).header("content-type", "application/json").body(body);
    let answer = answer(request).await;
    (answer.status, answer.text)
}

#[tokio::test(flavor = "multi_thread")]
async fn integers_of_any_length_reach_the_node_as_they_were_sent() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_in(data.path(), options());
    let thread = server.thread().await;
    let digits = factorial_of_200();
    let wait = format!("/threads/{thread}/runs/wait");
    let run = format!(r#"{{"assistant_id": "echo", "input": {{"given": -{digits}}}, "context": {{"c": {digits}}}}}"#);
    let (status, asked) = send(&server, "POST", &wait, run.clone()).await;
    assert_eq!(status, 200, "{asked}");
    let asked: Value = serde_json::from_str(&asked.replace(&digits, "17")).unwrap();
    assert_members!(asked, {"given": -17, "seen": {"given": "-17", "context": "{'c': 17}"}, "..": ".."});
    let (_, runs) = send(&server, "GET", &format!("/threads/{thread}/runs"), String::new()).await;
    let runs: Value = serde_json::from_str(&runs.replace(&digits, "17")).unwrap();
    assert_members!(runs[0]["kwargs"], {"input": {"given": -17}, "context": {"c": 17}, "..": ".."});

    // The answer to an interrupt, an update of a command, and an update of the state.
    let resume = format!(r#"{{"assistant_id": "echo", "command": {{"resume": [{digits}]}}}}"#);
    let (status, resumed) = send(&server, "POST", &wait, resume).await;
    assert_eq!(status, 200, "{resumed}");
    let resumed: Value = serde_json::from_str(&resumed.replace(&digits, "17")).unwrap();
    assert_members!(resumed, {"answer": [17], "seen": {"answer": "[17]", "..": ".."}, "..": ".."});
    let update = format!(r#"{{"values": {{"given": {digits}}}, "as_node": "answer"}}"#);
    let (status, updated) = send(&server, "POST", &format!("/threads/{thread}/state"), update).await;
    assert_eq!(status, 200, "{updated}");
    let (_, state) = send(&server, "GET", &format!("/threads/{thread}/state"), String::new()).await;
    assert!(state.contains(&format!(r#""given":{digits}"#)), "{state}");

    // A cron keeps its input for its runs.
    let cron = format!(r#"{{"assistant_id": "echo", "schedule": "0 0 1 1 *", "input": {{"given": {digits}}}}}"#);
    let (status, cron) = send(&server, "POST", "/runs/crons", cron).await;
    assert!(status == 200 && cron.contains(&format!(r#""input":{{"given": {digits}}}"#)), "{status} {cron}");

    // Elsewhere they would be rounded.
    for (place, body) in [
        (r#"["metadata"]["n"]"#, run.replacen('{', &format!(r#"{{"metadata": {{"n": {digits}}}, "#), 1)),
        (
            r#"["config"]["configurable"]["n"]"#,
            format!(r#"{{"assistant_id": "echo", "config": {{"configurable": {{"n": {digits}}}}}}}"#),
        ),
    ] {
        let (status, refused) = send(&server, "POST", &wait, body).await;
        let refused: Value = serde_json::from_str(&refused).unwrap();
        let text = refused["detail"].as_str().unwrap();
        assert!(status == 422 && text.contains(&format!("On instance{place}")), "{status} {text}");
    }
    // A repeated name is read in another way, which must not round either.
    let twice = format!(r#"{{"assistant_id": "echo", "input": 1, "input": {{"given": {digits}}}}}"#);
    let (status, refused) = send(&server, "POST", &wait, twice).await;
    assert!(status == 422 && refused.contains("more than 64 bits"), "{status} {refused}");
    let wrong = format!(r#"{{"assistant_id": "echo", "context": [{digits}]}}"#);
    let (status, refused) = send(&server, "POST", &wait, wrong).await;
    assert!(status == 422 && refused.contains("is not of type"), "{status} {refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nul_is_kept_in_metadata_and_refused_in_names() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_in(data.path(), options());
    let metadata = json!({"m": NUL, "deep": [{"n": NUL}]});
    let thread = server.post("/threads", json!({"metadata": metadata})).await;
    assert_eq!(thread["metadata"], metadata);
    let other = NUL.replace('\0', "\u{fffd}");
    let alike = json!({"m": other, "deep": [{"n": other}]});
    for (path, found) in [("/threads", "thread_id"), ("/assistants", "assistant_id")] {
        if path == "/assistants" {
            let made = server.post(path, json!({"graph_id": "echo", "metadata": metadata})).await;
            assert_eq!(made["metadata"], metadata);
        }
        let same = server.post(&format!("{path}/search"), json!({"metadata": metadata})).await;
        assert_eq!(same.as_array().unwrap().len(), 1, "{path}");
        assert!(same[0][found].is_string());
        assert_eq!(server.post(&format!("{path}/count"), json!({"metadata": metadata})).await, 1, "{path}");
        assert_eq!(server.post(&format!("{path}/search"), json!({"metadata": alike})).await, json!([]), "{path}");
        assert_eq!(server.post(&format!("{path}/count"), json!({"metadata": alike})).await, 0, "{path}");
    }
    assert_eq!(server.post("/assistants/search", json!({"name": "abc\0"})).await, json!([]));
    let thread = thread["thread_id"].as_str().unwrap();
    let echo = json!({"assistant_id": "echo", "input": {}});
    let with = |more: Value| {
        let mut body = echo.clone();
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let names = "Names in metadata cannot contain the character NUL (U+0000)\n\nOn instance[\"metadata\"]";
    for (method, path, body, detail) in [
        ("POST", "/threads".to_owned(), json!({"metadata": {"a\0": 1}}), names),
        ("POST", "/threads".to_owned(), json!({"metadata": {"a": [{"\0": 1}]}}), names),
        ("PATCH", format!("/threads/{thread}"), json!({"metadata": {"\0": 1}}), names),
        ("POST", "/assistants".to_owned(), json!({"graph_id": "echo", "metadata": {"\0": 1}}), names),
        ("POST", "/assistants".to_owned(), json!({"graph_id": "echo", "name": "a\0"}), "name cannot contain"),
        ("POST", "/assistants".to_owned(), json!({"graph_id": "echo", "description": "\0"}), "description cannot"),
        ("POST", format!("/threads/{thread}/runs"), with(json!({"metadata": {"\0": 1}})), names),
        ("POST", "/runs/wait".to_owned(), with(json!({"config": {"metadata": {"\0": 1}}})), names),
        ("POST", "/runs/crons".to_owned(), with(json!({"schedule": "* * * * *", "metadata": {"\0": 1}})), names),
        (
            "POST",
            format!("/threads/{thread}/state/checkpoint"),
            json!({"checkpoint": {"checkpoint_ns": "a\0"}}),
            "checkpoint_ns cannot contain",
        ),
        ("POST", "/threads".to_owned(), json!({"thread_id": "\0"}), "Invalid thread ID"),
        ("POST", "/store/items/search".to_owned(), json!({"namespace_prefix": ["a\0"]}), "Namespace labels cannot"),
        ("POST", "/store/namespaces".to_owned(), json!({"suffix": ["a\0"]}), "Namespace labels cannot"),
        ("DELETE", "/store/items".to_owned(), json!({"namespace": ["a"], "key": "\0"}), "Keys cannot contain"),
    ] {
        let refused = answer(server.request(method, &path).json(&body)).await;
        assert_eq!(refused.status, 422, "{path} {body}: {}", refused.text);
        assert!(refused.detail().starts_with(detail), "{path} {body}: {}", refused.text);
    }
}
