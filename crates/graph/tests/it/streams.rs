//! Each stream mode, against what the reference streamed for the same graphs.

use serde_json::{Value, json};

use super::support::{Bench, DONE};
use runyard_graph::{END, GraphBuilder, Reducer, START, Update};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn values_updates_and_the_end() {
    let ended =
        Bench::reference().stateless("echo", json!({"input": {"messages": ["hi"]}, "stream_mode": ["values"]})).await;
    assert_eq!(ended.status(), DONE);
    let expected = [json!({"messages": ["hi"]}), json!({"messages": ["hi", "echo"], "counter": 1})];
    assert_eq!(ended.of("values"), expected.iter().collect::<Vec<_>>());
    assert_eq!(ended.output().to_string(), r#"{"messages":["hi","echo"],"counter":1}"#);

    let ended = Bench::reference().run("echo", json!({"input": {"messages": ["hi"]}, "stream_mode": "updates"})).await;
    assert_eq!(ended.events, [("updates".to_owned(), json!({"echo": {"counter": 1, "messages": ["echo"]}}))]);

    // "accept json": an input without a key of the state changes nothing and so shows nothing.
    let ended = Bench::reference().run("echo", json!({"input": {}})).await;
    assert_eq!(ended.events, [("values".to_owned(), json!({"messages": ["echo"], "counter": 1}))]);
}

#[tokio::test]
async fn modes_are_interleaved_as_the_reference_does() {
    let kwargs = json!({"input": {"n": 3}, "stream_mode": ["values", "updates"]});
    let ended = Bench::reference().run("steps", kwargs).await;
    let expected = [
        ("values", json!({"n": 3})),
        ("updates", json!({"step": {"i": 1}})),
        ("values", json!({"n": 3, "i": 1})),
        ("updates", json!({"step": {"i": 2}})),
        ("values", json!({"n": 3, "i": 2})),
        ("updates", json!({"step": {"i": 3}})),
        ("values", json!({"n": 3, "i": 3})),
    ];
    assert_eq!(ended.events, expected.map(|(name, data)| (name.to_owned(), data)));

    let modes =
        ["values", "updates", "messages", "messages-tuple", "tasks", "checkpoints", "events", "debug", "custom"];
    let kwargs = json!({"input": {"m": 2, "mode": "chat"}, "stream_mode": modes});
    let ended = Bench::reference().stateless("tokens", kwargs).await;
    let chain: Vec<_> = ended.of("events").iter().map(|event| event["event"].as_str().unwrap()).collect();
    assert_eq!(
        chain,
        ["on_chain_start", "on_chain_start", "on_chat_model_stream", "on_chain_stream", "on_chain_end", "on_chain_end"]
    );
    assert_eq!(
        ended.names(),
        [
            "events", "values", "tasks", "debug", "events", "events", "messages", "events", "events", "updates",
            "tasks", "debug", "values", "events"
        ]
    );
}

#[tokio::test]
async fn tasks_and_debug_have_the_shapes_of_the_reference() {
    let kwargs = json!({"input": {"messages": ["hi"]}, "stream_mode": ["tasks", "debug"]});
    let ended = Bench::reference().stateless("echo", kwargs).await;
    assert_eq!(ended.names(), ["tasks", "debug", "tasks", "debug"]);
    let [start, end] = ended.of("tasks")[..] else { panic!() };
    assert_eq!(keys(start), ["id", "name", "input", "triggers", "metadata"]);
    assert_eq!(start["input"], json!({"messages": ["hi"]}));
    assert_eq!(start["triggers"], json!(["branch:to:echo"]));
    assert_eq!(start["metadata"]["graph_id"], "echo");
    let result = json!({
        "id": start["id"], "name": "echo", "error": null, "result": {"counter": 1, "messages": ["echo"]}, "interrupts": []
    });
    assert_eq!(end.to_string(), result.to_string());
    let [task, task_result] = ended.of("debug")[..] else { panic!() };
    assert_eq!(keys(task), ["step", "timestamp", "type", "payload"]);
    assert_eq!((&task["step"], &task["type"], &task["payload"]), (&json!(1), &json!("task"), start));
    assert_eq!(
        (&task_result["step"], &task_result["type"], &task_result["payload"]),
        (&json!(1), &json!("task_result"), end)
    );
}

#[tokio::test]
async fn checkpoints_are_shown_on_threads_only() {
    let kwargs = json!({"input": {"n": 1}, "stream_mode": ["checkpoints", "tasks", "values"]});
    let bench = Bench::reference();
    let ended = bench.run("steps", kwargs.clone()).await;
    let expected = ["checkpoints", "values", "checkpoints", "tasks", "tasks", "values", "checkpoints"];
    assert_eq!(ended.names(), expected);
    let [input, first, last] = ended.of("checkpoints")[..] else { panic!() };
    assert_eq!(keys(input), ["config", "parent_config", "values", "metadata", "next", "tasks"]);
    assert_eq!(
        (&input["values"], &input["next"], &input["parent_config"]),
        (&json!({}), &json!(["__start__"]), &Value::Null)
    );
    assert_eq!((&input["metadata"]["source"], &input["metadata"]["step"]), (&json!("input"), &json!(-1)));
    assert_eq!(
        first["parent_config"]["configurable"]["checkpoint_id"],
        input["config"]["configurable"]["checkpoint_id"]
    );
    let task = json!([{"id": ended.of("tasks")[0]["id"], "name": "step", "interrupts": [], "state": null}]);
    assert_eq!((&first["values"], &first["next"], &first["tasks"]), (&json!({"n": 1}), &json!(["step"]), &task));
    assert_eq!((&last["values"], &last["next"], &last["tasks"]), (&json!({"n": 1, "i": 1}), &json!([]), &json!([])));
    // In the mode debug they carry their addresses besides.
    let debug = Bench::reference().run("steps", json!({"input": {"n": 1}, "stream_mode": ["debug"]})).await;
    let debug = debug.of("debug")[1].clone();
    assert_eq!((&debug["type"], &debug["step"]), (&json!("checkpoint"), &json!(0)));
    assert_eq!(keys(&debug["payload"]["parent_checkpoint"]), ["checkpoint_id", "thread_id", "checkpoint_ns"]);

    let ended = bench.stateless("steps", kwargs).await;
    assert_eq!(ended.of("checkpoints").len(), 0);
}

#[tokio::test]
async fn custom_values_come_before_the_end_of_their_node() {
    let ended =
        Bench::reference().run("tokens", json!({"input": {"m": 3}, "stream_mode": ["custom", "updates"]})).await;
    let expected = [
        ("custom", json!({"i": 0, "token": "tok0 "})),
        ("custom", json!({"i": 1, "token": "tok1 "})),
        ("custom", json!({"i": 2, "token": "tok2 "})),
        ("updates", json!({"gen": {"messages": []}})),
    ];
    assert_eq!(ended.events, expected.map(|(name, data)| (name.to_owned(), data)));
}

#[tokio::test]
async fn messages_accumulate_and_tuples_do_not() {
    let kwargs = |mode: Value| json!({"input": {"m": 3, "mode": "chat"}, "stream_mode": mode});
    let ended = Bench::reference().run("tokens", kwargs(json!(["messages"]))).await;
    assert_eq!(ended.names(), ["messages/metadata", "messages/partial", "messages/partial", "messages/partial"]);
    let contents: Vec<_> = ended.of("messages/partial").iter().map(|data| data[0]["content"].clone()).collect();
    assert_eq!(contents, ["t0", "t0 ", "t0 t1"]);
    let id = keys(ended.of("messages/metadata")[0])[0].to_owned();
    let partial = json!([{
        "content": "t0", "additional_kwargs": {}, "response_metadata": {}, "type": "ai", "name": null, "id": id,
        "tool_calls": [], "invalid_tool_calls": [], "usage_metadata": null
    }]);
    assert_eq!(ended.of("messages/partial")[0].to_string(), partial.to_string());
    assert_eq!(ended.values()["messages"][0]["id"], json!(id));
    assert_eq!(ended.values()["messages"][0]["content"], "t0 t1");

    let ended = Bench::reference().run("tokens", kwargs(json!(["messages", "messages-tuple"]))).await;
    assert_eq!(ended.names(), ["messages"; 3]);
    let [chunk, metadata] = ended.of("messages")[2].as_array().unwrap().as_slice() else { panic!() };
    assert_eq!(
        keys(chunk),
        [
            "content",
            "additional_kwargs",
            "response_metadata",
            "type",
            "name",
            "id",
            "tool_calls",
            "invalid_tool_calls",
            "usage_metadata",
            "tool_call_chunks",
            "chunk_position"
        ]
    );
    assert_eq!(
        (&chunk["content"], &chunk["type"], &chunk["chunk_position"]),
        (&json!("t1"), &json!("AIMessageChunk"), &json!("last"))
    );
    assert_eq!((&metadata["langgraph_node"], &metadata["langgraph_step"]), (&json!("gen"), &json!(1)));
    assert_eq!(metadata["langgraph_path"], json!(["__pregel_pull", "gen"]));
}

#[tokio::test]
async fn a_message_that_was_not_streamed_is_shown_whole() {
    let graph = GraphBuilder::new()
        .channel("messages", Reducer::Messages)
        .node("model", async |_, _| Ok(Update::new().set("messages", json!({"role": "ai", "content": "whole"}))))
        .edge(START, "model")
        .edge("model", END)
        .build()
        .unwrap();
    let bench = Bench::new(graph);
    let kwargs = json!({"input": {"messages": [{"role": "user", "content": "yo"}]}, "stream_mode": ["messages"]});
    let ended = bench.run("graph", kwargs).await;
    assert_eq!(ended.names(), ["messages/metadata", "messages/complete"]);
    assert_eq!(ended.of("messages/complete")[0][0]["content"], "whole");
    assert_eq!(ended.of("messages/complete")[0][0], ended.values()["messages"][1]);
}

#[tokio::test]
async fn the_chat_says_its_sentence() {
    let kwargs =
        json!({"input": {"messages": [{"role": "user", "content": "yo"}]}, "stream_mode": ["messages", "values"]});
    let ended = Bench::reference().run("chat", kwargs).await;
    let contents: Vec<_> = ended.of("messages/partial").iter().map(|data| data[0]["content"].clone()).collect();
    assert_eq!(contents[0], "hello");
    assert_eq!(contents[6], "hello from fake model");
    assert_eq!(contents.len(), 7);
    let [first, last] = ended.of("values")[..] else { panic!() };
    assert_eq!(first["messages"][0], last["messages"][0]);
    assert_eq!((&first["messages"][0]["type"], &first["messages"][0]["content"]), (&json!("human"), &json!("yo")));
    assert_eq!(last["messages"][1]["content"], "hello from fake model");
}

#[tokio::test]
async fn events_tell_of_the_run_and_its_nodes() {
    let ended = Bench::reference().run("echo", json!({"input": {"messages": ["hi"]}, "stream_mode": ["events"]})).await;
    let events = ended.of("events");
    let kinds: Vec<_> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["on_chain_start", "on_chain_start", "on_chain_stream", "on_chain_end", "on_chain_end"]);
    assert_eq!(events[0]["data"], json!({"input": {"messages": ["hi"]}}));
    assert_eq!(events[1]["tags"], json!(["graph:step:1"]));
    assert_eq!(events[1]["parent_ids"], json!([events[0]["run_id"]]));
    assert_eq!(events[2]["data"], json!({"chunk": {"counter": 1, "messages": ["echo"]}}));
    assert_eq!(events[4]["data"], json!({"output": {"messages": ["hi", "echo"], "counter": 1}}));
}
