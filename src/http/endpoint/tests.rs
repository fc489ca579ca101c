//! A small API through a real server: routing, the gate and the reading of bodies. The tables are written by hand in
//! the form in which the generator writes them.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use dropshot::{ConfigDropshot, HttpServer, ServerBuilder};
use futures::StreamExt;
use futures::future::BoxFuture;
use http::Method;
use parking_lot::Mutex;
use reqwest::Client;
use serde::Deserialize;
use serde_json::{Value, json};

use super::*;

static DOCUMENT: &str = r##"{
    "components": {"schemas": {
        "Box": {"type": "object", "required": ["graph_id"], "properties": {
            "graph_id": {"type": "string"},
            "limit": {"type": "integer", "minimum": 1, "maximum": 1000},
            "mode": {"type": "string", "enum": ["a", "b", "c", "d"]},
            "thread_id": {"type": "string", "format": "uuid"},
            "inner": {"$ref": "#/components/schemas/Inner"}
        }},
        "Inner": {"type": "object", "properties": {"n": {"type": "integer"}}}
    }}
}"##;

#[derive(Debug, Deserialize, serde::Serialize)]
struct Boxed {
    graph_id: String,
    limit: Option<i64>,
    mode: Option<Mode>,
    thread_id: Option<uuid::Uuid>,
    inner: Option<Inner>,
}

#[derive(Debug, Deserialize, serde::Serialize)]
struct Inner {
    n: Option<i64>,
}

#[derive(Debug, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
enum Mode {
    A,
    B,
    C,
    D,
}

const fn operation(index: usize, id: &'static str, method: Method, path: &'static str) -> Operation {
    Operation { index, id, method, path, tag: "Things", success: &[200] }
}

static OPERATIONS: &[Operation] = &[
    operation(0, "get_thing", Method::GET, "/things/{thing_id}"),
    operation(1, "search_things", Method::POST, "/things/search"),
    operation(2, "stream_thing", Method::GET, "/things/{thing_id}/stream"),
    operation(3, "break_thing", Method::POST, "/things/{thing_id}/break"),
];

const THINGS: Segment = Segment::Literal("things");

static ROUTES: &[Route] = &[
    Route { path: "/things/search", segments: &[THINGS, Segment::Literal("search")], operations: &[(Method::POST, 1)] },
    Route { path: "/things/{thing_id}", segments: &[THINGS, Segment::Variable], operations: &[(Method::GET, 0)] },
    Route {
        path: "/things/{thing_id}/break",
        segments: &[THINGS, Segment::Variable, Segment::Literal("break")],
        operations: &[(Method::POST, 3)],
    },
    Route {
        path: "/things/{thing_id}/stream",
        segments: &[THINGS, Segment::Variable, Segment::Literal("stream")],
        operations: &[(Method::GET, 2)],
    },
];

struct Things;

fn dispatch<'a>(_: &'a Things, call: &'a Call, body: RequestBody) -> Answer<'a> {
    Box::pin(async move {
        match call.operation.id {
            "get_thing" => {
                let id = call.path_uuid(0, "thing_id")?;
                let select = call.query().list::<String>("select")?;
                Reply::ok(json!({"id": id, "select": select, "request": call.request_id})).json()
            }
            "search_things" => {
                let too_far = |b: &Boxed| b.limit.is_some_and(|l| !(1..=1000).contains(&l));
                let body = body.json::<Boxed>(call, DOCUMENT, "/components/schemas/Box", too_far, &[]).await?;
                Reply::ok(body).header("x-pagination-total", "1").json()
            }
            "stream_thing" => {
                let pieces = futures::stream::iter(["a", "b"]).map(|s| Bytes::from_static(s.as_bytes()));
                Reply::ok(ByteStream::new(pieces)).stream("text/event-stream; charset=utf-8")
            }
            _ => panic!("broken on purpose"),
        }
    })
}

#[derive(Default)]
struct Seen {
    answers: Mutex<Vec<(Option<&'static str>, u16)>>,
    panics: AtomicUsize,
}

impl Hooks for Seen {
    fn authenticate<'a>(&'a self, call: &'a mut Call) -> BoxFuture<'a, Result<(), ApiError>> {
        Box::pin(async move {
            match call.header("x-api-key").as_deref() {
                Some("wrong") => Err(ApiError::unauthorized("Who are you?")),
                _ => Ok(()),
            }
        })
    }

    fn answered(&self, answered: &Answered<'_>) {
        self.answers.lock().push((answered.operation.map(|o| o.id), answered.status.as_u16()));
    }

