//! Values that JSON readers refuse or round: whatever a graph produces, its run ends, its place is free afterwards, and everything else of the
//! thread can be read.

#[path = "../support/mod.rs"]
mod support;

use std::path::Path;

use serde_json::{Value, json};
use support::{Options, Server, answer, python};

const KINDS: [&str; 11] =
    ["huge", "negative", "infinite", "nan", "deep", "surrogate", "nul", "long", "keys", "object", "bytes"];

/// One worker with one place: a run that does not end would hold up every later one.
fn options() -> Options {
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/odd_values/app/langgraph.json");
    let python = python().to_str().expect("a UTF-8 path").to_owned();
    Options {
        config: Some(app),
        args: vec!["--python".into(), python, "--workers".into(), "1".into()],
        env: vec![("N_JOBS_PER_WORKER".into(), "1".into())],
        ..Options::default()
    }
}

fn factorial_of_200() -> String {
    let mut digits = vec![1_u32];
    for factor in 1..=200_u32 {
        let mut carry = 0;
        for digit in &mut digits {
            let product = *digit * factor + carry;
            (*digit, carry) = (product % 10, product / 10);
        }
        while carry > 0 {
            digits.push(carry % 10);
            carry /= 10;
        }
    }
    digits.iter().rev().map(|digit| char::from_digit(*digit, 10).expect("a digit")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_value_of_a_graph_keeps_its_run_from_ending() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_in(data.path(), options());
    let mut threads = Vec::new();
    for kind in KINDS {
        let thread = server.thread().await;
        let run = server.run(&thread, json!({"assistant_id": "odd", "input": {"kind": kind}})).await;
        let joined = answer(server.request("GET", &format!("/threads/{thread}/runs/{run}/join"))).await;
        assert_eq!(joined.status, 200, "{kind}");
        assert_eq!(server.status(&thread, &run).await, "success", "{kind}: {:.500}", joined.text);
        if kind == "huge" {
            assert!(joined.text.contains(&factorial_of_200()), "every digit is there: {}", joined.text);
        }
        threads.push((kind, thread, run));
    }
    // The same after a restart, when nothing is in memory.
    let server = server.restart();
    for (kind, thread, run) in &threads {
        let joined = answer(server.request("GET", &format!("/threads/{thread}/runs/{run}/join"))).await;
        assert!(joined.status == 200 && joined.text.contains("plain"), "{kind}: {:.500}", joined.text);
        for path in ["", "/state", "/history"] {
            let read = answer(server.request("GET", &format!("/threads/{thread}{path}"))).await;
            assert_eq!(read.status, 200, "{kind} {path}: {:.500}", read.text);
        }
    }
    // What is beside the odd value is found and extracted.
    let search = json!({"values": {"beside": "plain"}, "limit": 100,
        "extract": {"beside": "values.beside", "kind": "values.kind"}, "select": ["thread_id"]});
    let found = server.post("/threads/search", search).await;
    let mut kinds: Vec<&str> =
        found.as_array().unwrap().iter().map(|t| t["extracted"]["kind"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    let mut expected = KINDS;
    expected.sort_unstable();
    assert_eq!(kinds, expected);
    assert!(found.as_array().unwrap().iter().all(|thread| thread["extracted"]["beside"] == "plain"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupt_may_ask_with_any_value() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_in(data.path(), options());
    let mut threads = Vec::new();
    for kind in KINDS {
        let thread = server.thread().await;
        let run = server.run(&thread, json!({"assistant_id": "asking", "input": {"kind": kind}})).await;
        let joined = answer(server.request("GET", &format!("/threads/{thread}/runs/{run}/join"))).await;
        assert!(joined.status == 200 && joined.text.contains("__interrupt__"), "{kind}: {:.500}", joined.text);
        threads.push((kind, thread, run));
    }
    let server = server.restart();
    for (kind, thread, run) in &threads {
        let joined = answer(server.request("GET", &format!("/threads/{thread}/runs/{run}/join"))).await;
        assert!(joined.status == 200 && joined.text.contains("__interrupt__"), "{kind}: {:.500}", joined.text);
        let resumed = server
            .post(
                &format!("/threads/{thread}/runs/wait"),
                json!({"assistant_id": "asking", "command": {"resume": kind}}),
            )
            .await;
        assert_eq!(resumed["out"], Value::from(*kind), "{kind}");
    }
}
