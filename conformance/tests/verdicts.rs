//! Every verdict arises from what it should arise from, and what a check made is removed.

mod support;

use std::sync::Arc;
use std::time::Duration;

use runyard_conformance::context::Response;
use runyard_conformance::document::Document;
use runyard_conformance::model::{Check, Level};
use runyard_conformance::outcome::{CheckResult, Outcome, Stop, Verdict};
use runyard_conformance::runner::{self, Observer, Plan};
use runyard_conformance::target::Need;
use runyard_conformance::target::Target;
use serde_json::json;
use support::{Fake, Reply, Request};

struct Silent;

impl Observer for Silent {
    fn ended(&self, _: &Check, _: &Outcome) {}
}

fn check<F, R>(id: &str, body: F) -> Check
where
    F: Fn(runyard_conformance::context::Context) -> R + Send + Sync + 'static,
    R: Future<Output = CheckResult> + Send + 'static,
{
    Check::new(id, Level::Must, "It works.", body)
}

async fn run_at(url: &str, checks: &[Check]) -> Vec<Outcome> {
    let document = Arc::new(Document::embedded().expect("the document can be read"));
    let mut target = Target::new(url, &["x-api-key: secret".to_owned()]).expect("a URL");
    target.detect(&document).await;
    let plan = Plan { jobs: 2, timeout: Duration::from_secs(20) };
    runner::run(&Arc::new(target), &document, checks, plan, &Silent).await
}

async fn run(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static, checks: &[Check]) -> Vec<Outcome> {
    let fake = Fake::start(answer).await;
    run_at(&fake.url, checks).await
}

/// Knows every path, but nothing of what it is asked for.
fn refuses(_: &Request) -> Reply {
    Reply::json(422, json!({"detail": "no"}))
}

fn ok_check(id: &str) -> Check {
    check(id, |context| async move { context.call("health").send().await?.expect(200).map(drop) })
}

#[tokio::test]
async fn an_answer_as_expected_passes_and_another_fails() {
    let outcomes = run(|_| Reply::json(200, json!({"ok": true})), &[ok_check("a")]).await;
    assert_eq!(outcomes[0].verdict, Verdict::Pass);
    assert_eq!(outcomes[0].exchanges[0].status, Some(200));

    let outcomes = run(refuses, &[ok_check("a")]).await;
    assert_eq!(outcomes[0].verdict, Verdict::Fail);
    let failure = outcomes[0].failure.as_ref().expect("it says what failed");
    assert_eq!((failure.expected.as_str(), failure.got.as_str()), ("status 200", "status 422: {\"detail\":\"no\"}"));
    // The headers of the run may be secrets.
    assert!(!format!("{:?}", outcomes[0].exchanges).contains("secret"));
}

#[tokio::test]
async fn a_target_that_breaks_off_fails() {
    for (reply, got) in
        [(Reply::Nothing, "the connection ended without one"), (Reply::Half("{\"ok\":"), "it broke off")]
    {
        let answer = move |request: &Request| if request.path == "/ok" { reply.clone() } else { refuses(request) };
        let outcomes = run(answer, &[ok_check("a")]).await;
        assert_eq!(outcomes[0].verdict, Verdict::Fail, "{:?}", outcomes[0]);
        let failure = outcomes[0].failure.as_ref().expect("it says what failed");
        assert!(failure.got.starts_with(got), "{}", failure.got);
    }
}

#[tokio::test]
async fn a_target_that_cannot_be_reached_is_no_verdict_about_it() {
    let gone = Fake::start(refuses).await.url.clone();
    let outcomes = run_at(&gone, &[ok_check("a")]).await;
    assert_eq!(outcomes[0].verdict, Verdict::Error);
    assert!(outcomes[0].reason.as_deref().is_some_and(|reason| reason.starts_with("failed to reach the target")));
}

#[tokio::test]
async fn a_panic_is_an_error_of_ours_and_leaves_the_others_alone() {
    let broken = check("a", |_| async { panic!("a mistake") });
    let outcomes = run(|_| Reply::json(200, json!({"ok": true})), &[broken, ok_check("b")]).await;
    assert_eq!(outcomes[0].verdict, Verdict::Error);
    assert_eq!(outcomes[0].reason.as_deref(), Some("the check panicked: a mistake"));
    assert_eq!(outcomes[1].verdict, Verdict::Pass);
}