    fn panicked(&self, _: &'static Operation, _: &str, message: &str) {
        assert_eq!(message, "broken on purpose");
        self.panics.fetch_add(1, Ordering::Relaxed);
    }
}

struct Running {
    base: String,
    seen: Arc<Seen>,
    client: Client,
    _server: HttpServer<Server<Things>>,
}

fn start() -> Running {
    let seen = Arc::new(Seen::default());
    let mut context = Server::new(Arc::new(Things));
    context.hooks = seen.clone();
    context.limits.request_body_max_bytes = 4096;
    context.cors.allow_origins = vec!["*".into()];
    let table = Table { routes: ROUTES, operations: OPERATIONS, dispatch };
    let api = register(table).expect("dropshot takes the endpoint");
    let config = ConfigDropshot { bind_address: SocketAddr::from(([127, 0, 0, 1], 0)), ..Default::default() };
    let log = slog::Logger::root(slog::Discard, slog::o!());
    let server = ServerBuilder::new(api, context, log).config(config).start().expect("the server starts");
    Running { base: format!("http://{}", server.local_addr()), seen, client: Client::new(), _server: server }
}

impl Running {
    async fn search(&self, body: impl Into<String>) -> (u16, Value) {
        let response =
            self.client.post(format!("{}/things/search", self.base)).body(body.into()).send().await.expect("answer");
        (response.status().as_u16(), response.json().await.expect("JSON"))
    }

