//! State calls and descriptions of graphs as the reference answered them.

use serde_json::{Value, json};

use super::support::{Bench, DONE};
use runyard_core::{
    host::{CallError, GraphHost},
    json::RawJson,
};

#[tokio::test]
async fn a_thread_without_checkpoints_has_an_empty_state() {
    let bench = Bench::reference();
    let state = bench.state("steps").await;
    assert_eq!(
        state.to_string(),
        r#"{"values":{},"next":[],"tasks":[],"metadata":null,"created_at":null,"checkpoint":null,"parent_checkpoint":null,"interrupts":[],"checkpoint_id":null,"parent_checkpoint_id":null}"#
    );
    assert_eq!(bench.call("steps", "state.history", json!({})).await, json!([]));
}

#[tokio::test]
async fn history_shows_each_superstep_and_what_it_did() {
    let bench = Bench::reference();
    bench.run("steps", json!({"input": {"n": 2}})).await;
    let history = bench.call("steps", "state.history", json!({})).await;
    let shown: Vec<_> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|state| {
            json!([
                state["metadata"]["source"],
                state["metadata"]["step"],
                state["values"],
                state["next"],
                state["tasks"][0]["result"]
            ])
        })
        .collect();
    assert_eq!(
        shown,
        [
            json!(["loop", 2, {"n": 2, "i": 2}, [], null]),
            json!(["loop", 1, {"n": 2, "i": 1}, ["step"], {"i": 2}]),
            json!(["loop", 0, {"n": 2}, ["step"], {"i": 1}]),
            json!(["input", -1, {}, ["__start__"], {"n": 2}]),
        ]
    );
    let keys: Vec<_> = history[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "values",
            "next",
            "tasks",
            "metadata",
            "created_at",
            "checkpoint",
            "parent_checkpoint",
            "interrupts",
            "checkpoint_id",
            "parent_checkpoint_id"
        ]
    );
    let before = json!({"configurable": {"checkpoint_id": history[1]["checkpoint_id"]}});
    let page = bench.call("steps", "state.history", json!({"before": before, "limit": 1})).await;
    assert_eq!(page, json!([history[2]]));
    let filtered = bench.call("steps", "state.history", json!({"filter": {"step": 1}})).await;
    assert_eq!(filtered, json!([history[1]]));
    let named = json!({"configurable": {"thread_id": bench.thread_id, "checkpoint_id": history[2]["checkpoint_id"]}});
    assert_eq!(bench.call("steps", "state.get", json!({"config": named})).await, history[2]);
}

#[tokio::test]
async fn updates_of_the_state_speak_for_a_node() {
    let bench = Bench::reference();
    bench.run("steps", json!({"input": {"n": 3}})).await;
    let first = bench.memory.checkpoint_ids(bench.thread_id)[1].clone();
    let updated = bench.call("steps", "state.update", json!({"values": {"i": 1}, "as_node": "step"})).await;
    assert_eq!((&updated["values"], &updated["waiting"]), (&json!({"n": 3, "i": 1}), &json!(true)));
    let state = bench.state("steps").await;
    assert_eq!((&state["metadata"]["source"], &state["metadata"]["step"]), (&json!("update"), &json!(4)));
    assert_eq!(state["checkpoint"], updated["config"]);
    // The branch is taken as if the node had run, so the graph goes on.
    let ended = bench.run("steps", json!({"input": null})).await;
    assert_eq!((ended.status(), ended.values()), (DONE, json!({"n": 3, "i": 3})));

    // As the reference: a bare update and an unknown key are accepted and change nothing.
    for values in [Value::Null, json!({"zzz": 7})] {
        let updated = bench.call("steps", "state.update", json!({"values": values})).await;
        assert_eq!(updated["values"], json!({"n": 3, "i": 3}));
    }
    let fork = json!({"configurable": {"thread_id": bench.thread_id, "checkpoint_id": first}});
    let updated =
        bench.call("steps", "state.update", json!({"config": fork, "values": {"i": 7}, "as_node": "step"})).await;
    assert_eq!((&updated["values"], &updated["waiting"]), (&json!({"n": 3, "i": 7}), &json!(false)));
    assert_eq!(bench.state("steps").await["parent_checkpoint_id"], json!(first));

    let args =
        json!({"config": {"configurable": {"thread_id": bench.thread_id}}, "values": {"i": 1}, "as_node": "zzz"});
    let refused = bench.host.call("steps", "state.update", RawJson::from(&args)).await.unwrap_err();
    assert!(matches!(refused, CallError::Invalid(ref message) if message == "Node zzz does not exist"), "{refused}");
}

