//! Assistants over HTTP.

use futures::StreamExt;
use serde_json::{Value, json};

use crate::support::{Answer, MISSING, Server, answer, keys};

const ECHO: &str = "046b5dc7-2108-582c-9c6c-31d556d138f0";

async fn search(server: &Server, body: Value) -> Answer {
    server.try_post("/assistants/search", &body).await
}

fn names(found: &Answer) -> Vec<String> {
    let rows = found.json();
    rows.as_array().expect("rows").iter().map(|row| row["name"].as_str().expect("a name").to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_graph_has_an_assistant() {
    let server = Server::native();
    let echo = server.get(&format!("/assistants/{ECHO}")).await;
    assert_json!(echo, {
        "assistant_id": ECHO,
        "graph_id": "echo",
        "config": "<any>",
        "context": "<any>",
        "metadata": {"created_by": "system"},
        "name": "echo",
        "created_at": "<time>",
        "updated_at": "<time>",
        "version": 1,
        "description": "<any>",
    });
    for same in [ECHO.to_uppercase(), ECHO.replace('-', "")] {
        assert_eq!(server.get(&format!("/assistants/{same}")).await, echo);
    }
    for (id, status, detail) in [
        (MISSING, 404, "Not Found"),
        ("echo", 422, "Invalid assistant ID: must be a UUID"),
        ("zz", 422, "Invalid assistant ID: must be a UUID"),
    ] {
        let (found, body) = server.send("GET", &format!("/assistants/{id}"), None).await;
        assert_eq!((found, body["detail"].as_str().unwrap()), (status, detail));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn search_filters_sorts_and_pages() {
    let server = Server::native();
    let all = names(&search(&server, json!({"sort_by": "name", "sort_order": "asc", "limit": 100})).await);
    assert!(all.is_sorted() && all.len() > 10, "{all:?}");
    let total = all.len();

    let page = search(&server, json!({"sort_by": "name", "sort_order": "asc", "limit": 2, "offset": 1})).await;
    assert_eq!(names(&page), all[1..3]);
    assert_eq!((page.header("x-pagination-total"), page.header("x-pagination-next")), ("4", "3"));
    let last = search(&server, json!({"limit": total})).await;
    assert_eq!((last.header("x-pagination-total"), last.header("x-pagination-next")), (&*total.to_string(), ""));
    assert_eq!(names(&search(&server, json!({})).await).len(), 10, "the default limit");
    let beyond = search(&server, json!({"offset": 100})).await;
    assert_eq!((beyond.text.as_str(), beyond.header("x-pagination-total")), ("[]", "100"));

    for (filter, found) in [
        (json!({"graph_id": "echo"}), vec!["echo"]),
        (json!({"name": "CHO"}), vec!["echo"]),
        (json!({"name": "%"}), vec![]),
        (json!({"name": "_"}), vec![]),
        (json!({"metadata": {"created_by": "system"}, "name": "steps"}), vec!["steps"]),
        (json!({"metadata": {"created_by": "nobody"}}), vec![]),
    ] {
        assert_eq!(names(&search(&server, filter.clone()).await), found, "{filter}");
    }
    let selected = search(&server, json!({"select": ["name", "assistant_id"], "name": "echo"})).await;
    assert_eq!(selected.json(), json!([{"assistant_id": ECHO, "name": "echo"}]));
    let everything = search(&server, json!({"select": [], "name": "echo"})).await;
    assert_eq!(everything.json()[0]["graph_id"], "echo", "an empty selection selects everything");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_search_says_what_is_wrong() {
    let server = Server::native();
    for (body, detail) in [
        (json!({"limit": 0}), r#"0 is less than the minimum of 1"#),
        (json!({"limit": 1001}), "1001 is greater than the maximum of 1000"),
        (json!({"limit": "1"}), r#""1" is not of type "integer""#),
        (json!({"limit": 1.5}), r#"1.5 is not of type "integer""#),
        (json!({"offset": -1}), "-1 is less than the minimum of 0"),
        (json!({"graph_id": 5}), r#"in schema["properties"]["graph_id"]"#),
        (json!({"sort_by": "zz"}), r#"Failed validating "enum" in schema["properties"]["sort_by"]"#),
        (json!({"sort_order": "zz"}), r#""zz" is not one of "asc" or "desc""#),
        (json!({"select": ["zz"]}), r#"On instance["select"][0]:"#),
        (json!({"select": "name"}), r#""name" is not of type "array""#),
    ] {
        let refused = search(&server, body.clone()).await;
        assert_eq!(refused.status, 422, "{body}");
        assert!(refused.detail().contains(detail), "{body}: {}", refused.text);
    }
    let unknown = search(&server, json!({"graph_id": "zz"})).await;
    assert_eq!(unknown.status, 404);
    let detail = unknown.detail();
    assert!(detail.starts_with("Graph 'zz' not found. Expected one of: ['chat', 'context', 'echo', "), "{detail}");
}

fn id_of(assistant: &Value) -> String {
    assistant["assistant_id"].as_str().expect("an id").to_owned()
}

/// Sends a request that must be refused, and returns what the answer says.
async fn refused(server: &Server, method: &str, path: &str, body: Option<Value>, status: u16) -> String {
    let (found, answer) = server.send(method, path, body.clone()).await;
    assert_eq!(found, status, "{method} {path} {body:?}: {answer}");
    answer["detail"].as_str().expect("a reason").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assistant_is_created() {
    let server = Server::native();
    let plain = server.post("/assistants", json!({"graph_id": "echo", "unknown": 1})).await;
    assert_json!(plain, {
        "assistant_id": "<uuid 4>",
        "graph_id": "echo",
        "config": {},
        "context": {},
        "metadata": {},
        "name": "Untitled",
        "created_at": "<time>",
        "updated_at": plain["created_at"],
        "version": 1,
        "description": null,
    });
    let id = id_of(&plain);
    assert_eq!(server.get(&format!("/assistants/{id}")).await, plain);
    assert_eq!(server.post("/assistants/search", json!({"limit": 1})).await, json!([plain]), "the newest comes first");

    let full = json!({
        "assistant_id": "D986A8D7E51E46E2B0BA1AF31CDB0A05", "graph_id": "echo", "name": "my echo", "description": "d",
        "metadata": {"k": "v"}, "config": {"configurable": {"a": 1}, "tags": ["t"], "recursion_limit": 7, "more": [1]}
    });
    let made = server.post("/assistants", full).await;
    assert_eq!(made["assistant_id"], "d986a8d7-e51e-46e2-b0ba-1af31cdb0a05");
    let config = json!({"configurable": {"a": 1}, "tags": ["t"], "recursion_limit": 7, "more": [1]});
    assert_members!(made, {
        "config": config, "context": {"a": 1}, "name": "my echo", "description": "d", "metadata": {"k": "v"},
    });

    let again = json!({"assistant_id": made["assistant_id"], "graph_id": "echo", "name": "other"});
    let taken = refused(&server, "POST", "/assistants", Some(again.clone()), 409).await;
    assert_eq!(taken, "Assistant d986a8d7-e51e-46e2-b0ba-1af31cdb0a05 already exists");
    let mut kept = again.clone();
    kept["if_exists"] = json!("do_nothing");
    assert_eq!(server.post("/assistants", kept).await, made);

    // Whichever of both is given fills the other.
    for (given, config, context) in [
        (json!({"context": {"b": 2}}), json!({"configurable": {"b": 2}}), json!({"b": 2})),
        (
            json!({"context": {"b": 2}, "config": {"tags": ["t"]}}),
            json!({"tags": ["t"], "configurable": {"b": 2}}),
            json!({"b": 2}),
        ),
        (
            json!({"context": {}, "config": {"configurable": {"a": 1}}}),
            json!({"configurable": {"a": 1}}),
            json!({"a": 1}),
        ),
        (json!({"config": {"configurable": {}}}), json!({"configurable": {}}), json!({})),
        (json!({"name": "", "description": ""}), json!({}), json!({})),
    ] {
        let mut body = given.clone();
        body["graph_id"] = json!("echo");
        let made = server.post("/assistants", body).await;
        assert_members!(made, {"config": config, "context": context, "name": "Untitled"}, "{given}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_assistant_is_refused() {
    let server = Server::native();
    let both = json!({"graph_id": "echo", "config": {"configurable": {"a": 1}}, "context": {"a": 1}});
    let reason = refused(&server, "POST", "/assistants", Some(both.clone()), 400).await;
    assert!(reason.starts_with("Cannot specify both configurable and context."), "{reason}");
    let reason = refused(&server, "PATCH", &format!("/assistants/{ECHO}"), Some(both), 400).await;
    assert!(reason.starts_with("Cannot specify both configurable and context."), "{reason}");
    let mut graphs = names(&search(&server, json!({"limit": 100})).await);
    graphs.sort();
    let unknown = format!("Graph 'nope' not found. Expected one of: ['{}']", graphs.join("', '"));
    let nope = || Some(json!({"graph_id": "nope"}));
    assert_eq!(refused(&server, "POST", "/assistants", nope(), 404).await, unknown);
    assert_eq!(refused(&server, "PATCH", &format!("/assistants/{ECHO}"), nope(), 404).await, unknown);
    assert_eq!(refused(&server, "POST", "/assistants/count", nope(), 404).await, unknown);
    for (body, detail) in [
        (json!({"name": "x"}), r#""graph_id" is a required property"#),
        (json!({"graph_id": 5}), r#"5 is not of type "string""#),
        (json!({"graph_id": "echo", "assistant_id": "zzz"}), "Invalid assistant ID: must be a UUID"),
        (json!({"graph_id": "echo", "if_exists": "zzz"}), r#""zzz" is not one of "raise" or "do_nothing""#),
        (json!({"graph_id": "echo", "config": {"configurable": 5}}), r#"On instance["config"]["configurable"]:"#),
        (json!({"graph_id": "echo", "config": {"recursion_limit": "x"}}), r#""x" is not of type "integer""#),
        (json!({"graph_id": "echo", "metadata": null}), r#"null is not of type "object""#),
        (json!({"graph_id": "echo", "name": null}), r#"null is not of type "string""#),
        (json!([]), r#"[] is not of type "object""#),
    ] {
        let reason = refused(&server, "POST", "/assistants", Some(body.clone()), 422).await;
        assert!(reason.contains(detail), "{body}: {reason}");
    }
    assert_eq!(refused(&server, "POST", "/assistants", None, 422).await, "Invalid JSON in request body");
    for (method, path, body, status, detail) in [
        ("PATCH", "", Some(json!({"name": "x"})), 404, format!("Assistant {MISSING} not found")),
        ("POST", "/versions", Some(json!({})), 404, format!("Assistant {MISSING} not found")),
        ("POST", "/latest", Some(json!({"version": 1})), 404, format!("Assistant {MISSING} not found")),
        ("DELETE", "", None, 404, format!("Assistant with ID {MISSING} not found")),
        ("DELETE", "?delete_threads=true", None, 404, format!("Assistant with ID {MISSING} not found")),
        ("GET", "/graph", None, 404, "Not Found".to_owned()),
        ("GET", "/schemas", None, 404, "Not Found".to_owned()),
        ("GET", "/subgraphs", None, 404, "Not Found".to_owned()),
        ("GET", "/subgraphs/x", None, 404, "Not Found".to_owned()),
    ] {
        let path = format!("/assistants/{MISSING}{path}");
        assert_eq!(refused(&server, method, &path, body, status).await, detail, "{method} {path}");
    }
    for (method, path) in [
        ("PATCH", ""),
        ("DELETE", ""),
        ("POST", "/versions"),
        ("POST", "/latest"),
        ("GET", "/schemas"),
        ("GET", "/subgraphs"),
    ] {
        let path = format!("/assistants/echo{path}");
        let body = (method != "GET").then(|| json!({}));
        assert_eq!(refused(&server, method, &path, body, 422).await, "Invalid assistant ID: must be a UUID", "{path}");
    }
    let wrong = refused(&server, "DELETE", &format!("/assistants/{ECHO}?delete_threads=maybe"), None, 422).await;
    assert!(wrong.contains("delete_threads"), "{wrong}");
    server.get(&format!("/assistants/{ECHO}")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_make_versions_that_can_be_gone_back_to() {
    let server = Server::native();
    let body = json!({
        "graph_id": "echo", "name": "my echo", "description": "d", "metadata": {"k": "v"},
        "config": {"configurable": {"a": 1}, "tags": ["t"], "recursion_limit": 7}
    });
    let first = server.post("/assistants", body).await;
    let id = id_of(&first);
    let path = format!("/assistants/{id}");
    let patch = async |body: Value| {
        let (status, patched) = server.send("PATCH", &path, Some(body.clone())).await;
        assert_eq!(status, 200, "{body}: {patched}");
        patched
    };
    let second = patch(json!({"name": "renamed", "metadata": {"k2": "v2", "k": null}})).await;
    assert_json!(second, {
        "assistant_id": id,
        "graph_id": "echo",
        "config": first["config"],
        "context": "<any>",
        "metadata": {"k": null, "k2": "v2"},
        "name": "renamed",
        "created_at": first["created_at"],
        "updated_at": "<time>",
        "version": 2,
        "description": "d",
    });
    assert!(second["updated_at"].as_str() > first["updated_at"].as_str());
    let third = patch(json!({"config": {"configurable": {"a": 2}}, "graph_id": "steps"})).await;
    assert_members!(third, {"config": {"configurable": {"a": 2}}, "context": {"a": 2}});
    let fourth = patch(json!({"context": {"b": 3}})).await;
    assert_members!(fourth, {"config": {"configurable": {"b": 3}}, "context": {"b": 3}});
    let fifth = patch(json!({})).await;
    assert_members!(fifth, {"version": 5, "graph_id": "steps"});
    assert_eq!(server.get(&path).await, fifth);

    let numbers =
        |found: &Value| found.as_array().unwrap().iter().map(|row| row["version"].clone()).collect::<Vec<_>>();
    let all = server.post(&format!("{path}/versions"), json!({})).await;
    assert_eq!(numbers(&all), [5, 4, 3, 2, 1]);
    assert_eq!(keys(&all[0]), "assistant_id version graph_id config context metadata created_at name description");
    assert_eq!(all[0]["created_at"], fifth["updated_at"]);
    let page = server.post(&format!("{path}/versions"), json!({"limit": 1, "offset": 1})).await;
    assert_eq!(numbers(&page), [4]);
    let marked = server.post(&format!("{path}/versions"), json!({"metadata": {"k": "v"}})).await;
    assert_eq!(numbers(&marked), [1]);
    assert_eq!(server.post(&format!("{path}/versions"), json!({"offset": 50})).await, json!([]));
    for body in [json!({"limit": 0}), json!({"limit": 1001}), json!({"offset": -1}), json!({"metadata": null})] {
        refused(&server, "POST", &format!("{path}/versions"), Some(body), 422).await;
    }

    // The whole first version is back, with its graph and its context.
    let back = server.post(&format!("{path}/latest"), json!({"version": 1})).await;
    for member in ["graph_id", "config", "context", "metadata", "name", "description", "version", "created_at"] {
        assert_eq!(back[member], first[member], "{member}");
    }
    assert_eq!(server.get(&path).await, back);
    let by_query = answer(server.request("POST", &format!("{path}/latest?version=2"))).await;
    assert_eq!((by_query.status, &by_query.json()["name"]), (200, &json!("renamed")));
    let both = server.post(&format!("{path}/latest?version=2"), json!({"version": 3})).await;
    assert_eq!(both["version"], 3);
    let from_query = server.post(&format!("{path}/latest?version=1"), json!({})).await;
    assert_eq!(from_query["version"], 1);
    let sixth = patch(json!({"name": "z"})).await;
    assert_members!(sixth, {"version": 6, "config": first["config"], "graph_id": "echo"});
    let missing = refused(&server, "POST", &format!("{path}/latest"), Some(json!({"version": 99})), 404).await;
    assert_eq!(missing, format!("Version 99 not found for assistant {id}"));
    let none = refused(&server, "POST", &format!("{path}/latest"), Some(json!({})), 422).await;
    assert!(none.contains("\"version\" is required"), "{none}");
    for version in [json!("1"), json!(1.5), json!(null), json!(true)] {
        let wrong = refused(&server, "POST", &format!("{path}/latest"), Some(json!({"version": version})), 422).await;
        assert!(wrong.contains(r#"is not of type "integer""#), "{wrong}");
    }

    // Versions outlive the server, and so do changes of a graph's own assistant.
    let (status, _) = server.send("PATCH", &format!("/assistants/{ECHO}"), Some(json!({"name": "mine"}))).await;
    assert_eq!(status, 200);
    let server = server.restart();
    assert_eq!(server.get(&path).await, sixth);
    let all = server.post(&format!("{path}/versions"), json!({})).await;
    assert_eq!(numbers(&all), [6, 5, 4, 3, 2, 1]);
    let echo = server.get(&format!("/assistants/{ECHO}")).await;
    assert_members!(echo, {"name": "mine", "version": 2});
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_use_the_version_that_is_shown() {
    let server = Server::native();
    let body = json!({"graph_id": "echo", "config": {"tags": ["t"], "configurable": {"a": 1}}, "metadata": {"m": 1}});
    let id = id_of(&server.post("/assistants", body).await);
    server.send("PATCH", &format!("/assistants/{id}"), Some(json!({"graph_id": "steps", "context": {"b": 2}}))).await;
    let thread = server.thread().await;
    let of = async || {
        let run = server.run(&thread, json!({"assistant_id": id, "input": {"n": 1, "messages": []}})).await;
        server.join(&thread, &run).await;
        server.get(&format!("/threads/{thread}/runs/{run}")).await
    };
    let run = of().await;
    assert_members!(run, {
        "metadata": {"graph_id": "steps", "m": 1, "..": ".."},
        "kwargs": {"context": {"b": 2}, "config": {"tags": ["t"], "..": ".."}, "..": ".."},
    });
    server.post(&format!("/assistants/{id}/latest"), json!({"version": 1})).await;
    let run = of().await;
    assert_members!(run, {"metadata": {"graph_id": "echo", "..": ".."}, "kwargs": {"context": {"a": 1}, "..": ".."}});
}

#[tokio::test(flavor = "multi_thread")]
async fn assistants_are_counted() {
    let server = Server::native();
    let graphs = names(&search(&server, json!({"limit": 100})).await).len();
    for n in 0..3 {
        let body =
            json!({"graph_id": "echo", "name": format!("Number {n}"), "metadata": {"n": n, "deep": {"x": [1, 2]}}});
        server.post("/assistants", body).await;
    }
    for (filter, count) in [
        (json!({}), graphs + 3),
        (json!({"graph_id": "echo"}), 4),
        (json!({"name": "NUMBER"}), 3),
        (json!({"name": "umber 1"}), 1),
        (json!({"name": "r 2", "graph_id": "steps"}), 0),
        (json!({"metadata": {"n": 1}}), 1),
        (json!({"metadata": {"deep": {"x": [2]}}}), 3),
        (json!({"metadata": {"created_by": "system"}}), graphs),
        (json!({"metadata": {}}), graphs + 3),
    ] {
        assert_eq!(server.post("/assistants/count", filter.clone()).await, json!(count), "{filter}");
    }
    refused(&server, "POST", "/assistants/count", Some(json!({"graph_id": null})), 422).await;
    refused(&server, "POST", "/assistants/count", None, 422).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_assistants_runs_are_stopped() {
    let server = Server::native();
    let body = json!({"graph_id": "sleeper"});
    let id = id_of(&server.post("/assistants", body).await);
    let thread = server.thread().await;
    let (running, mut events) =
        server.running(&thread, json!({"assistant_id": id, "input": {"s": 3600}, "stream_mode": "values"})).await;
    let pending = server.run(&thread, json!({"assistant_id": id, "input": {"s": 3600}})).await;
    let other = server.run(&thread, json!({"assistant_id": "echo", "input": {"messages": ["a"]}})).await;
    let (status, text) = server.send("DELETE", &format!("/assistants/{id}"), None).await;
    assert_eq!((status, text), (204, json!("")));
    while events.next().await.is_some() {}
    drop(events);
    assert_eq!(server.join(&thread, &other).await["messages"], json!(["a", "echo"]), "the thread goes on");
    assert_eq!(server.status(&thread, &running).await, "interrupted");
    assert_eq!(server.status(&thread, &pending).await, "interrupted");
    refused(&server, "GET", &format!("/assistants/{id}"), None, 404).await;
    refused(&server, "DELETE", &format!("/assistants/{id}"), None, 404).await;
    refused(&server, "POST", "/runs/wait", Some(json!({"assistant_id": id, "input": {}})), 404).await;

    // A graph's own assistant goes like any other, and comes back with the next start.
    let (status, _) = server.send("DELETE", &format!("/assistants/{ECHO}"), None).await;
    assert_eq!(status, 204);
    refused(&server, "POST", "/runs/wait", Some(json!({"assistant_id": "echo", "input": {}})), 404).await;
    refused(&server, "GET", "/assistants/echo/graph", None, 404).await;
    let server = server.restart();
    let values = server.post("/runs/wait", json!({"assistant_id": "echo", "input": {"messages": []}})).await;
    assert_eq!(values["messages"], json!(["echo"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assistant_may_take_its_threads_along() {
    let server = Server::native();
    let id = id_of(&server.post("/assistants", json!({"graph_id": "sleeper"})).await);
    let busy = server.thread().await;
    let run = json!({"assistant_id": id, "input": {"s": 3600}, "stream_mode": "values", "stream_resumable": true});
    let (_, mut events) = server.running(&busy, run).await;
    let pending = server.run(&busy, json!({"assistant_id": id, "input": {"s": 3600}})).await;
    // More threads than go in one step.
    let quick = json!({"assistant_id": id, "input": {"s": 0}});
    let mut threads = Vec::new();
    for _ in 0..210 {
        let thread = server.thread().await;
        server.run(&thread, quick.clone()).await;
        threads.push(thread);
    }
    server.post(&format!("/threads/{}/runs/wait", threads[0]), quick.clone()).await;
    // Its last run is one of another assistant.
    let other = server.thread().await;
    server.post(&format!("/threads/{other}/runs/wait"), quick).await;
    server
        .post(&format!("/threads/{other}/runs/wait"), json!({"assistant_id": "echo", "input": {"messages": []}}))
        .await;

    let (status, _) = server.send("DELETE", &format!("/assistants/{id}?delete_threads=true"), None).await;
    assert_eq!(status, 204);
    while events.next().await.is_some() {}
    drop(events);
    for thread in threads.iter().chain([&busy]) {
        refused(&server, "GET", &format!("/threads/{thread}"), None, 404).await;
        refused(&server, "GET", &format!("/threads/{thread}/state"), None, 404).await;
    }
    assert_eq!(server.status(&busy, &pending).await, "deleted");
    assert_eq!(server.get(&format!("/threads/{other}")).await["status"], "idle");
    assert_eq!(server.get(&format!("/threads/{other}/runs")).await.as_array().map(Vec::len), Some(2));
    let left = server.post("/threads/search", json!({"limit": 10})).await;
    assert_eq!(left.as_array().map(Vec::len), Some(1));
    // Nothing of it is left to come back.
    let server = server.restart();
    let left = server.post("/threads/search", json!({"limit": 10})).await;
    assert_eq!(left.as_array().map(Vec::len), Some(1));
}
