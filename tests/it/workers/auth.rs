//! The project's authentication: who makes a request, and what they may do, asked of real workers.

use std::{fs, num::NonZeroUsize, time::Duration};

use bytes::Bytes;
use runyard_core::{
    auth::{AuthAction, AuthError, AuthQuestion, AuthRequest, AuthResource, Filter, Permit, Principal, Refusal},
    graph::GraphState,
    host::{EndStatus, GraphHost, Outcome},
    id::ThreadId,
};
use runyard_workers::{AuthCacheOptions, AuthOptions, PythonHost};
use serde_json::{Value, json};
use tokio::time::timeout;

use super::bench::{Bench, Setup, make_pipe};
use crate::support::PATIENCE;

const AUTH: &str = r#"
import asyncio, os, threading
from langgraph_sdk import Auth
auth = Auth()
calls = 0

@auth.authenticate
async def authenticate(authorization, path, headers, body):
    global calls
    calls += 1
    token = (authorization or "").removeprefix("Bearer ")
    if path == "/slow":
        await asyncio.Event().wait()
    if path == "/die":
        if not os.path.exists("died"):
            open("died", "w").close()
            os._exit(9)
    if not token:
        raise Auth.exceptions.HTTPException(detail="no token", headers={"WWW-Authenticate": "Bearer"})
    return {"identity": token, "permissions": ["read"], "calls": calls, "body": body, "odd": headers[b"x-odd"].hex()}

@auth.on
async def refuse(ctx, value):
    return False

@auth.on.threads.create
async def create(ctx, value):
    value.setdefault("metadata", {})["owner"] = ctx.user.identity

@auth.on.threads
async def threads(ctx, value):
    return {"$or": [{"owner": ctx.user.identity}, {"readers": {"$contains": ctx.user.identity}}]}

@auth.on.assistants
async def assistants(ctx, value):
    return {"owner": {"$ne": ctx.user.identity}}
"#;

fn options() -> AuthOptions {
    AuthOptions { path: "./auth.py:auth".into(), timeout: PATIENCE, cache: None }
}

async fn bench(code: &'static str, options: AuthOptions, workers: usize) -> Bench {
    let bench = Bench::start(Setup { workers, auth: Some((code, options)), ..Setup::default() });
    bench.until_capacity(10 * workers).await;
    bench
}

