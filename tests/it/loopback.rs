//! Graphs that call their own server through clients of the SDK without a URL.

use std::{fs, path::Path};

use futures::StreamExt;
use serde_json::{Value, json};

use crate::support::{Options, Server, events, fixture, until};

fn project(folder: &Path, http: &Value) -> Options {
    fs::copy(fixture("loopback").join("graphs.py"), folder.join("graphs.py")).unwrap();
    let names = ["caller", "other", "sync_caller", "factory", "cache", "chain", "pause", "poll", "about"];
    let graphs: serde_json::Map<_, _> =
        names.iter().map(|name| ((*name).into(), json!(format!("./graphs.py:{name}")))).collect();
    let config = folder.join("langgraph.json");
    fs::write(&config, json!({"dependencies": ["."], "graphs": graphs, "http": http}).to_string()).unwrap();
    Options::project(config, 1)
}

async fn wait(server: &Server, graph: &str, how: &str) -> Value {
    server.post("/runs/wait", json!({"assistant_id": graph, "input": {"how": how}})).await
}

async fn every_client_reaches_its_server(http: Value, args: &[&str]) {
    let temp = tempfile::tempdir().unwrap();
    let server = Server::start(project(temp.path(), &http).args(args));
    let here = json!("other was here");
    for (graph, how, expected) in [
        ("caller", "client", here.clone()),
        ("caller", "module", here.clone()),
        ("caller", "other loop", json!({"out": "other was here"})),
        ("caller", "sync", here.clone()),
        ("caller", "remote", here.clone()),
        ("caller", "stream", json!(["metadata", "updates"])),
        (
            "caller",
            "import",
            json!(["about", "cache", "caller", "chain", "factory", "other", "pause", "poll", "sync_caller"]),
        ),
        ("caller", "store", json!({"v": 1})),
        ("sync_caller", "", here),
        ("factory", "", json!(9)),
        ("cache", "", json!([1, "miss", {"loaded": 1}])),
        ("cache", "", json!([2, "stale", {"loaded": 1}])),
    ] {
        let came = wait(&server, graph, how).await;
        assert_eq!(came["out"], expected, "{graph} {how}: {came}");
    }
    let about = wait(&server, "about", "").await;
    assert_eq!(about["out"], json!([server.url.trim_end_matches('/'), "0.16.7"]));
    let thread = server.thread().await;
    server.post(&format!("/threads/{thread}/runs/wait"), json!({"assistant_id": "about", "input": {}})).await;
    let metadata = server.get(&format!("/threads/{thread}/state")).await["metadata"].clone();
    assert_eq!((metadata.get("langgraph_api_url"), metadata.get("langgraph_api_version")), (None, None), "{metadata}");
    let blocked = wait(&server, "caller", "sync in loop").await;
    assert_eq!(blocked["__error__"]["error"], "BlockedLoop", "{blocked}");
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_without_a_url_reach_the_server_of_the_graph() {
    every_client_reaches_its_server(json!({}), &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn also_below_a_mount_prefix() {
    every_client_reaches_its_server(json!({"mount_prefix": "/api/v1"}), &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_waits_for_another_one_lends_its_place() {
    let temp = tempfile::tempdir().unwrap();
    let server = Server::start(project(temp.path(), &json!({})).env("N_JOBS_PER_WORKER", "1"));
    let here = json!("other was here");
    for (graph, how, expected) in [
        ("caller", "client", &here),
        ("caller", "sync", &here),
        ("caller", "remote", &here),
        ("caller", "stream", &json!(["metadata", "updates"])),
        ("sync_caller", "", &here),
        ("chain", "10", &json!("the bottom")),
        ("poll", "4", &json!("the bottom")),
    ] {
        assert_eq!(&wait(&server, graph, how).await["out"], expected, "{graph} {how}");
    }
    // Afterwards there is one place again.
    let (first, second) = (server.thread().await, server.thread().await);
    let body = json!({"assistant_id": "pause", "input": {"how": "here"}});
    let (held, _events) = server.running(&first, body.clone()).await;
    let queued = server.response("POST", &format!("/threads/{second}/runs/stream"), Some(body)).await;
    let location = queued.headers()["content-location"].to_str().expect("a text").to_owned();
    assert_eq!(server.get(&location).await["status"], "pending");
    let (status, answer) = server.send("POST", &format!("/threads/{first}/runs/{held}/cancel?wait=true"), None).await;
    assert!(status < 300, "{answer}");
    let mut begins = events(queued);
    for name in ["metadata", "values"] {
        assert_eq!(begins.next().await.expect("the queued run begins").name, name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_that_wait_for_each_other_without_end_are_logged() {
    let temp = tempfile::tempdir().unwrap();
    let log = temp.path().join("log");
    let server = Server::start(project(temp.path(), &json!({})).env("N_JOBS_PER_WORKER", "1").log_to(&log));
    let thread = server.thread().await;
    let run = server
        .post(&format!("/threads/{thread}/runs"), json!({"assistant_id": "chain", "input": {"how": "1000"}}))
        .await;
    let run_id = run["run_id"].as_str().expect("an id");
    // Its own place, and ten that it and those after it lend.
    let logged = || fs::read_to_string(&log).unwrap_or_default();
    until(|| logged().contains("waits for another run of this server")).await;
    let text = logged();
    assert!(text.contains("all 11 runs that its worker can take") && text.contains("N_JOBS_PER_WORKER"), "{text}");
    let cancelled = server.send("POST", &format!("/threads/{thread}/runs/{run_id}/cancel?wait=true"), None).await;
    assert_eq!(cancelled.0, 200, "{cancelled:?}");
}