#[tokio::test]
async fn silence_fails_the_check_and_in_its_set_up_the_harness() {
    let silent = |request: &Request| if request.path == "/ok" { Reply::Silence } else { refuses(request) };
    let waiting = ok_check("a").timeout(Duration::from_millis(200));
    let preparing =
        check(
            "b",
            |context| async move { context.set_up(async { context.call("health").send().await.map(drop) }).await },
        );
    let outcomes = run(silent, &[waiting, preparing.timeout(Duration::from_millis(200))]).await;
    assert_eq!(outcomes[0].verdict, Verdict::Fail);
    let failure = outcomes[0].failure.as_ref().expect("it says what failed");
    assert!(failure.got.starts_with("still waiting after GET http://") && failure.got.ends_with("/ok"), "{failure:?}");
    assert_eq!(outcomes[0].exchanges[0].error.as_deref(), Some("no answer yet"));
    assert_eq!(outcomes[1].verdict, Verdict::Error);
    assert_eq!(outcomes[1].reason.as_deref(), Some("the set-up did not end within 200ms"));
}

#[tokio::test]
async fn a_wrong_answer_in_the_set_up_fails_and_says_so() {
    let check = check("a", |context| async move { context.thread().await.map(drop) });
    let outcomes = run(refuses, &[check]).await;
    assert_eq!(outcomes[0].verdict, Verdict::Fail);
    assert_eq!(outcomes[0].failure.as_ref().and_then(|failure| failure.place.as_deref()), Some("set-up"));
    assert_eq!(outcomes[0].exchanges[0].note.as_deref(), Some("set-up"));
}

#[tokio::test]
async fn checks_skip_what_they_find_out_themselves() {
    let check = check("a", |_| async { Err(Stop::Skip("there is no clock".into())) });
    let outcomes = run(refuses, &[check]).await;
    assert_eq!((outcomes[0].verdict, outcomes[0].reason.as_deref()), (Verdict::Skip, Some("there is no clock")));
}

#[tokio::test]
async fn what_is_not_offered_is_found_out_by_asking() {
    let answer = |request: &Request| {
        let unknown = Reply::json(404, json!({"path": request.path, "trace": uuid::Uuid::new_v4()}));
        match (request.method.as_str(), request.path.split('/').nth(1)) {
            ("POST", Some("assistants")) => Reply::json(200, json!([{"graph_id": "echo"}])),
            // A thread for the probes; then a 404 that is about the resource, not about the route.
            ("POST", Some("threads")) if request.path == "/threads" && request.body == "{}" => {
                Reply::json(200, json!({"thread_id": "01a201ac-8967-726b-b2a7-4de452e6b438"}))
            }
            ("GET", Some("threads")) if request.path.ends_with("/storage") => unknown,
            ("GET", Some("threads")) if request.path.contains("no-such-thing") => unknown,
            ("GET", Some("threads")) => Reply::json(200, json!({})),
            (_, Some("threads")) => Reply::json(404, json!({"detail": "no such thread"})),
            ("PUT", _) => Reply::json(405, json!({})),
            ("DELETE", Some("store")) => Reply::json(500, json!({"error": "Not implemented"})),
            (_, Some("store")) => Reply::json(501, json!({})),
            (_, Some("runs")) => Reply::json(404, json!({"detail": "no such run"})),
            _ => unknown,
        }
    };
    let needing = |need: Need| check(&need.to_string().replace(' ', "/"), |_| async { Ok(()) }).needs([need]);
    let operations = [
        // Not offered: 405, 501, in its own words, and as any path that is not there.
        "put_item",
        "search_items",
        "delete_item",
        "info",
        "get_thread_storage",
        // Offered: 422 or 404 about the resource.
        "create_run",
        "cancel_runs",
        "get_thread",
        "get_thread_state",
    ];
    let mut checks: Vec<Check> = operations.into_iter().map(|id| needing(Need::operation(id))).collect();
    checks.extend([needing(Need::graph("echo")), needing(Need::graph("failer")), needing(Need::operation("no_such"))]);
    let outcomes = run(answer, &checks).await;
    let reasons: Vec<Option<&str>> = outcomes.iter().map(|outcome| outcome.reason.as_deref()).collect();
    assert_eq!(
        reasons,
        [
            Some("put_item is not offered: PUT /store/items answers 405"),
            Some("search_items is not offered: POST /store/items/search answers 501"),
            Some("delete_item is not offered: DELETE /store/items answers 500 and says that it is not implemented"),
            Some("info is not offered: GET /info answers 404 as a path does that does not exist"),
            Some(
                "get_thread_storage is not offered: GET /threads/{thread_id}/storage answers 404 as a path does that does not exist"
            ),
            None,
            None,
            None,
            None,
            None,
            Some("there is no graph failer"),
            Some("the document has no operation no_such"),
        ]
    );
}

