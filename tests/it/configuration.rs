//! What `langgraph.json` says of the API, on a server that serves it: mount prefix, disabled parts, cross-origin rules,
//! headers.

use std::{path::Path, process::Command};

use serde_json::{Value, json};

use crate::support::{MISSING, Options, Server, answer};

/// A graph that answers with what reached it of `configurable`.
const GRAPH: &str = r#"
from typing import Any
from langgraph.graph import END, START, StateGraph
from typing_extensions import TypedDict

class State(TypedDict, total=False):
    seen: Any

def look(state, config):
    return {"seen": {k: v for k, v in config["configurable"].items() if k.startswith("x-")}}

builder = StateGraph(State)
builder.add_node("look", look)
builder.add_edge(START, "look")
builder.add_edge("look", END)
graph = builder.compile()
"#;

/// A folder with a configuration whose section `http` is this one.
fn folder(http: &Value) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let config = json!({"dependencies": ["."], "graphs": {"look": "./look.py:graph"}, "http": http});
    std::fs::write(folder.path().join("langgraph.json"), config.to_string()).expect("it can be written");
    std::fs::write(folder.path().join("look.py"), GRAPH).expect("it can be written");
    folder
}

fn options(folder: &Path) -> Options {
    Options::project(folder.join("langgraph.json"), 1)
}

