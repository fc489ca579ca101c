//! Threads over HTTP: create, read, delete, search, state.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{Answer, MISSING, Server, answer, keys};

async fn create(server: &Server, body: Value) -> Answer {
    server.try_post("/threads", &body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_before_and_after_its_first_run() {
    let server = Server::native();
    let made = create(&server, json!({"metadata": {"a": 1, "n": {"b": [1]}}})).await;
    assert_eq!((made.status, made.header("content-type")), (200, "application/json"));
    let thread = made.json();
    assert_eq!(keys(&thread), "thread_id created_at updated_at state_updated_at metadata status config values");
    assert_eq!((&thread["status"], &thread["values"], &thread["config"]), (&json!("idle"), &Value::Null, &json!({})));
    let id = thread["thread_id"].as_str().unwrap();
    assert_eq!(&id[14..15], "7", "thread ids are UUIDs of version 7");
    let created = thread["created_at"].as_str().unwrap();
    assert!(created.len() == 32 && created.ends_with("+00:00"), "{created}");
    assert_eq!(server.get(&format!("/threads/{id}")).await, thread);

    let run = json!({"assistant_id": "echo", "input": {"messages": ["x"]}, "config": {"tags": ["t"], "configurable": {"c": 1}}});
    server.wait(id, run).await;
    let after = server.get(&format!("/threads/{id}")).await;
    assert_eq!(
        keys(&after),
        "thread_id created_at updated_at state_updated_at metadata status config values error interrupts"
    );
    assert_eq!(after["values"], json!({"messages": ["x", "echo"], "counter": 1}));
    assert_eq!((&after["error"], &after["interrupts"]), (&Value::Null, &json!({})));
    assert_eq!((&after["metadata"]["graph_id"], &after["metadata"]["a"]), (&json!("echo"), &json!(1)));
    assert_eq!(after["config"], json!({"tags": ["t"], "configurable": {}}));
    assert!(after["state_updated_at"].as_str() > thread["state_updated_at"].as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_are_given_by_clients_in_any_usual_spelling() {
    let server = Server::native();
    let id = "d254c02c-550d-4488-92ab-c717474b4535";
    assert_eq!(
        create(&server, json!({"thread_id": id.to_uppercase(), "metadata": {"first": true}})).await.json()["thread_id"],
        id
    );
    for again in [json!({"thread_id": id}), json!({"thread_id": id, "if_exists": "raise"})] {
        let refused = create(&server, again).await;
        assert_eq!((refused.status, refused.detail()), (409, format!("Thread with ID {id} already exists")));
    }
    let kept = create(&server, json!({"thread_id": id, "if_exists": "do_nothing", "metadata": {"second": true}})).await;
    assert_eq!((kept.status, &kept.json()["metadata"]), (200, &json!({"first": true})));
    for same in [id.to_uppercase(), id.replace('-', "")] {
        assert_eq!(server.get(&format!("/threads/{same}")).await["thread_id"], id);
    }
    let plain = create(&server, json!({"thread_id": "d3fc981e798b459ea9513dc977346453"})).await;
    assert_eq!(plain.json()["thread_id"], "d3fc981e-798b-459e-a951-3dc977346453");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_thread_says_what_is_wrong() {
    let server = Server::native();
    for (body, detail) in [
        (json!({"thread_id": "zzz"}), "Invalid thread ID: must be a UUID"),
        (json!({"thread_id": 5}), "5 is not of type \"string\""),
        (json!({"thread_id": null}), "null is not of type \"string\""),
        (json!({"metadata": "x"}), r#"Failed validating "type" in schema["properties"]["metadata"]"#),
        (json!({"metadata": null}), "null is not of type \"object\""),
        (json!({"if_exists": "zz"}), r#""zz" is not one of "raise" or "do_nothing""#),
        (json!({"ttl": 5}), r#"5 is not of type "object""#),
        (json!({"ttl": []}), r#"[] is not of type "object""#),
        (json!({"ttl": {"ttl": "x"}}), r#"schema["properties"]["ttl"]["properties"]["ttl"]"#),
        (json!({"ttl": {"ttl": 1, "strategy": "zz"}}), r#""zz" is not one of "delete" or "keep_latest""#),
        (json!({"supersteps": 3}), r#"3 is not of type "array""#),
        (json!({"supersteps": [{}]}), r#""updates" is a required property"#),
    ] {
        let refused = create(&server, body.clone()).await;
        assert_eq!(refused.status, 422, "{body}: {}", refused.text);
        assert!(refused.detail().contains(detail), "{body}: {}", refused.text);
    }
    assert_eq!(server.try_post("/threads/search", &json!({})).await.text, "[]", "nothing was created");
    for (method, path, status, detail) in [
        ("GET", format!("/threads/{MISSING}"), 404, format!("Thread with ID {MISSING} not found")),
        ("GET", "/threads/zzz".into(), 422, "Invalid thread ID: must be a UUID".into()),
        ("DELETE", format!("/threads/{MISSING}"), 404, format!("Thread with ID {MISSING} not found")),
        ("DELETE", "/threads/zz".into(), 422, "Invalid thread ID: must be a UUID".into()),
        ("GET", format!("/threads/{MISSING}/state"), 404, format!("Thread with ID {MISSING} not found")),
        ("GET", "/threads/zz/state".into(), 422, "Invalid thread ID: must be a UUID".into()),
        ("GET", format!("/threads/{MISSING}/runs"), 404, format!("Thread with ID {MISSING} not found")),
    ] {
        let refused = answer(server.request(method, &path)).await;
        assert_eq!((refused.status, refused.detail()), (status, detail), "{method} {path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_time_to_live_is_shown_to_who_asks() {
    let server = Server::native();
    let made = create(&server, json!({"ttl": {"ttl": 10, "strategy": "keep_latest"}})).await.json();
    assert!(made.get("ttl").is_none());
    let id = made["thread_id"].as_str().unwrap();
    assert!(server.get(&format!("/threads/{id}?include=zz")).await.get("ttl").is_none());
    let shown = server.get(&format!("/threads/{id}?include=zz,ttl")).await;
    assert_eq!((&shown["ttl"]["strategy"], &shown["ttl"]["ttl_minutes"]), (&json!("keep_latest"), &json!(10.0)));
    assert!(shown["ttl"]["expires_at"].as_str() > shown["created_at"].as_str());
    let without = server.thread().await;
    assert!(server.get(&format!("/threads/{without}?include=ttl")).await.get("ttl").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_begins_with_the_state_of_its_supersteps() {
    let server = Server::native();
    let steps = json!([
        {"updates": [{"values": {"messages": ["a"]}, "as_node": "__input__"}]},
        {"updates": [{"values": {"messages": ["b"], "counter": 4}, "as_node": "echo"}]},
    ]);
    let made = create(&server, json!({"metadata": {"graph_id": "echo"}, "supersteps": steps})).await;
    assert_eq!(made.status, 200, "{}", made.text);
    assert_eq!(made.json()["values"], json!({"messages": ["b"], "counter": 4}));
    let id = made.json()["thread_id"].as_str().unwrap().to_owned();
    let state = server.get(&format!("/threads/{id}/state")).await;
    assert_eq!((&state["values"]["counter"], &state["next"]), (&json!(4), &json!([])));
    assert_eq!(server.wait(&id, json!({"assistant_id": "echo", "input": {}})).await["counter"], 5);

    for (metadata, supersteps) in [
        (json!({}), steps.clone()),
        (json!({"graph_id": "nope"}), steps),
        (json!({"graph_id": "echo"}), json!([{"updates": [{"values": {}, "as_node": "zzz"}]}])),
    ] {
        let taken = "11111111-1111-4111-8111-111111111111";
        let body = json!({"thread_id": taken, "metadata": metadata, "supersteps": supersteps});
        let refused = create(&server, body.clone()).await;
        assert_eq!(refused.status, 400, "{body}: {}", refused.text);
        assert_eq!(server.send("GET", &format!("/threads/{taken}"), None).await.0, 404, "nothing was created");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_state_of_a_thread() {
    let server = Server::native();
    let thread = server.thread().await;
    let path = format!("/threads/{thread}/state");
    let empty = server.get(&path).await;
    assert_eq!(
        keys(&empty),
        "values next tasks metadata created_at checkpoint parent_checkpoint interrupts checkpoint_id parent_checkpoint_id"
    );
    assert_eq!((&empty["values"], &empty["checkpoint"]), (&json!({}), &Value::Null));

    server.wait(&thread, json!({"assistant_id": "steps", "input": {"n": 3}})).await;
    let state = server.get(&path).await;
    assert_eq!((&state["values"], &state["next"], &state["tasks"]), (&json!({"n": 3, "i": 3}), &json!([]), &json!([])));
    assert_eq!((&state["metadata"]["source"], &state["metadata"]["step"]), (&json!("loop"), &json!(3)));
    assert_eq!(state["metadata"]["thread_id"], json!(thread));
    let checkpoint = &state["checkpoint"];
    assert_eq!((&checkpoint["thread_id"], &checkpoint["checkpoint_ns"]), (&json!(thread), &json!("")));
    assert_eq!(checkpoint["checkpoint_id"], state["checkpoint_id"]);
    assert_eq!(&state["checkpoint_id"].as_str().unwrap()[14..15], "6", "checkpoint ids are UUIDs of version 6");
    assert_eq!(state["parent_checkpoint"]["checkpoint_id"], state["parent_checkpoint_id"]);
    assert!(state["parent_checkpoint_id"].as_str() < state["checkpoint_id"].as_str());
    assert_eq!(server.get(&format!("{path}?subgraphs=true")).await, state);
    let bad = answer(server.request("GET", &format!("{path}?subgraphs=abc"))).await;
    assert_eq!(bad.status, 422);
    assert!(bad.detail().contains("subgraphs"), "{}", bad.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn search_filters_sorts_and_pages() {
    let server = Server::native();
    let mut ids = Vec::new();
    for i in 0..5 {
        let body = json!({"metadata": {"i": i, "deep": {"list": [i, 9]}, "group": if i < 3 { "low" } else { "high" }}});
        ids.push(create(&server, body).await.json()["thread_id"].as_str().unwrap().to_owned());
    }
    // Thread 0 has values and is the one changed last; thread 1 waits; thread 2 has failed; thread 3 is busy.
    server.wait(&ids[1], json!({"assistant_id": "interrupter", "input": {"q": "ok?"}})).await;
    server.wait(&ids[2], json!({"assistant_id": "failer", "input": {"msg": "kaboom"}})).await;
    server.run(&ids[3], json!({"assistant_id": "echo", "input": {}, "after_seconds": 600})).await;
    server.wait(&ids[0], json!({"assistant_id": "echo", "input": {"messages": ["q"], "counter": 11}})).await;

    let search = async |body: Value| server.try_post("/threads/search", &body).await;
    let found = |page: &Answer| -> Vec<usize> {
        let rows = page.json();
        let rows = rows.as_array().unwrap_or_else(|| panic!("{}", page.text)).clone();
        rows.iter().map(|row| ids.iter().position(|id| row["thread_id"] == **id).expect("one of ours")).collect()
    };
    for (body, expected) in [
        (json!({}), vec![0, 3, 2, 1, 4]),
        (json!({"sort_by": "created_at"}), vec![4, 3, 2, 1, 0]),
        (json!({"sort_by": "created_at", "sort_order": "asc"}), vec![0, 1, 2, 3, 4]),
        (json!({"sort_by": "thread_id", "sort_order": "asc"}), vec![0, 1, 2, 3, 4]),
        (json!({"sort_by": "state_updated_at"}), vec![0, 2, 1, 4, 3]),
        (json!({"sort_by": "status", "sort_order": "asc", "limit": 1}), vec![3]),
        (json!({"status": "idle", "sort_by": "created_at"}), vec![4, 0]),
        (json!({"status": "busy"}), vec![3]),
        (json!({"status": "interrupted"}), vec![1]),
        (json!({"status": "error"}), vec![2]),
        (json!({"metadata": {"group": "high"}, "sort_by": "created_at"}), vec![4, 3]),
        (json!({"metadata": {"deep": {"list": [3, 9]}}}), vec![3]),
        (json!({"metadata": {"deep": {"list": [3, 8]}}}), vec![]),
        (json!({"metadata": {"group": "high", "i": 4}}), vec![4]),
        (json!({"values": {"counter": 12}}), vec![0]),
        (json!({"values": {"counter": 13}}), vec![]),
        (json!({"ids": [ids[2], MISSING, ids[4]], "sort_by": "created_at"}), vec![4, 2]),
        (json!({"ids": [], "limit": 2, "sort_by": "created_at"}), vec![4, 3]),
        (json!({"zzz": 1, "limit": 1}), vec![0]),
    ] {
        assert_eq!(found(&search(body.clone()).await), expected, "{body}");
    }

    let order = json!({"sort_by": "created_at", "sort_order": "asc", "limit": 2});
    let with = |name: &str, value: Value| {
        let mut body = order.clone();
        body[name] = value;
        body
    };
    for (offset, rows, total, next) in
        [(0, vec![0, 1], "3", "2"), (2, vec![2, 3], "5", "4"), (4, vec![4], "5", ""), (100, vec![], "100", "")]
    {
        let page = search(with("offset", json!(offset))).await;
        assert_eq!(found(&page), rows);
        assert_eq!(
            (page.header("x-pagination-total"), page.header("x-pagination-next")),
            (total, next),
            "offset {offset}"
        );
    }
    let whole = search(with("limit", json!(5))).await;
    assert_eq!((whole.header("x-pagination-total"), whole.header("x-pagination-next")), ("5", ""));

    let selected = search(with("select", json!(["status", "thread_id"]))).await.json();
    assert_eq!(keys(&selected[0]), "thread_id status");
    let everything = search(with("select", json!([]))).await.json();
    assert_eq!(everything[0]["metadata"]["i"], 0, "an empty selection selects everything");
    let never_ran = search(json!({"ids": [ids[4]], "select": ["values", "interrupts"]})).await.json();
    assert_eq!(never_ran, json!([{"values": null}]));

    let extract = json!({"c": "values.counter", "last": "values.messages[-1]", "none": "values.q", "far": "values.messages[9]", "i": "metadata.i"});
    let rows = search(json!({"ids": [ids[0], ids[4]], "select": ["thread_id"], "extract": extract})).await.json();
    assert_eq!(rows[0]["extracted"], json!({"c": 12, "last": "echo", "none": null, "far": null, "i": 0}));
    assert_eq!(rows[1]["extracted"], json!({"c": null, "last": null, "none": null, "far": null, "i": 4}));
    assert_eq!(keys(&rows[0]), "thread_id extracted");
    let asked = search(json!({"ids": [ids[1]], "extract": {"i": "interrupts"}})).await.json();
    let interrupts: Vec<Value> = asked[0]["extracted"]["i"].as_object().unwrap().values().cloned().collect();
    assert_eq!(interrupts[0][0]["value"], json!({"question": "ok?"}));
    assert!(search(json!({"limit": 1, "extract": {}})).await.json()[0].get("extracted").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_search_says_what_is_wrong() {
    let server = Server::native();
    let many: serde_json::Map<String, Value> = (0..11).map(|i| (format!("k{i}"), json!("metadata.x"))).collect();
    for (body, detail) in [
        (json!({"limit": 0}), "0 is less than the minimum of 1"),
        (json!({"limit": 1001}), "1001 is greater than the maximum of 1000"),
        (json!({"limit": "10"}), r#""10" is not of type "integer""#),
        (json!({"offset": -1}), "-1 is less than the minimum of 0"),
        (json!({"status": "zz"}), r#""zz" is not one of "idle", "busy" or 2 other candidates"#),
        (json!({"status": null}), r#"null is not of type "string""#),
        (json!({"sort_by": "zz"}), r#"Failed validating "enum" in schema["properties"]["sort_by"]"#),
        (json!({"select": ["zz"]}), r#"Failed validating "enum" in schema["properties"]["select"]["items"]"#),
        (json!({"ids": ["zz"]}), "Invalid thread ID: must be a UUID"),
        (
            json!({"extract": {"x": "$$$"}}),
            "Extract path '$$$' must start with one of: config, interrupts, metadata, values",
        ),
        (json!({"extract": {"x": ""}}), "Extract path for 'x' must be a non-empty string"),
        (json!({"extract": {"x": 5}}), r#"5 is not of type "string""#),
        (json!({"extract": many}), "has more than 10 properties"),
    ] {
        let refused = server.try_post("/threads/search", &body).await;
        assert_eq!(refused.status, 422, "{body}: {}", refused.text);
        assert!(refused.detail().contains(detail), "{body}: {}", refused.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_thread_takes_all_with_it_even_a_running_run() {
    let server = Server::native();
    let thread = server.thread().await;
    let (first, _events) = server.running(&thread, json!({"assistant_id": "sleeper", "input": {"s": 600}})).await;
    let queued = server.run(&thread, json!({"assistant_id": "echo", "input": {}})).await;
    assert_eq!(server.get(&format!("/threads/{thread}")).await["status"], "busy");
    let waiting = server.response("GET", &format!("/threads/{thread}/runs/{first}/join"), None).await;
    let gone = answer(server.request("DELETE", &format!("/threads/{thread}"))).await;
    assert_eq!((gone.status, gone.text.as_str()), (204, ""));
    // Whoever waited is told.
    waiting.text().await.expect("the body ends");
    for path in [
        format!("/threads/{thread}"),
        format!("/threads/{thread}/state"),
        format!("/threads/{thread}/runs"),
        format!("/threads/{thread}/runs/{first}"),
        format!("/threads/{thread}/runs/{queued}"),
    ] {
        assert_eq!(server.send("GET", &path, None).await.0, 404, "{path}");
    }
    assert_eq!(server.send("DELETE", &format!("/threads/{thread}"), None).await.0, 404);
    // The id is free again, and nothing of the old thread is seen.
    create(&server, json!({"thread_id": thread})).await;
    assert_eq!(server.get(&format!("/threads/{thread}/runs")).await, json!([]));
    let ids: BTreeSet<String> = [first, queued].into();
    let run = server.run(&thread, json!({"assistant_id": "echo", "input": {"messages": ["new"]}})).await;
    assert!(!ids.contains(&run));
    assert_eq!(server.join(&thread, &run).await, json!({"messages": ["new", "echo"], "counter": 1}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patch_sets_members_and_time_to_live() {
    let server = Server::native();
    let made = create(&server, json!({"metadata": {"a": 1, "deep": {"x": 1}}})).await.json();
    let path = format!("/threads/{}", made["thread_id"].as_str().unwrap());
    let patch = async |body: Value| answer(server.request("PATCH", &path).json(&body)).await;
    let patched = patch(json!({"metadata": {"b": null, "deep": {"y": 2}}})).await;
    assert_eq!(patched.status, 200, "{}", patched.text);
    let patched = patched.json();
    assert_eq!(keys(&patched), keys(&made));
    assert_eq!(patched["metadata"], json!({"a": 1, "deep": {"y": 2}, "b": null}));
    assert!(patched["updated_at"].as_str() > made["updated_at"].as_str());
    assert_eq!(patched["state_updated_at"], made["state_updated_at"]);
    assert_eq!(server.get(&path).await, patched);
    let searched = server.post("/threads/search", json!({"metadata": {"deep": {"y": 2}}})).await;
    assert_eq!(searched.as_array().map(Vec::len), Some(1));

    let ttl = async || server.get(&format!("{path}?include=ttl")).await["ttl"].clone();
    assert_eq!(patch(json!({"ttl": {"ttl": 7.5}})).await.status, 200);
    assert_eq!((&ttl().await["strategy"], &ttl().await["ttl_minutes"]), (&json!("delete"), &json!(7.5)));
    patch(json!({"ttl": {"ttl": 3, "strategy": "keep_latest"}})).await;
    assert_eq!((&ttl().await["strategy"], &ttl().await["ttl_minutes"]), (&json!("keep_latest"), &json!(3.0)));
    let before = ttl().await["expires_at"].clone();
    assert_eq!(patch(json!({})).await.status, 200);
    assert!(ttl().await["expires_at"].as_str() > before.as_str(), "it counts from the last change");

    for prefer in ["return=minimal", "respond-async, return=minimal", "return=minimal; x=1"] {
        let body = json!({"metadata": {"prefer": prefer}});
        let minimal = answer(server.request("PATCH", &path).header("prefer", prefer).json(&body)).await;
        assert_eq!((minimal.status, minimal.text.as_str()), (204, ""), "{prefer}");
        assert_eq!(server.get(&path).await["metadata"]["prefer"], prefer);
    }
    let whole = answer(server.request("PATCH", &path).header("prefer", "return=representation").json(&json!({}))).await;
    assert_eq!((whole.status, &whole.json()["metadata"]["a"]), (200, &json!(1)));

    let before = server.get(&path).await;
    for (body, detail) in [
        (json!({"metadata": null}), "null is not of type \"object\""),
        (json!({"metadata": []}), r#"Failed validating "type" in schema["properties"]["metadata"]"#),
        (json!({"ttl": 5}), r#"5 is not of type "object""#),
        (json!({"ttl": {"ttl": null}}), r#"schema["properties"]["ttl"]["properties"]["ttl"]"#),
        (json!({"ttl": {"ttl": 0}}), "ttl.ttl: 0"),
        (json!({"ttl": {"ttl": -2.5}}), "ttl.ttl: -2.5"),
        (json!({"ttl": {"strategy": "keep_latest"}}), "ttl.ttl is missing"),
    ] {
        let refused = patch(body.clone()).await;
        assert_eq!(refused.status, 422, "{body}: {}", refused.text);
        assert!(refused.detail().contains(detail), "{body}: {}", refused.text);
    }
    assert_eq!(server.get(&path).await, before, "nothing was changed");
    let missing = answer(server.request("PATCH", &format!("/threads/{MISSING}")).json(&json!({}))).await;
    assert_eq!((missing.status, missing.text.as_str()), (404, r#"{"detail":"Not Found"}"#));
    assert_eq!(answer(server.request("PATCH", "/threads/zz").json(&json!({}))).await.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn threads_are_counted() {
    let server = Server::native();
    for n in 0..4 {
        create(&server, json!({"metadata": {"n": n, "even": n % 2 == 0}})).await;
    }
    let asked = server.thread().await;
    server.wait(&asked, json!({"assistant_id": "interrupter", "input": {"q": "ok?"}})).await;
    for (body, expected) in [
        (json!({}), 5),
        (json!({"metadata": {"even": true}}), 2),
        (json!({"metadata": {"even": true, "n": 2}}), 1),
        (json!({"metadata": {"even": "true"}}), 0),
        (json!({"status": "interrupted"}), 1),
        (json!({"status": "idle", "metadata": {"even": false}}), 2),
        (json!({"values": {"q": "ok?"}}), 1),
        (json!({"values": {"q": "no?"}}), 0),
    ] {
        assert_eq!(server.post("/threads/count", body.clone()).await, json!(expected), "{body}");
    }
    for body in [json!({"status": "zz"}), json!({"metadata": 5}), json!({"values": null})] {
        assert_eq!(server.send("POST", "/threads/count", Some(body.clone())).await.0, 422, "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_goes_its_own_way() {
    let server = Server::native();
    let thread = create(&server, json!({"metadata": {"owner": "ann"}, "ttl": {"ttl": 60}})).await.json();
    let thread = thread["thread_id"].as_str().unwrap();
    server.wait(thread, json!({"assistant_id": "interrupter", "input": {"q": "ok?"}})).await;
    let original = server.get(&format!("/threads/{thread}")).await;
    let copied = answer(server.request("POST", &format!("/threads/{thread}/copy"))).await;
    assert_eq!((copied.status, copied.header("content-type")), (200, "application/json"));
    let copied = copied.json();
    let copy = copied["thread_id"].as_str().unwrap();
    assert_ne!(copy, thread);
    assert_eq!(keys(&copied), "thread_id created_at updated_at state_updated_at metadata status config");
    let shown = server.get(&format!("/threads/{copy}")).await;
    for same in ["metadata", "status", "values", "interrupts", "config"] {
        assert_eq!(shown[same], original[same], "{same}");
    }
    assert_eq!(shown["error"], Value::Null);
    for same in ["created_at", "updated_at", "metadata", "status", "config"] {
        assert_eq!(copied[same], shown[same], "{same}");
    }
    assert_eq!(server.get(&format!("/threads/{copy}/runs")).await, json!([]));
    assert_eq!(server.get(&format!("/threads/{copy}?include=ttl")).await["ttl"]["ttl_minutes"], json!(60.0));

    // The same states, which say whose they are.
    let history = async |thread: &str| server.get(&format!("/threads/{thread}/history")).await;
    let (of_original, of_copy) = (history(thread).await, history(copy).await);
    assert_eq!(of_copy.as_array().map(Vec::len), Some(2));
    let expected: Value = serde_json::from_str(&of_original.to_string().replace(thread, copy)).unwrap();
    assert_eq!(of_copy, expected);

    // Each is answered on its own.
    let answered = server.wait(copy, json!({"assistant_id": "interrupter", "command": {"resume": "yes"}})).await;
    assert_eq!(answered, json!({"q": "ok?", "answer": "yes", "done": true}));
    assert_eq!(server.get(&format!("/threads/{thread}")).await, original);
    assert_eq!(history(thread).await, of_original);
    server.send("DELETE", &format!("/threads/{thread}"), None).await;
    assert_eq!(server.get(&format!("/threads/{copy}/state")).await["values"], answered);
    assert_eq!(history(copy).await.as_array().map(Vec::len), Some(4));

    // Of a busy thread there is what it has so far.
    let busy = server.thread().await;
    let (_, _events) = server.running(&busy, json!({"assistant_id": "sleeper", "input": {"s": 600}})).await;
    let of_busy = server.post(&format!("/threads/{busy}/copy"), json!({})).await;
    assert_eq!((&of_busy["status"], &of_busy["metadata"]["graph_id"]), (&json!("idle"), &json!("sleeper")));

    let missing = answer(server.request("POST", &format!("/threads/{MISSING}/copy"))).await;
    assert_eq!((missing.status, missing.detail()), (404, format!("Thread with ID {MISSING} not found")));
    assert_eq!(answer(server.request("POST", "/threads/zz/copy")).await.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn threads_are_pruned() {
    let server = Server::native();
    let thread = server.thread().await;
    let state = format!("/threads/{thread}/state");
    server.wait(&thread, json!({"assistant_id": "steps", "input": {"n": 4}})).await;
    let size = async || server.get(&format!("/threads/{thread}/storage")).await;
    let (before, newest) = (size().await, server.get(&state).await);
    assert_eq!(keys(&before), "thread_id total_bytes checkpoints channel_values pending_writes");
    assert_eq!((&before["thread_id"], &before["checkpoints"]["count"]), (&json!(thread), &json!(6)));
    let number = |value: &Value| value.as_u64().expect("a number");
    let parts = ["checkpoints", "channel_values", "pending_writes"].map(|part| number(&before[part]["bytes"]));
    assert_eq!(number(&before["total_bytes"]), parts.iter().sum::<u64>());
    let by_channel = before["channel_values"]["by_channel"].as_object().unwrap();
    let sum = |of: &str| by_channel.values().map(|channel| number(&channel[of])).sum::<u64>();
    assert!(sum("bytes") > 0 && number(&before["channel_values"]["bytes"]) == sum("bytes"));
    assert_eq!(number(&before["channel_values"]["count"]), sum("versions"));

    let prune = async |body: Value| server.post("/threads/prune", body).await["pruned_count"].clone();
    let keep = json!({"thread_ids": [thread, MISSING, thread], "strategy": "keep_latest"});
    assert_eq!(prune(keep.clone()).await, 1);
    let history = server.get(&format!("/threads/{thread}/history")).await;
    assert_eq!(history.as_array().map(Vec::len), Some(1));
    assert_eq!(server.get(&state).await, newest);
    let after = size().await;
    assert_eq!(after["checkpoints"]["count"], 1);
    assert!(number(&after["total_bytes"]) < number(&before["total_bytes"]) / 3, "{before} became {after}");
    // It goes on from there, and not before a run in flight has ended.
    let (run, _events) = server.running(&thread, json!({"assistant_id": "sleeper", "input": {"s": 600}})).await;
    assert_eq!(prune(keep).await, 0);
    let mut ids = vec![json!(thread), json!(MISSING)];
    for n in 0..40 {
        ids.push(create(&server, json!({"metadata": {"n": n}})).await.json()["thread_id"].clone());
    }
    let left = ids.pop().unwrap();
    assert_eq!(prune(json!({"thread_ids": ids})).await, 40, "the busy one too");
    assert_eq!(server.status(&thread, &run).await, "deleted");
    let found = server.post("/threads/search", json!({})).await;
    assert_eq!((found.as_array().map(Vec::len), &found[0]["thread_id"]), (Some(1), &left));
    assert_eq!(prune(json!({"thread_ids": []})).await, 0);
    for (body, detail) in [
        (json!({}), r#""thread_ids" is a required property"#),
        (json!({"thread_ids": ["zz"]}), "zz"),
        (json!({"thread_ids": [left], "strategy": "zz"}), r#""zz" is not one of "delete" or "keep_latest""#),
    ] {
        let refused = server.try_post("/threads/prune", &body).await;
        assert_eq!(refused.status, 422, "{body}");
        assert!(refused.detail().contains(detail) || body["thread_ids"] == json!(["zz"]), "{body}: {}", refused.text);
    }
    for (path, status) in [(format!("/threads/{MISSING}/storage"), 404), ("/threads/zz/storage".into(), 422)] {
        assert_eq!(server.send("GET", &path, None).await.0, status, "{path}");
    }
}
