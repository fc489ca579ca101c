//! The checks that are derived from the document fail wrong answers and pass right ones.

mod support;

use std::sync::Arc;
use std::time::Duration;

use runyard_conformance::document::Document;
use runyard_conformance::expected::Expected;
use runyard_conformance::model::Check;
use runyard_conformance::outcome::{Outcome, Verdict};
use runyard_conformance::registry::Registry;
use runyard_conformance::runner::{self, Observer, Plan};
use runyard_conformance::target::Target;
use serde_json::{Value, json};
use support::{Fake, Reply, Request};

struct Silent;

impl Observer for Silent {
    fn ended(&self, _: &Check, _: &Outcome) {}
}

async fn outcome(fake: &Fake, id: &str) -> Outcome {
    let document = Arc::new(Document::embedded().expect("the document can be read"));
    let registry = Registry::new(&document).expect("the checks are sound");
    let check = registry.find(id).unwrap_or_else(|| panic!("there is no check {id}")).clone();
    let target = Arc::new(Target::new(&fake.url, &[]).expect("a URL"));
    let plan = Plan { jobs: 1, timeout: Duration::from_secs(20) };
    runner::run(&target, &document, &[check], plan, &Silent).await.remove(0)
}

/// What a check says about a server that always answers so: nothing when it passes.
async fn said(reply: Reply, id: &str) -> String {
    let fake = Fake::start(move |_| reply.clone()).await;
    let outcome = outcome(&fake, id).await;
    match outcome.verdict {
        Verdict::Pass => String::new(),
        Verdict::Fail => outcome.failure.map(|failure| failure.got).unwrap_or_default(),
        Verdict::Skip | Verdict::Error => panic!("{id}: {outcome:?}"),
    }
}

#[tokio::test]
async fn an_answer_has_the_documented_form() {
    let healthy = "examples/health/healthy";
    assert_eq!(said(Reply::json(200, json!({"ok": true})), healthy).await, "");
    assert_eq!(
        said(Reply::json(200, json!({"ok": "yes"})), healthy).await,
        "/ok: \"yes\" is not of type \"boolean\"\n/ok: true was expected"
    );
    assert_eq!(said(Reply::json(200, json!({})), healthy).await, "the body: \"ok\" is a required property");
    assert_eq!(
        said(Reply::Whole(200, "text/plain", "{\"ok\":true}".into()), healthy).await,
        "the content type is \"text/plain\", not application/json"
    );
    assert_eq!(said(Reply::json(201, json!({"ok": true})), healthy).await, "status 201: {\"ok\":true}");
    assert_eq!(
        said(Reply::Whole(200, "application/json", "ok".into()), healthy).await,
        "expected value at line 1 column 1: ok"
    );
}

#[tokio::test]
async fn an_answer_has_the_documented_headers() {
    let said = said(Reply::json(200, json!({"any": "values"})), "examples/wait_stateless_run/finished").await;
    assert_eq!(said, "the header Content-Location is missing\nthe header Location is missing");
}

#[tokio::test]
async fn an_answer_has_the_members_of_the_example() {
    let shape = "examples/health/healthy/shape";
    assert_eq!(said(Reply::json(200, json!({"ok": true, "services": {}, "more": 1})), shape).await, "");
    assert_eq!(said(Reply::json(200, json!({"ok": true})), shape).await, "/services is missing");
}

#[tokio::test]
async fn a_refusal_has_the_documented_status_and_form() {
    let rejects = "examples/search_assistants/rejects-above-limit";
    assert_eq!(said(Reply::json(422, json!({"detail": "too much"})), rejects).await, "");
    assert_eq!(
        said(Reply::json(400, json!({"detail": "too much"})), rejects).await,
        "status 400: {\"detail\":\"too much\"}"
    );
    assert_eq!(
        said(Reply::json(422, json!({"error": "too much"})), rejects).await,
        "the body: \"detail\" is a required property"
    );
}

const THREAD: &str = "01a21aa2-5340-773e-9dc0-ca3aae65933f";
const RUN: &str = "01a21aa2-5ba2-71bc-abd4-dcde6d470f13";

/// A server with one thread and one run.
fn replies(request: &Request) -> Reply {
    let run = json!({
        "run_id": RUN, "thread_id": THREAD, "assistant_id": "fe096781-5601-53d2-b2f6-0d3403f7e9ca", "status": "success", "metadata": {},
        "kwargs": {}, "multitask_strategy": "enqueue", "created_at": "2026-11-22T05:13:34.323038+00:00",
        "updated_at": "2026-11-22T05:13:34.352053+00:00",
    });
    match (request.method.as_str(), request.path.split('/').nth(3)) {
        ("POST", None) => Reply::json(200, json!({"thread_id": THREAD})),
        ("POST", _) => Reply::json(200, run),
        ("GET", _) if request.path.ends_with("/join") => Reply::json(200, json!({})),
        ("GET", Some(runs)) if runs.contains("select") => {
            Reply::json(200, json!([{"run_id": RUN, "status": "success"}]))
        }
        ("GET", _) => Reply::json(200, run),
        _ => Reply::json(204, ""),
    }
}

#[tokio::test]
async fn examples_are_sent_with_real_ids_and_the_reference_graphs() {
    let fake = Fake::start(replies).await;
    let outcome = outcome(&fake, "examples/get_run/success").await;
    assert_eq!(outcome.verdict, Verdict::Pass, "{outcome:?}");
    let seen: Vec<(String, String)> = fake.seen().into_iter().map(|request| (request.method, request.path)).collect();
    let runs = format!("/threads/{THREAD}/runs");
    let expected = [
        ("POST", "/threads".to_owned()),
        ("POST", runs.clone()),
        ("GET", format!("{runs}/{RUN}/join")),
        ("GET", format!("{runs}/{RUN}")),
        ("DELETE", format!("/threads/{THREAD}")),
    ];
    assert_eq!(seen, expected.map(|(method, path)| (method.to_owned(), path)));
    let started: Value = serde_json::from_str(&fake.seen()[1].body).expect("JSON");
    assert_eq!(started, json!({"assistant_id": "echo", "input": {"messages": ["hi"]}}));
}

#[tokio::test]
async fn rows_of_chosen_fields_need_no_others() {
    let fake = Fake::start(replies).await;
    let outcome = outcome(&fake, "examples/list_runs/parameters").await;
    assert_eq!(outcome.verdict, Verdict::Pass, "{outcome:?}");
    let asked = outcome.exchanges.last().map(|exchange| exchange.url.clone()).unwrap_or_default();
    assert!(asked.ends_with("/runs?limit=10&offset=0&status=success&select=run_id&select=status"), "{asked}");
}

#[test]
fn lists_of_known_failures_name_checks_that_exist() {
    let document = Document::embedded().expect("the document can be read");
    let registry = Registry::new(&document).expect("the checks are sound");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("servers");
    let mut lists = 0;
    for file in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = file.expect("an entry can be read").path();
        if path.extension().is_some_and(|extension| extension == "expected") {
            let text = std::fs::read_to_string(&path).expect("the list can be read");
            Expected::parse(&text, &registry).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            lists += 1;
        }
    }
    assert!(lists > 3, "only {lists} lists were found");
}
