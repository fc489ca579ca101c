//! What every request meets: health, CORS, methods, bodies.

use serde_json::{Value, json};

use crate::support::{MISSING, Options, Server, answer};

#[tokio::test(flavor = "multi_thread")]
async fn health_and_information() {
    let server = Server::native();
    for path in ["/ok", "/ok?check_db=1", "/"] {
        let ok = answer(server.request("GET", path)).await;
        assert_eq!((ok.status, ok.text.as_str()), (200, r#"{"ok":true,"services":{}}"#), "{path}");
        assert_eq!(ok.header("content-type"), "application/json");
        assert_eq!(ok.header("vary"), "Origin");
    }
    let bad = answer(server.request("GET", "/ok?check_db=zzz")).await;
    assert_eq!(bad.status, 422);
    assert!(bad.detail().contains("check_db"), "{}", bad.text);
    let head = answer(server.request("HEAD", "/ok")).await;
    assert_eq!((head.status, head.text.as_str(), head.header("content-length")), (200, "", "25"));

    let info = server.get("/info").await;
    assert_eq!(info["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(info["langgraph_py_version"], Value::Null, "native graphs need no Python");
    assert_members!(info, {"flags": {"assistants": true, "..": ".."}, "host": {"kind": "self-hosted", "..": ".."}});
}

#[tokio::test(flavor = "multi_thread")]
async fn the_document_has_the_operations_of_this_server() {
    let server = Server::native();
    let document = server.get("/openapi.json").await;
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    let paths = document["paths"].as_object().expect("paths");
    for (path, operations) in paths {
        for (method, operation) in operations.as_object().expect("operations") {
            if operation.get("operationId").is_none() {
                continue;
            }
            let path = path.replace("{thread_id}", "zz").replace("{run_id}", "zz").replace("{assistant_id}", "zz");
            let (status, _) = server.send(&method.to_uppercase(), &path, Some(json!(1))).await;
            assert!(!matches!(status, 404 | 405 | 500..), "{method} {path} answered {status}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_for_people_has_every_operation_and_loads_nothing() {
    let server = Server::native();
    let page = answer(server.request("GET", "/docs")).await;
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("http"), "{policy}");
    let (before, rest) = page.text.split_once(r#"id="document">"#).expect("the document's place");
    let (document, after) = rest.split_once("</script>").expect("its end");
    let document: Value = serde_json::from_str(document).expect("JSON");
    assert_eq!(document, server.get("/openapi.json").await);
    for text in [before, after] {
        for load in ["http://", "https://", "src=", "@import", ": url(", "<link", "fetch(", "import("] {
            assert!(!text.contains(load), "the page has {load}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn paths_and_methods_that_are_not_there() {
    let server = Server::native();
    for (method, path) in [("GET", "/nope"), ("POST", "/threads/a/b/c"), ("PUT", "/"), ("QUERY", "/nope")] {
        let missing = answer(server.request(method, path).header("origin", "http://localhost:3000")).await;
        let (status, detail) = if path == "/" { (405, "Method Not Allowed") } else { (404, "Not Found") };
        assert_eq!((missing.status, missing.json()), (status, json!({"detail": detail})), "{method} {path}");
        assert_eq!(missing.header("access-control-allow-origin"), "http://localhost:3000", "{method} {path}");
    }
    for (method, path, allow) in [
        ("GET", "/threads", "POST"),
        ("GET", "/runs", "POST"),
        ("PUT", "/runs/wait", "POST"),
        ("OPTIONS", "/threads", "POST"),
        ("POST", "/ok", "GET, HEAD"),
        ("PUT", &format!("/threads/{MISSING}"), "DELETE, GET, HEAD"),
        ("POST", &format!("/threads/{MISSING}/runs/{MISSING}/join"), "GET, HEAD"),
    ] {
        let refused = answer(server.request(method, path)).await;
        assert_eq!((refused.status, refused.detail().as_str()), (405, "Method Not Allowed"), "{method} {path}");
        assert!(refused.header("allow").contains(allow), "{method} {path}: {:?}", refused.headers);
    }
    // A word where an id belongs is an id for the other methods, as upstream.
    let search = answer(server.request("GET", "/threads/search")).await;
    assert_eq!((search.status, search.detail().as_str()), (422, "Invalid thread ID: must be a UUID"));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_this_machine_may_call() {
    let server = Server::native();
    let preflight = |method: &str| {
        server
            .request("OPTIONS", "/threads/zz/runs/stream")
            .header("origin", "http://localhost:3000")
            .header("access-control-request-method", method)
            .header("access-control-request-headers", "content-type,x-api-key")
    };
    let allowed = answer(preflight("POST")).await;
    assert_eq!((allowed.status, allowed.text.as_str()), (200, "OK"));
    for (name, value) in [
        ("access-control-allow-origin", "http://localhost:3000"),
        ("access-control-allow-methods", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, QUERY"),
        ("access-control-allow-headers", "content-type,x-api-key"),
        ("access-control-allow-private-network", "true"),
        ("access-control-max-age", "600"),
    ] {
        assert_eq!(allowed.header(name), value, "{name}");
    }
    let odd = answer(preflight("BREW")).await;
    assert_eq!((odd.status, odd.text.as_str()), (400, "Disallowed CORS method"));

    let run = json!({"assistant_id": "echo", "input": {"messages": []}});
    for (method, path, body, status) in [
        ("GET", "/ok", Value::Null, 200),
        ("POST", "/threads/search", json!({}), 200),
        ("POST", "/threads", json!({"metadata": 1}), 422),
        ("PUT", "/ok", Value::Null, 405),
        ("GET", &format!("/threads/{MISSING}"), Value::Null, 404),
        ("POST", "/runs/wait", run.clone(), 200),
        ("POST", "/runs/stream", run, 200),
    ] {
        let request = server.request(method, path).header("origin", "http://localhost:3000").json(&body);
        let seen = answer(request).await;
        assert_eq!(seen.status, status, "{method} {path}");
        assert_eq!(seen.header("access-control-allow-origin"), "http://localhost:3000", "{method} {path}");
        assert_eq!(
            seen.header("access-control-expose-headers"),
            "x-pagination-total, x-pagination-next, content-location"
        );
        assert_eq!(seen.header("vary"), "Origin");
    }
    let without = answer(server.request("GET", "/ok")).await;
    assert_eq!(without.header("access-control-allow-origin"), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_json_is_refused_in_one_way() {
    let server = Server::native();
    let deep = |levels: usize| {
        format!(r#"{{"assistant_id":"echo","input":{{}},"zzz":{}{}}}"#, "[".repeat(levels), "]".repeat(levels))
    };
    let input = |text: &str| format!(r#"{{"assistant_id":"echo","input":{{"messages":[{text}]}}}}"#).into_bytes();
    let bad: Vec<(&str, Vec<u8>)> = vec![
        ("empty", vec![]),
        ("blank", b"  ".to_vec()),
        ("cut", b"{".to_vec()),
        ("more", b"{} x".to_vec()),
        ("comma", br#"{"assistant_id":"echo",}"#.to_vec()),
        ("NaN", input("NaN")),
        ("too large for a float", input("1e400")),
        (
            "more than 64 bits",
            br#"{"assistant_id":"echo","config":{"configurable":{"n":18446744073709551616}}}"#.to_vec(),
        ),
        ("half a pair", input(r#""\ud800""#)),
        ("not UTF-8", input("\"\"").into_iter().map(|b| if b == b',' { 0xff } else { b }).collect()),
        ("byte order mark", [b"\xef\xbb\xbf".to_vec(), input("")].concat()),
        ("a line break in a string", input("\"a\nb\"")),
        ("deep in a member nobody reads", deep(127).into_bytes()),
        ("a bomb", deep(100_000).into_bytes()),
    ];
    let input_place = "[\"input\"][\"messages\"][0]";
    for path in ["/runs/wait", "/threads", "/threads/search", "/assistants/search"] {
        // What is wrong inside of a text or a number is seen where the member is read.
        let seen = bad
            .iter()
            .filter(|(what, _)| path == "/runs/wait" || !matches!(*what, "half a pair" | "too large for a float"));
        for (what, body) in seen {
            let refused = answer(server.request("POST", path).body(body.clone())).await;
            let (detail, place) = match *what {
                "too large for a float" => (" a number is larger than a 64-bit float can be", input_place),
                "more than 64 bits" => (" an integer has more than 64 bits", "[\"config\"][\"configurable\"][\"n\"]"),
                "deep in a member nobody reads" | "a bomb" => (" objects and arrays can be nested", "[\"zzz\"][0][0]"),
                _ => ("", ""),
            };
            assert_eq!(refused.status, 422, "{path}: {what}");
            match detail {
                "" => assert_eq!(refused.detail(), "Invalid JSON in request body", "{path}: {what}"),
                _ => {
                    let told = refused.detail();
                    let begins = format!("Invalid JSON in request body:{detail}");
                    assert!(
                        told.starts_with(&begins) && told.contains(&format!("On instance{place}")),
                        "{path}: {told}"
                    );
                }
            }
        }
        for (what, body) in [("an array", "[]"), ("null", "null"), ("a text", "\"x\""), ("a number", "5")] {
            let refused = answer(server.request("POST", path).body(body)).await;
            assert_eq!(refused.status, 422, "{path}: {what}");
            let text = format!(
                "{body} is not of type \"object\"\n\nFailed validating \"type\" in schema\n\nOn instance:\n    {body}"
            );
            assert_eq!(refused.detail(), text, "{path}: {what}");
        }
    }
    assert_eq!(answer(server.request("POST", "/runs/wait").body(deep(126))).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn json_is_read_whatever_its_content_type_and_comes_back_as_it_was() {
    let server = Server::native();
    let body =
        r#"{"metadata":{"a":1.0,"b":18446744073709551615,"a":2.50,"nul":"x\u0000","\u00e9":"\ud83d\ude00"},"zzz":1}"#;
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""] {
        let request = server.request("POST", "/threads").body(body);
        let made =
            answer(if content_type.is_empty() { request } else { request.header("content-type", content_type) }).await;
        assert_eq!(made.status, 200, "{content_type}: {}", made.text);
        // The last of equal keys counts; NUL is kept in values; unknown members are ignored.
        let metadata = json!({"a": 2.5, "b": u64::MAX, "nul": "x\0", "é": "😀"});
        assert_eq!(made.json()["metadata"], metadata);
        assert_eq!(
            server.get(&format!("/threads/{}", made.json()["thread_id"].as_str().unwrap())).await["metadata"],
            metadata
        );
    }
    // Also of a key that a type knows.
    let twice =
        r#"{"assistant_id":"nope","assistant_id":"steps","input":{"n":1},"stream_mode":"zz","stream_mode":"values"}"#;
    let ran = answer(server.request("POST", "/runs/wait").body(twice)).await;
    assert_eq!((ran.status, ran.text.as_str()), (200, r#"{"n":1,"i":1}"#));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_over_the_limit_is_refused() {
    let server = Server::start(Options::default().env("RUNYARD_REQUEST_BODY_MAX_BYTES", "1000"));
    let body = json!({"metadata": {"text": "x".repeat(2000)}});
    let (status, answer) = server.send("POST", "/threads", Some(body)).await;
    assert_eq!(status, 413, "{answer}");
    assert_eq!(server.send("POST", "/threads", Some(json!({}))).await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_id_reaches_the_run() {
    let server = Server::native();
    let thread = server.thread().await;
    let run = answer(
        server
            .request("POST", &format!("/threads/{thread}/runs"))
            .header("x-request-id", "abc-123")
            .json(&json!({"assistant_id": "echo", "input": {}})),
    )
    .await;
    assert_eq!(run.json()["kwargs"]["config"]["configurable"]["langgraph_request_id"], "abc-123");
}

/// A server whose log can be read.
fn logged(args: &[&str]) -> (Server, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = Options::default().args(args).args(&["--log-json"]).log_to(&folder.path().join("log"));
    (Server::start(options), folder)
}

/// What a page can do without asking first: a form's POST whose body happens to be JSON.
const SIMPLE: [(&str, &str); 2] = [("sec-fetch-site", "cross-site"), ("content-type", "text/plain;charset=UTF-8")];

#[tokio::test(flavor = "multi_thread")]
async fn pages_from_elsewhere_run_nothing_and_are_logged_once() {
    let (mut server, folder) = logged(&["--allow-origin", "https://friend.example"]);
    let create = |origin: &'static str| {
        let request = server.request("POST", "/threads").body("{}").header("origin", origin);
        answer(SIMPLE.into_iter().fold(request, |request, (name, value)| request.header(name, value)))
    };
    for _ in 0..3 {
        for origin in ["https://evil.example", "null"] {
            let refused = create(origin).await;
            assert_eq!(refused.status, 403, "{origin}: {}", refused.text);
            assert!(refused.detail().contains(&format!("--allow-origin {origin}")), "{}", refused.text);
            assert!(refused.detail().contains("http.cors.allow_origins"), "{}", refused.text);
            assert_eq!(refused.header("access-control-allow-origin"), "");
            let preflight = server
                .request("OPTIONS", "/threads")
                .header("origin", origin)
                .header("access-control-request-method", "POST")
                .header("access-control-request-private-network", "true");
            let preflight = answer(preflight).await;
            assert_eq!((preflight.status, preflight.text.as_str()), (400, "Disallowed CORS origin"));
            assert_eq!(preflight.header("access-control-allow-private-network"), "");
            let read = answer(server.request("GET", "/info").header("origin", origin)).await;
            assert_eq!(read.status, 403, "{origin}");
        }
    }
    assert_eq!(server.post("/threads/search", json!({})).await, json!([]), "nothing was created");
    for origin in [
        "http://localhost:5173",
        "https://smith.langchain.com",
        "https://agentchat.vercel.app",
        "https://friend.example",
    ] {
        let allowed = create(origin).await;
        assert_eq!((allowed.status, allowed.header("access-control-allow-origin")), (200, origin));
    }
    let own: &'static str = server.url.clone().leak();
    assert_eq!(create(own).await.status, 200, "the server's own page");

    server.interrupt();
    let log = std::fs::read_to_string(folder.path().join("log")).expect("the log");
    for origin in ["https://evil.example", "null"] {
        let lines: Vec<_> = log.lines().filter(|line| line.contains(&format!("--allow-origin {origin},"))).collect();
        assert_eq!(lines.len(), 1, "{log}");
        assert!(lines[0].contains("http.cors.allow_origins"), "{}", lines[0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_was_rebound_to_loopback_is_refused() {
    let (mut server, folder) = logged(&["--allow-host", "*.tunnel.example"]);
    let ask = |host: &'static str| answer(server.request("GET", "/ok").header("host", host));
    for _ in 0..2 {
        let refused = ask("evil.example:2024").await;
        assert_eq!(refused.status, 403, "{}", refused.text);
        assert!(refused.detail().contains("--allow-host evil.example"), "{}", refused.text);
    }
    for host in ["localhost:1", "127.0.0.1", "[::1]:2024", "me.tunnel.example"] {
        assert_eq!(ask(host).await.status, 200, "{host}");
    }
    // A page whose name was rebound is of the server's own origin for its browser.
    let rebound = server.request("POST", "/threads").json(&json!({}));
    let rebound = rebound.header("host", "evil.example").header("origin", "http://evil.example");
    assert_eq!(answer(rebound.header("sec-fetch-site", "same-origin")).await.status, 403);
    assert_eq!(server.post("/threads/search", json!({})).await, json!([]), "nothing was created");

    server.interrupt();
    let log = std::fs::read_to_string(folder.path().join("log")).expect("the log");
    assert_eq!(log.lines().filter(|line| line.contains("--allow-host evil.example")).count(), 1, "{log}");
}

/// What the HTTP library refuses by itself (spec/deviations.yaml: unroutable-requests).
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_routed_is_refused_by_the_library() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let server = Server::native();
    let address = server.url.strip_prefix("http://").unwrap();
    for (line, status, message) in [
        ("BREW /ok", 405, "Method Not Allowed"),
        ("CONNECT /threads", 405, "Method Not Allowed"),
        ("GET /threads/../ok", 400, "invalid path encoding"),
        ("GET /./ok", 400, "invalid path encoding"),
        ("GET /threads/%ff", 400, "invalid path encoding"),
    ] {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        let request = format!("{line} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut read = String::new();
        stream.read_to_string(&mut read).await.unwrap();
        let (head, body) = read.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{line}: {head}");
        assert_eq!(
            head.lines().filter(|header| header.starts_with("allow: ")).count(),
            if status == 405 { 9 } else { 0 }
        );
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        let members: Vec<_> = body.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!((members, body["message"].as_str()), (vec!["request_id", "message"], Some(message)), "{line}");
    }
    // What looks like one of them and is not.
    let found = answer(server.request("GET", "/threads/%252e")).await;
    assert_eq!((found.status, found.detail().as_str()), (422, "Invalid thread ID: must be a UUID"));
}
