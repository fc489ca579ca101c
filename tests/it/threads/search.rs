//! Searches and counts of threads.

use serde_json::{Value, json};

use super::lifecycle::create;
use crate::support::{Answer, MISSING, Server, keys};

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

    let extract = json!({
        "c": "values.counter", "last": "values.messages[-1]", "none": "values.q", "far": "values.messages[9]",
        "i": "metadata.i",
    });
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