    async fn refused(&self, body: impl Into<String>) -> String {
        let (status, body) = self.search(body).await;
        assert_eq!(status, 422, "{body}");
        body["detail"].as_str().expect("detail").to_owned()
    }
}

#[tokio::test]
async fn a_literal_beside_a_variable_is_found() {
    let running = start();
    let (status, body) = running.search(r#"{"graph_id": "g", "limit": 5, "unknown": 1}"#).await;
    assert_eq!((status, &body["graph_id"], &body["limit"]), (200, &json!("g"), &json!(5)));

    let id = "01A201AEE7E77585A0E944459B18EC89";
    let answer = running
        .client
        .get(format!("{}/things/{id}?select=a&select=b", running.base))
        .header("x-request-id", "mine")
        .send()
        .await
        .expect("answer");
    let body: Value = answer.json().await.expect("JSON");
    assert_eq!(body, json!({"id": "01a201ae-e7e7-7585-a0e9-44459b18ec89", "select": ["a", "b"], "request": "mine"}));

    // The literal has no GET, so the request is for the variable path, and `search` is no id.
    let answer = running.client.get(format!("{}/things/search", running.base)).send().await.expect("answer");
    assert_eq!(answer.status(), 422);
    let body: Value = answer.json().await.expect("JSON");
    assert_eq!(body, json!({"detail": "Invalid thing ID: must be a UUID"}));
}

#[tokio::test]
async fn other_methods_are_405_with_allow() {
    let running = start();
    let url = format!("{}/things/search", running.base);
    let answer = running.client.delete(&url).send().await.expect("answer");
    assert_eq!(answer.status(), 405);
    assert_eq!(answer.headers()["allow"], "GET, HEAD, POST");
    assert_eq!(answer.json::<Value>().await.expect("JSON"), json!({"detail": "Method Not Allowed"}));

    let answer = running.client.request(Method::OPTIONS, &url).send().await.expect("answer");
    assert_eq!(answer.status(), 405);
    assert_eq!(running.seen.answers.lock().as_slice(), [(None, 405), (None, 405)]);
}

#[tokio::test]
async fn what_is_not_there_is_answered_in_the_form_of_this_api() {
    let running = start();
    for (method, path) in [("GET", "/"), ("GET", "/nope"), ("POST", "/things/x/y/z"), ("QUERY", "/nope")] {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let request = running.client.request(method, format!("{}{path}", running.base));
        let answer = request.header("origin", "http://example.com").send().await.expect("answer");
        assert_eq!(answer.status(), 404, "{path}");
        assert_eq!(answer.headers()["access-control-allow-origin"], "*", "{path}");
        assert_eq!(answer.json::<Value>().await.expect("JSON"), json!({"detail": "Not Found"}), "{path}");
    }
    assert_eq!(running.seen.answers.lock().as_slice(), [(None, 404); 4]);
}

#[tokio::test]
async fn browsers_on_other_origins_are_served() {
    let running = start();
    let url = format!("{}/things/search", running.base);
    let answer = running
        .client
        .request(Method::OPTIONS, &url)
        .header("origin", "http://example.com")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type,x-api-key")
        .send()
        .await
        .expect("answer");
    assert_eq!(answer.status(), 200);
    let headers = answer.headers().clone();
    assert_eq!(headers["access-control-allow-origin"], "*");
    assert_eq!(headers["access-control-allow-methods"], "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, QUERY");
    assert_eq!(headers["access-control-allow-headers"], "content-type,x-api-key");
    assert_eq!(headers["access-control-max-age"], "600");
    assert_eq!(answer.text().await.expect("text"), "OK");

    // Errors carry the headers too, or a script could not read them.
    let answer = running
        .client
        .post(&url)
        .header("origin", "http://example.com")
        .header("x-api-key", "wrong")
        .send()
        .await
        .expect("answer");
    assert_eq!(answer.status(), 401);
    assert_eq!(answer.headers()["access-control-allow-origin"], "*");
    assert_eq!(
        answer.headers()["access-control-expose-headers"],
        "x-pagination-total, x-pagination-next, content-location"
    );
    assert_eq!(answer.headers()["vary"], "Origin");
}

#[tokio::test]
async fn a_panic_is_a_plain_500_and_the_connection_stays() {
    let running = start();
    for _ in 0..2 {
        let url = format!("{}/things/x/break", running.base);
        let answer = running.client.post(url).send().await.expect("answer");
        assert_eq!(answer.status(), 500);
        assert_eq!(answer.json::<Value>().await.expect("JSON"), json!({"detail": "Internal Server Error"}));
    }
    assert_eq!(running.seen.panics.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn streams_are_not_held_back_and_head_has_no_body() {
    let running = start();
    let url = format!("{}/things/x/stream", running.base);
    let answer = running.client.get(&url).send().await.expect("answer");
    assert_eq!(answer.headers()["content-type"], "text/event-stream; charset=utf-8");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert_eq!(answer.headers()["x-accel-buffering"], "no");
    assert_eq!(answer.text().await.expect("text"), "ab");
    let answer = running.client.head(&url).send().await.expect("answer");
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.text().await.expect("text"), "");
}

#[tokio::test]
async fn what_is_not_json_is_refused() {
    let running = start();
    let bomb = format!("{{\"graph_id\": {}1{}}}", "[".repeat(1000), "]".repeat(1000));
    let detail = running.refused(&bomb).await;
    assert!(
        detail.starts_with("Invalid JSON in request body: objects and arrays can be nested at most 127 deep"),
        "{detail}"
    );
    for body in ["", "{bad", "{\"graph_id\": NaN}", "{\"graph_id\": \"\\ud800\"}", "{} {}"] {
        assert_eq!(running.refused(body).await, "Invalid JSON in request body", "{body}");
    }
    let (status, body) = running.search("x".repeat(5000)).await;
    assert_eq!(status, 413);
    assert_eq!(body, json!({"detail": "Request body is larger than the limit of 4096 bytes"}));
    // Of a repeated key the last counts.
    let (status, body) = running.search(r#"{"graph_id": "a", "graph_id": "b"}"#).await;
    assert_eq!((status, &body["graph_id"]), (200, &json!("b")));
}

#[tokio::test]
async fn a_large_wrong_value_is_not_repeated_in_full() {
    let running = start();
    let detail = running.refused(format!(r#"{{"graph_id": [{}0]}}"#, "1,".repeat(1900))).await;
    assert!(detail.starts_with("value is not of type \"string\"\n"), "{detail}");
    assert!(detail.ends_with("...") && detail.len() < 2200, "{} bytes", detail.len());
}

/// The texts are those of the reference.
#[tokio::test]
async fn what_is_not_of_the_schema_is_named() {
    let running = start();
    assert_eq!(
        running.refused(r#"{"name":"x"}"#).await,
        "\"graph_id\" is a required property\n\nFailed validating \"required\" in schema\n\nOn instance:\n    {\"name\":\"x\"}"
    );
    assert_eq!(
        running.refused(r#"{"graph_id":5}"#).await,
        "5 is not of type \"string\"\n\nFailed validating \"type\" in schema[\"properties\"][\"graph_id\"]\n\nOn instance[\"graph_id\"]:\n    5"
    );
    assert_eq!(
        running.refused(r#"{"graph_id":"g","limit":1001}"#).await,
        "1001 is greater than the maximum of 1000\n\nFailed validating \"maximum\" in schema[\"properties\"][\"limit\"]\n\nOn instance[\"limit\"]:\n    1001"
    );
    assert_eq!(
        running.refused(r#"{"graph_id":"g","mode":"zz"}"#).await,
        "\"zz\" is not one of \"a\", \"b\" or 2 other candidates\n\nFailed validating \"enum\" in schema[\"properties\"][\"mode\"]\n\nOn instance[\"mode\"]:\n    \"zz\""
    );
    assert_eq!(
        running.refused(r#"{"graph_id":"g","inner":"zz"}"#).await,
        "\"zz\" is not of type \"object\"\n\nFailed validating \"type\" in schema[\"properties\"][\"inner\"]\n\nOn instance[\"inner\"]:\n    \"zz\""
    );
    assert_eq!(
        running.refused("[]").await,
        "[] is not of type \"object\"\n\nFailed validating \"type\" in schema\n\nOn instance:\n    []"
    );
    assert_eq!(running.refused(r#"{"graph_id":"g","thread_id":"zz"}"#).await, "Invalid thread ID: must be a UUID");
}

#[test]
fn every_operation_of_the_document_is_found() {
    let table = crate::http::generated::table::<crate::http::Handlers>();
    let document: Value = serde_json::from_str(crate::http::generated::OPENAPI_JSON).expect("the served document");
    for operation in table.operations {
        let at = format!("/paths/{}/{}", operation.path.replace('/', "~1"), operation.method.as_str().to_lowercase());
        assert!(document.pointer(&at).is_some(), "{} is not in the served document", operation.id);
        let path: Vec<String> = operation.path.split('/').skip(1).map(str::to_owned).collect();
        let parameters: Vec<String> = path.iter().filter(|segment| segment.starts_with('{')).cloned().collect();
        let found = table.find(&ApiScope::default(), &operation.method, path);
        assert_eq!(found, route::RouteMatch::Operation(operation.index, parameters), "{}", operation.id);
    }
}
