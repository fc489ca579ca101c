//! Assistants over HTTP.

mod support;

use serde_json::{Value, json};
use support::{Answer, Options, Server, answer};

const ECHO: &str = "046b5dc7-2108-582c-9c6c-31d556d138f0";

async fn search(server: &Server, body: Value) -> Answer {
    answer(server.request("POST", "/assistants/search").json(&body)).await
}

fn names(found: &Answer) -> Vec<String> {
    let rows = found.json();
    rows.as_array().expect("rows").iter().map(|row| row["name"].as_str().expect("a name").to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_graph_has_an_assistant() {
    let server = Server::start(Options::default());
    let echo = server.get(&format!("/assistants/{ECHO}")).await;
    let keys: Vec<_> = echo.as_object().expect("an object").keys().cloned().collect();
    assert_eq!(
        keys.join(" "),
        "assistant_id graph_id config context metadata name created_at updated_at version description"
    );
    assert_eq!((&echo["graph_id"], &echo["name"], &echo["version"]), (&json!("echo"), &json!("echo"), &json!(1)));
    assert_eq!(echo["metadata"], json!({"created_by": "system"}));
    for same in [ECHO.to_uppercase(), ECHO.replace('-', "")] {
        assert_eq!(server.get(&format!("/assistants/{same}")).await, echo);
    }
    for (id, status, detail) in [
        ("0badbad0-b8be-4146-a1ae-2c206154596b", 404, "Not Found"),
        ("echo", 422, "Invalid assistant ID: must be a UUID"),
        ("zz", 422, "Invalid assistant ID: must be a UUID"),
    ] {
        let (found, body) = server.send("GET", &format!("/assistants/{id}"), None).await;
        assert_eq!((found, body["detail"].as_str().unwrap()), (status, detail));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn search_filters_sorts_and_pages() {
    let server = Server::start(Options::default());
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
    let server = Server::start(Options::default());
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