#[tokio::test]
async fn supersteps_build_a_state() {
    let bench = Bench::reference();
    // What the reference answered.
    let supersteps = json!([
        {"updates": [{"values": {"messages": ["a"]}, "as_node": "__input__"}]},
        {"updates": [{"values": {"messages": ["b"], "counter": 1}, "as_node": "echo"}]}
    ]);
    let updated = bench.call("echo", "state.bulk_update", json!({"supersteps": supersteps})).await;
    assert_eq!(updated["values"], json!({"messages": ["b"], "counter": 1}));
    let history = bench.call("echo", "state.history", json!({})).await;
    assert_eq!((&history[0]["metadata"]["step"], &history[0]["next"]), (&json!(0), &json!([])));
    assert_eq!((&history[1]["metadata"]["source"], &history[1]["next"]), (&json!("input"), &json!(["__start__"])));
    let end = bench.call("interrupter", "state.update", json!({"values": null, "as_node": "__end__"})).await;
    assert_eq!(end["waiting"], json!(false));
}

#[tokio::test]
async fn graphs_describe_themselves() {
    let bench = Bench::reference();
    let found = bench.host.graphs();
    let ids: Vec<_> = found.iter().map(|info| &info.graph_id).collect();
    let python: Value = serde_json::from_str(include_str!("../../../../conformance/graphs/langgraph.json")).unwrap();
    // Integers of any size, factories and commands for a parent graph are Python's alone
    // (conformance/graphs/README.md).
    let of_suite = python["graphs"].as_object().unwrap().keys();
    let of_suite: Vec<_> = of_suite.filter(|id| !["digits", "shaped", "upward"].contains(&id.as_str())).collect();
    assert_eq!(ids, of_suite, "those of the conformance suite");
    // As the reference draws the same graph.
    assert_eq!(
        bench.call("steps", "graph.draw", json!({})).await.to_string(),
        r#"{"nodes":[{"id":"__start__","type":"runnable","data":{"name":"__start__"}},{"id":"step","type":"runnable","data":{"name":"step"}},{"id":"__end__"}],"edges":[{"source":"__start__","target":"step"},{"source":"step","target":"__end__","conditional":true},{"source":"step","target":"step","conditional":true}]}"#
    );
    let drawn = bench.call("failer", "graph.draw", json!({})).await;
    assert_eq!(drawn["edges"][2], json!({"source": "boom", "target": "__end__"}));
    let schemas = bench.call("echo", "graph.schemas", json!({})).await;
    let properties = json!({
        "messages": {"items": {}, "type": "array", "title": "Messages"}, "counter": {"type": "integer", "title": "Counter"}
    });
    assert_eq!(schemas["input_schema"], json!({"properties": properties, "title": "echo_state", "type": "object"}));
    assert_eq!((&schemas["config_schema"], &schemas["context_schema"]), (&json!({}), &Value::Null));
    assert_eq!(bench.call("echo", "graph.subgraphs", json!({})).await, json!({}));
    let missing = bench.host.call("nope", "graph.draw", RawJson::object()).await.unwrap_err();
    assert!(matches!(missing, CallError::Unavailable(_)), "{missing}");
    let unknown = bench.host.call("echo", "graph.nope", RawJson::object()).await.unwrap_err();
    assert!(matches!(unknown, CallError::Invalid(_)), "{unknown}");
}
