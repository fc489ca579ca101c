//! Threads over HTTP: created, read, changed, copied, pruned and deleted.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{Answer, MISSING, Server, answer, keys};

pub async fn create(server: &Server, body: Value) -> Answer {
    server.try_post("/threads", &body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_before_and_after_its_first_run() {
    let server = Server::native();
    let made = create(&server, json!({"metadata": {"a": 1, "n": {"b": [1]}}})).await;
    assert_eq!((made.status, made.header("content-type")), (200, "application/json"));
    let thread = made.json();
    assert_json!(thread, {
        "thread_id": "<uuid 7>",
        "created_at": "<time>",
        "updated_at": "<time>",
        "state_updated_at": "<time>",
        "metadata": {"a": 1, "n": {"b": [1]}},
        "status": "idle",
        "config": {},
        "values": null,
    });
    let id = thread["thread_id"].as_str().unwrap();
    assert_eq!(server.get(&format!("/threads/{id}")).await, thread);

    let config = json!({"tags": ["t"], "configurable": {"c": 1}});
    let run = json!({"assistant_id": "echo", "input": {"messages": ["x"]}, "config": config});
    server.wait(id, run).await;
    let after = server.get(&format!("/threads/{id}")).await;
    assert_json!(after, {
        "thread_id": id,
        "created_at": thread["created_at"],
        "updated_at": "<time>",
        "state_updated_at": "<time>",
        "metadata": {"a": 1, "graph_id": "echo", "..": ".."},
        "status": "idle",
        "config": {"tags": ["t"], "configurable": {}},
        "values": {"messages": ["x", "echo"], "counter": 1},
        "error": null,
        "interrupts": {},
    });
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
    assert_members!(shown, {"ttl": {"strategy": "keep_latest", "ttl_minutes": 10.0, "..": ".."}});
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
    assert_members!(state, {"values": {"counter": 4, "..": ".."}, "next": []});
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
    assert_members!(of_busy, {"status": "idle", "metadata": {"graph_id": "sleeper", "..": ".."}});

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
    assert_json!(before, {
        "thread_id": thread,
        "total_bytes": "<any>",
        "checkpoints": {"count": 6, "bytes": "<any>", "..": ".."},
        "channel_values": {"count": "<any>", "bytes": "<any>", "by_channel": "<any>", "..": ".."},
        "pending_writes": {"bytes": "<any>", "..": ".."},
    });
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