fn request(token: &'static str, path: &str) -> AuthRequest {
    let mut headers = vec![("x-odd".to_owned(), Bytes::from_static(b"\xe9\x00"))];
    if !token.is_empty() {
        headers.push(("authorization".to_owned(), Bytes::from_static(token.as_bytes())));
    }
    let body = Bytes::from_static(br#"{"a": "\u00e9"}"#);
    AuthRequest { method: "POST".into(), path: path.into(), headers, body, ..AuthRequest::default() }
}

async fn member(host: &PythonHost, token: &'static str, name: &str) -> Value {
    let principal = host.authenticate(request(token, "/threads")).await.unwrap();
    principal.user.read::<Value>().unwrap()[name].take()
}

fn question(user: &Principal, resource: AuthResource, action: AuthAction, value: &Value) -> AuthQuestion {
    AuthQuestion { user: user.clone(), resource, action, value: value.into() }
}

fn refusal<T: std::fmt::Debug>(answer: Result<T, AuthError>) -> Refusal {
    match answer {
        Err(AuthError::Refused(refusal)) => refusal,
        other => panic!("a refusal, not {other:?}"),
    }
}

fn unavailable<T: std::fmt::Debug>(answer: Result<T, AuthError>) -> String {
    match answer {
        Err(AuthError::Unavailable(text)) => text,
        other => panic!("nobody, not {other:?}"),
    }
}

#[tokio::test]
async fn handlers_say_who_it_is_and_what_they_may_do() {
    let bench = bench(AUTH, options(), 2).await;
    let host = &*bench.host;
    let alice = host.authenticate(request("Bearer alice", "/threads")).await.unwrap();
    assert_eq!((alice.identity.as_str(), alice.display_name.as_str()), ("alice", "alice"));
    assert!(alice.is_authenticated);
    assert_eq!(alice.permissions, ["read"]);
    let user: Value = alice.user.read().unwrap();
    assert_eq!((&user["body"], &user["odd"]), (&json!({"a": "\u{e9}"}), &json!("e900")));

    let refused = refusal(host.authenticate(request("", "/threads")).await);
    assert_eq!((refused.status, refused.detail), (401, json!("no token")));
    assert_eq!(refused.headers, [("WWW-Authenticate".to_owned(), "Bearer".to_owned())]);

    let ask = |resource, action, value: Value| host.authorize(question(&alice, resource, action, &value));
    let created = ask(AuthResource::Threads, AuthAction::Create, json!({"metadata": {"a": 1}})).await.unwrap();
    assert_eq!(created.filter, None);
    assert_eq!(created.value.unwrap().read::<Value>().unwrap(), json!({"metadata": {"a": 1, "owner": "alice"}}));

    let Permit { filter: Some(filter), value: None } =
        ask(AuthResource::Threads, AuthAction::Search, json!({"limit": 10})).await.unwrap()
    else {
        panic!("a filter and no value")
    };
    let matches = |metadata: Value| filter.matches(metadata.as_object().unwrap());
    assert!(matches(json!({"owner": "alice"})) && matches(json!({"readers": ["bob", "alice"]})));
    assert!(!matches(json!({"owner": "bob", "readers": ["bob"]})) && !matches(json!({})));
    assert!(matches!(filter, Filter::Any(_)));

    let refused = refusal(ask(AuthResource::Store, AuthAction::ListNamespaces, json!({})).await);
    assert_eq!((refused.status, refused.detail), (403, json!("Forbidden")));
    let refused = refusal(ask(AuthResource::Assistants, AuthAction::Read, json!({})).await);
    assert_eq!(refused.status, 500);
    assert!(refused.detail.as_str().unwrap().contains("$ne"), "{refused:?}");
    bench.shutdown().await;
}

#[tokio::test]
async fn users_are_kept_as_configured_and_refusals_never() {
    let cache = AuthCacheOptions {
        headers: vec!["authorization".into()],
        ttl: Duration::from_secs(3600),
        max_size: NonZeroUsize::new(2).unwrap(),
    };
    let bench = bench(AUTH, AuthOptions { cache: Some(cache), ..options() }, 1).await;
    let host = &*bench.host;
    assert_eq!(member(host, "Bearer a", "calls").await, 1);
    assert_eq!(member(host, "Bearer a", "calls").await, 1, "it is kept");
    assert_eq!(member(host, "Bearer b", "calls").await, 2);
    for _ in 0..2 {
        assert_eq!(refusal(host.authenticate(request("Bearer ", "/threads")).await).status, 401);
    }
    assert_eq!(member(host, "Bearer a", "calls").await, 1);
    // Two refusals were asked for each time, and so is a third user, for whom the second one goes.
    assert_eq!(member(host, "Bearer c", "calls").await, 5);
    assert_eq!(member(host, "Bearer b", "calls").await, 6);

    // Other code may see it otherwise.
    fs::write(bench.dir.path().join("auth.py"), AUTH.replace("calls = 0", "calls = 100")).unwrap();
    host.reload();
    let mut changes = host.changes();
    let answered = async {
        // Until the new worker is ready, the old one answers.
        while member(host, "Bearer b", "calls").await.as_u64().unwrap() < 100 {
            changes.changed().await.unwrap();
        }
    };
    timeout(PATIENCE, answered).await.expect("the new code answers");
    assert_eq!(member(host, "Bearer b", "calls").await, 101, "it is kept");
    bench.shutdown().await;
}

#[tokio::test]
async fn a_slow_handler_closes_the_door() {
    let bench = bench(AUTH, AuthOptions { timeout: Duration::from_millis(200), ..options() }, 1).await;
    let refused = refusal(bench.host.authenticate(request("Bearer a", "/slow")).await);
    assert_eq!(refused.status, 503);
    assert_eq!(refused.detail, "the authenticate handler did not answer within 0.2 seconds");
    assert!(bench.host.authenticate(request("Bearer a", "/fast")).await.is_ok());
    bench.shutdown().await;
}

const BLOCKING: &str = r#"
from langgraph.graph import StateGraph
from langgraph_sdk import Auth
from typing_extensions import TypedDict
auth = Auth()

@auth.authenticate
async def authenticate(path):
    return "a"

class State(TypedDict, total=False):
    trace: list

async def block(state):
    with open("gate") as gate:
        return {"trace": [gate.read()]}

block = StateGraph(State).add_node("block", block).set_entry_point("block").compile()
"#;

#[tokio::test]
async fn another_worker_answers_when_one_is_held_up() {
    let graphs = vec![("block", "./auth.py:block")];
    let bench = Bench::start(Setup { graphs, auth: Some((BLOCKING, options())), ..Setup::default() });
    bench.until_capacity(10).await;
    let gate = bench.dir.path().join("gate");
    make_pipe(&gate);
    let mut run = bench.run(Bench::job("block", ThreadId::now_v7(), &json!({})));
    // It can be opened as soon as the node has opened it, which then holds up the event loop of the only worker.
    let opened = tokio::task::spawn_blocking(move || fs::OpenOptions::new().write(true).open(gate).unwrap());
    let gate = opened.await.unwrap();
    assert_eq!(bench.host.authenticate(request("", "/")).await.unwrap().identity, "a");
    drop(gate);
    let outcome = run.outcome().await;
    assert!(matches!(outcome, Outcome::Ended { status: EndStatus::Success, .. }), "{outcome:?}");
    bench.shutdown().await;
}

#[tokio::test]
async fn another_worker_answers_when_one_dies() {
    let bench = bench(AUTH, options(), 1).await;
    assert_eq!(bench.host.authenticate(request("Bearer a", "/die")).await.unwrap().identity, "a");
    assert!(bench.dir.path().join("died").exists());
    bench.shutdown().await;
}

#[tokio::test]
async fn what_cannot_be_imported_lets_nobody_in() {
    let bench = bench("auth = 5\n", options(), 1).await;
    let Some(GraphState::Failed(error)) = bench.host.auth_state() else { panic!("a failure") };
    assert_eq!(error.error, "AuthLoadError");
    let text = unavailable(bench.host.authenticate(request("Bearer a", "/")).await);
    assert_eq!(text, "the authentication could not be imported; the log of the server has the reason");
    bench.shutdown().await;
}

#[tokio::test]
async fn without_an_object_or_a_worker_nobody_is_let_in() {
    let without = Bench::start(Setup::default());
    without.until_capacity(10).await;
    assert_eq!(without.host.auth_state(), None);
    unavailable(without.host.authenticate(request("Bearer a", "/")).await);
    let user = Principal::read(
        (&json!({"identity": "a", "display_name": "a", "is_authenticated": true, "permissions": []})).into(),
    );
    let asked = question(&user.unwrap(), AuthResource::Threads, AuthAction::Read, &json!({}));
    unavailable(without.host.authorize(asked.clone()).await);
    without.shutdown().await;

    let limited = AuthOptions { timeout: Duration::from_millis(100), ..options() };
    let nowhere =
        Bench::start(Setup { python: "/nowhere/python".into(), auth: Some((AUTH, limited)), ..Setup::default() });
    let text = unavailable(nowhere.host.authenticate(request("Bearer a", "/")).await);
    assert!(!text.contains("nowhere"), "{text}");
    unavailable(nowhere.host.authorize(asked.clone()).await);
    nowhere.host.shutdown().await;
    assert_eq!(unavailable(nowhere.host.authorize(asked).await), "the server is shutting down");
}