/// As the reference: the locations of runs do not repeat the prefix, because clients put it before them.
#[tokio::test(flavor = "multi_thread")]
async fn a_mounted_server_answers_below_its_prefix() {
    let folder = folder(&json!({"mount_prefix": "/api/v1", "disable_store": true, "disable_assistants": true}));
    let mut server = Server::start(options(folder.path()));
    assert!(server.url.ends_with("/api/v1"), "it says where it is: {}", server.url);
    let root = server.url.trim_end_matches("/api/v1").to_owned();
    for path in ["/ok", "/", "/info"] {
        server.get(path).await;
    }
    let document = server.get("/openapi.json").await;
    assert_eq!(document["servers"], json!([{"url": "/api/v1"}]));
    let paths = document["paths"].as_object().expect("paths");
    assert!(paths.keys().all(|path| !path.starts_with("/store") && !path.starts_with("/assistants")), "{paths:?}");
    assert!(paths.contains_key("/threads"));
    let page = answer(server.request("GET", "/docs")).await;
    assert!(page.text.contains(r#""url":"/api/v1""#) && !page.text.contains("/store/items"));

    let thread = server.thread().await;
    let body = json!({"assistant_id": "look", "input": {}});
    let response = server.response("POST", &format!("/threads/{thread}/runs/stream"), Some(body)).await;
    let location = response.headers()["location"].to_str().expect("a text").to_owned();
    assert!(location.starts_with(&format!("/threads/{thread}/runs/")), "{location}");
    assert_eq!(response.text().await.expect("the events").matches("event: ").count(), 2);

    for (method, path) in [("POST", "/assistants/search"), ("GET", "/store/items?key=x"), ("GET", "/nope")] {
        let refused = answer(server.request(method, path).json(&json!({}))).await;
        assert_eq!((refused.status, refused.text.as_str()), (404, r#"{"detail":"Not Found"}"#), "{method} {path}");
    }
    // At the root there is nothing but health.
    server.url = root;
    for (path, status) in [("/ok", 200), ("/", 200), ("/info", 404), (&format!("/threads/{thread}"), 404)] {
        assert_eq!(server.send("GET", path, None).await.0, status, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn closed_parts_are_not_there() {
    let folder = folder(&json!({
        "disable_meta": true, "disable_runs": true, "disable_threads": true,
        "cors": {"allow_origins": ["https://a.example"], "allow_headers": ["X-Foo"], "allow_credentials": true},
    }));
    let server = Server::start(options(folder.path()));
    assert_eq!(server.send("GET", "/ok?check_db=1", None).await.0, 200, "health stays");
    for (method, path) in [
        ("GET", "/"),
        ("GET", "/info"),
        ("GET", "/openapi.json"),
        ("GET", "/docs"),
        ("GET", "/metrics"),
        ("POST", "/runs/wait"),
        ("POST", "/runs"),
        ("GET", &format!("/threads/{MISSING}/runs")),
        ("POST", "/threads"),
        ("PUT", "/threads/search"),
    ] {
        let refused = answer(server.request(method, path).header("origin", "https://a.example")).await;
        assert_eq!((refused.status, refused.text.as_str()), (404, r#"{"detail":"Not Found"}"#), "{method} {path}");
        assert_eq!(refused.header("access-control-allow-origin"), "https://a.example", "{method} {path}");
        assert_eq!(refused.header("access-control-allow-credentials"), "true");
    }
    assert_eq!(server.send("POST", "/assistants/search", Some(json!({}))).await.0, 200);

    let preflight = |origin: &str, asked: &str| {
        server
            .request("OPTIONS", "/assistants/search")
            .header("origin", origin)
            .header("access-control-request-method", "GET")
            .header("access-control-request-headers", asked)
    };
    let fine = answer(preflight("https://a.example", "x-foo")).await;
    assert_eq!((fine.status, fine.text.as_str()), (200, "OK"));
    assert_eq!(fine.header("access-control-allow-methods"), "GET");
    let odd = answer(preflight("https://b.example", "x-bar")).await;
    assert_eq!((odd.status, odd.text.as_str()), (400, "Disallowed CORS origin, headers"));
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_reach_runs_and_the_log() {
    let folder = folder(&json!({
        "configurable_headers": {"includes": ["x-*"], "exclude": ["x-secret"]},
        "logging_headers": {"include": ["x-user*"]},
    }));
    let log = folder.path().join("log");
    let mut options = options(folder.path());
    options.args.push("--log-json".into());
    options.wrapper = Some(format!(r#"exec "$0" "$@" 2> {}"#, log.display()));
    let mut server = Server::start(options);
    let seen = |path: &str, body: Value| {
        let request = server.request("POST", path).json(&body);
        let headers = [("X-User-Name", "old"), ("X-User-Name", "ada"), ("x-secret", "s"), ("x-api-key", "k")];
        answer(headers.into_iter().fold(request, |request, (name, value)| request.header(name, value)))
    };
    let run = json!({"assistant_id": "look", "input": {}});
    let waited = seen("/runs/wait", run.clone()).await;
    assert_eq!(waited.json(), json!({"seen": {"x-user-name": "ada"}}), "{}", waited.text);
    let configurable = |run: &Value| run["kwargs"]["config"]["configurable"]["x-user-name"].clone();
    let thread = server.thread().await;
    let made = seen(&format!("/threads/{thread}/runs"), run.clone()).await.json();
    assert_eq!(configurable(&made), "ada");
    let batch = seen("/runs/batch", json!([run])).await.json();
    assert_eq!(configurable(&batch[0]), "ada");
    // What a client says itself counts more.
    let own = json!({"assistant_id": "look", "input": {}, "config": {"configurable": {"x-user-name": "eve"}}});
    assert_eq!(seen("/runs/wait", own).await.json(), json!({"seen": {"x-user-name": "eve"}}));

    server.interrupt();
    let log = std::fs::read_to_string(log).expect("the log");
    let lines: Vec<Value> = log.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let line = lines.iter().find(|line| line["path"] == "/runs/wait").expect("a line of the request");
    assert_members!(line, {"method": "POST", "status": 200, "x-user-name": "ada"});
    assert!(line["request_id"].is_string() && line["took_ms"].is_number(), "{line}");
    assert!(!log.contains("x-secret") && !log.contains("x-api-key"), "only what is named is logged");
}

/// Every key that the reference's tools know, with a value that asks for something, and what becomes of it here: `None`
/// when it has its effect, or what the warning says.
#[test]
fn every_key_is_honoured_or_warned_about() {
    let keys: &[(&str, Value, Option<&str>)] = &[
        ("graphs", json!({"look": {"path": "./look.py:graph", "description": "looks"}}), None),
        ("dependencies", json!(["."]), None),
        ("env", json!({"A": "1"}), None),
        ("python_version", json!("3.11"), None),
        ("pip_installer", json!("auto"), None),
        ("pip_config_file", json!("pip.conf"), None),
        ("http", json!({"mount_prefix": "/x"}), None),
        ("http", json!({"cors": {"allow_origins": ["*"]}}), None),
        ("http", json!({"configurable_headers": {"includes": ["x-*"]}, "logging_headers": {"excludes": []}}), None),
        ("http", json!({"disable_assistants": true, "disable_threads": true, "disable_runs": true}), None),
        ("http", json!({"disable_store": true, "disable_mcp": true, "disable_a2a": true}), None),
        ("http", json!({"disable_meta": true, "disable_ui": true, "disable_webhooks": true}), None),
        ("http", json!({"app": "./look.py:app"}), Some("custom routes are not served; run the application beside")),
        (
            "http",
            json!({"app": "./look.py:app", "middleware_order": "auth_first", "enable_custom_route_auth": true}),
            Some("custom routes are not served"),
        ),
        ("webhooks", json!({"url": {"require_https": true}, "headers": {"A": "b"}, "env_prefix": "LG_WEBHOOK_"}), None),
        (
            "auth",
            json!({"path": "./look.py:auth"}),
            Some("requests are NOT authenticated; keep the server on 127.0.0.1"),
        ),
        ("encryption", json!({"path": "./look.py:e"}), Some("encrypt the disk")),
        ("priority", json!({"path": "./look.py:p"}), Some("in the order of their creation")),
        ("ui", json!({"agent": "./ui.tsx"}), Some("UI components are not served")),
        ("ui_config", json!({"shared": ["x"]}), Some("UI components are not served")),
        ("api_version", json!("0.8"), Some("this server has its own")),
        ("base_image", json!("x"), Some("no image is built; base your own")),
        ("image_distro", json!("wolfi"), Some("no image is built")),
        ("dockerfile_lines", json!(["RUN x"]), Some("put what these lines install into your own")),
        ("keep_pkg_tools", json!(true), Some("nothing is removed")),
        ("node_version", json!("20"), Some("runs Python graphs only")),
        ("_INTERNAL_docker_tag", json!("x"), Some("an image of the reference server")),
        ("source", json!({"kind": "uv", "root": "."}), Some("there is no pyproject.toml in")),
        ("grahps", json!({}), Some("unknown key; did you mean \"graphs\"?")),
    ];
    let folder = folder(&json!({}));
    std::fs::write(folder.path().join("pip.conf"), "").expect("it can be written");
    for (key, value, expected) in keys {
        let mut config = json!({"graphs": {"look": "./look.py:graph"}});
        config[*key] = value.clone();
        let file = folder.path().join("langgraph.json");
        std::fs::write(&file, config.to_string()).expect("it can be written");
        // An interpreter that is not there: the check ends when it has said what it has to say of the configuration.
        let check = Command::new(env!("CARGO_BIN_EXE_runyard"))
            .args(["check", "--python", "/nowhere/python", "--config"])
            .arg(&file)
            .output()
            .expect("the check runs");
        let said = String::from_utf8_lossy(&check.stdout);
        assert!(
            said.contains("config  ") && said.contains("langgraph.json"),
            "{key}: {said}{}",
            String::from_utf8_lossy(&check.stderr)
        );
        let warnings: Vec<&str> = said.lines().filter(|line| line.starts_with("warning ")).collect();
        match expected {
            None => assert!(warnings.is_empty(), "{key} {value}: {warnings:?}"),
            Some(text) => {
                assert_eq!(warnings.len(), 1, "{key} {value}: {warnings:?}");
                assert!(warnings[0].contains(text) && warnings[0].contains(&format!("$.{key}")), "{}", warnings[0]);
            }
        }
    }
}