#[tokio::test]
async fn what_a_check_made_is_removed_last_first_whatever_came_of_it() {
    let fake = Fake::start(|request| match (request.method.as_str(), request.path.as_str()) {
        ("POST", "/threads") if request.body.len() > 1 => Reply::json(200, json!({"thread_id": "t-1"})),
        ("POST", "/assistants") if request.body.len() > 1 => Reply::json(200, json!({"assistant_id": "a-1"})),
        _ => refuses(request),
    })
    .await;
    let check = check("a", |context| async move {
        context.thread().await?;
        context.assistant("echo").await?;
        context.adopt_new(&json!([{"run_id": "r", "thread_id": "t-2", "assistant_id": "a-9"}, {"cron_id": "c-1", "thread_id": "t-1"}]));
        Err(Stop::fail("this", "that"))
    });
    let outcomes = run_at(&fake.url, &[check]).await;
    assert_eq!(outcomes[0].verdict, Verdict::Fail);
    let seen = fake.seen();
    let asked = seen.iter().position(|request| request.path == "/assistants" && request.body.contains("echo"));
    let removed = seen[asked.expect("an assistant was made")..].iter().filter(|request| request.method == "DELETE");
    let removed: Vec<&str> = removed.map(|request| request.path.as_str()).collect();
    assert_eq!(removed, ["/runs/crons/c-1", "/threads/t-2", "/assistants/a-1", "/threads/t-1"]);
    assert!(seen.iter().all(|request| request.headers.contains("x-api-key: secret")));
}

#[tokio::test]
async fn runs_that_may_go_on_are_cancelled() {
    let fake = Fake::start(|request| match (request.method.as_str(), request.path.as_str()) {
        ("POST", "/threads/t/runs") => Reply::located("/threads/t/runs/background"),
        ("POST", "/threads/t/runs/wait") => Reply::located("/threads/t/runs/waited"),
        ("POST", "/threads/t/runs/stream") => Reply::located("/threads/t/runs/left"),
        _ => refuses(request),
    })
    .await;
    let check = check("a", |context| async move {
        context.request("POST", "/threads/t/runs").send().await?;
        context.request("POST", "/threads/t/runs/wait").send().await?;
        // Dropped before its end.
        context.request("POST", "/threads/t/runs/stream").open().await.map(drop)
    });
    run_at(&fake.url, &[check]).await;
    let seen = fake.seen().into_iter().filter(|request| request.path.contains("/threads/t/"));
    let mut cancelled: Vec<String> = seen.map(|request| request.path).filter(|path| path.contains("cancel")).collect();
    cancelled.sort();
    assert_eq!(cancelled, ["/threads/t/runs/background/cancel?wait=true", "/threads/t/runs/left/cancel?wait=true"]);
}

#[tokio::test]
async fn only_what_is_new_is_removed() {
    let fake = Fake::start(refuses).await;
    let check = check("a", |context| async move {
        let answer = |body: serde_json::Value, location: Option<&str>| {
            let headers = location.map(|path| ("content-location".to_owned(), path.to_owned()));
            Response { status: 200, headers: headers.into_iter().collect(), body: body.to_string().into_bytes() }
        };
        // What a search shows belongs to others.
        context.adopt("search_assistants", &answer(json!([{"assistant_id": "theirs"}]), None));
        context.adopt("search_threads", &answer(json!([{"thread_id": "theirs"}]), None));
        context.adopt("patch_assistant", &answer(json!({"assistant_id": "theirs"}), None));
        context.adopt("wait_run", &answer(json!({}), Some("/threads/theirs/runs/r")));
        context.adopt("create_assistant", &answer(json!({"assistant_id": "ours"}), None));
        context.adopt("wait_stateless_run", &answer(json!({}), Some("/threads/ours/runs/r")));
        Ok(())
    });
    run_at(&fake.url, &[check]).await;
    let seen = fake.seen().into_iter().filter(|request| request.method == "DELETE").map(|request| request.path);
    // The probes delete what is not there.
    let removed: Vec<String> = seen.filter(|path| !path.contains("no-such-thing") && path != "/store/items").collect();
    assert_eq!(removed, ["/threads/ours", "/assistants/ours"]);
}
