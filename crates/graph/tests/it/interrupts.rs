//! Interrupts, breakpoints and commands as the reference was observed to answer them.

use serde_json::{Value, json};

use super::support::{Bench, DONE, WAITING};
use runyard_graph::{BuiltGraph, END, GraphBuilder, Reducer, START, Update};

#[tokio::test]
async fn a_question_is_streamed_and_its_answer_ends_the_run() {
    let bench = Bench::reference();
    let kwargs = json!({"input": {"q": "ok?"}, "stream_mode": ["values", "updates", "tasks"]});
    let ended = bench.run("interrupter", kwargs).await;
    assert_eq!(ended.status(), WAITING);
    assert_eq!(ended.names(), ["values", "tasks", "updates", "values", "tasks"]);
    let id = ended.events[2].1["__interrupt__"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(id.len(), 32);
    let shown = json!([{"value": {"question": "ok?"}, "id": id, "response_schema": null}]);
    assert_eq!(ended.events[2].1.to_string(), json!({"__interrupt__": shown}).to_string());
    assert_eq!(ended.events[3].1, json!({"q": "ok?", "__interrupt__": shown}));
    assert_eq!((&ended.events[4].1["result"], &ended.events[4].1["interrupts"]), (&json!({}), &shown));
    assert_eq!(ended.values(), json!({"q": "ok?"}));
    assert_eq!(ended.output(), json!({"q": "ok?", "__interrupt__": shown}));
    let task = ended.events[1].1["id"].as_str().unwrap();
    let kept = json!([{"id": id, "value": {"question": "ok?"}}]);
    assert_eq!(ended.interrupts(), json!({task: kept}));
    let state = bench.state("interrupter").await;
    assert_eq!((&state["next"], &state["interrupts"]), (&json!(["ask"]), &kept));
    assert_eq!(
        state["tasks"],
        json!([{
            "id": task, "name": "ask", "path": ["__pregel_pull", "ask"], "error": null, "interrupts": kept,
            "checkpoint": null, "state": null, "result": null
        }])
    );

    let kwargs = json!({"command": {"resume": {id: "mapped"}}, "stream_mode": ["values", "updates"]});
    let ended = bench.run("interrupter", kwargs).await;
    let expected = [
        ("values", json!({"q": "ok?"})),
        ("updates", json!({"ask": {"answer": "mapped"}})),
        ("values", json!({"q": "ok?", "answer": "mapped"})),
        ("updates", json!({"finish": {"done": true}})),
        ("values", json!({"q": "ok?", "answer": "mapped", "done": true})),
    ];
    assert_eq!(ended.events, expected.map(|(name, data)| (name.to_owned(), data)));
    assert_eq!((ended.status(), ended.interrupts()), (DONE, Value::Null));

    // Nothing waits any more: the answer changes nothing.
    let ended = bench.run("interrupter", json!({"command": {"resume": "again"}})).await;
    assert_eq!((ended.status(), ended.values()), (DONE, json!({"q": "ok?", "answer": "mapped", "done": true})));
}

#[tokio::test]
async fn a_stateless_run_shows_its_question() {
    let ended = Bench::reference().stateless("interrupter", json!({"input": {"q": "ok?"}})).await;
    assert_eq!(ended.output()["__interrupt__"][0]["value"], json!({"question": "ok?"}));
}

#[tokio::test]
async fn new_input_restarts_from_the_beginning() {
    let bench = Bench::reference();
    bench.run("interrupter", json!({"input": {"q": "first"}})).await;
    let ended = bench.run("interrupter", json!({"input": {"q": "second"}})).await;
    assert_eq!(ended.output()["__interrupt__"][0]["value"], json!({"question": "second"}));
    // What the reference answered to an update as a node, while the thread was interrupted.
    let updated =
        bench.call("interrupter", "state.update", json!({"values": {"answer": "manual"}, "as_node": "ask"})).await;
    assert_eq!((&updated["values"], &updated["waiting"]), (&json!({"q": "second", "answer": "manual"}), &json!(true)));
    assert_eq!(bench.state("interrupter").await["next"], json!(["finish"]));
}

#[tokio::test]
async fn command_goto_and_update() {
    let bench = Bench::reference();
    bench.run("interrupter", json!({"input": {"q": "1"}})).await;
    // As the reference answers a command with `goto` and `update`: both nodes are due, and one still asks.
    let command = json!({"command": {"goto": "finish", "update": {"answer": "u"}}, "stream_mode": ["updates"]});
    let ended = bench.run("interrupter", command).await;
    assert_eq!(ended.of("updates")[0], &json!({"__interrupt__": ended.output()["__interrupt__"]}));
    assert_eq!(ended.of("updates")[1], &json!({"finish": {"done": true}}));
    assert_eq!(ended.output()["__interrupt__"][0]["value"], json!({"question": "1"}));
    assert_eq!((&ended.output()["q"], &ended.output()["answer"]), (&json!("1"), &json!("u")));
    // The latest state shows what the finished node wrote, though its superstep is not over.
    let state = bench.state("interrupter").await;
    assert_eq!((&state["values"]["done"], &state["next"]), (&json!(true), &json!(["ask"])));
    // The node that is done is not run again, and the answer ends the superstep with what both wrote.
    let ended = bench.run("interrupter", json!({"command": {"resume": "v"}, "stream_mode": ["updates"]})).await;
    assert_eq!(ended.of("updates")[0], &json!({"finish": {"done": true}, "__metadata__": {"cached": true}}));
    assert_eq!(ended.values(), json!({"q": "1", "answer": "v", "done": true}));

    // As the reference answers a command whose `goto` is a list of `Send`s: two tasks of one superstep write the same
    // key.
    bench.run("interrupter", json!({"input": {"q": "2"}})).await;
    bench.run("interrupter", json!({"command": {"goto": "finish"}})).await;
    let send = json!({"command": {"goto": {"node": "finish", "input": {"q": "z"}}, "resume": "x"}});
    let error = bench.run("interrupter", send).await.error();
    assert_eq!(error.error, "InvalidUpdateError");
    assert!(error.message.starts_with("At key 'done': Can receive only one value per step."), "{}", error.message);

    let error = bench.run("interrupter", json!({"command": {"goto": "zzz"}})).await.error();
    assert_eq!((error.error.as_str(), error.message.as_str()), ("InvalidUpdateError", "Node zzz does not exist"));
}

#[tokio::test]
async fn breakpoints_stop_before_and_after() {
    let bench = Bench::reference();
    let kwargs =
        json!({"input": {"messages": ["a"]}, "interrupt_before": ["echo"], "stream_mode": ["values", "updates"]});
    let ended = bench.run("echo", kwargs).await;
    assert_eq!((ended.status(), ended.output()), (WAITING, json!({"messages": ["a"]})));
    assert_eq!(ended.events[1], ("updates".to_owned(), json!({"__interrupt__": []})));
    let ended = bench.run("echo", json!({"input": null, "interrupt_before": ["echo"]})).await;
    assert_eq!((ended.status(), ended.output()), (DONE, json!({"messages": ["a", "echo"], "counter": 1})));

    let bench = Bench::reference();
    let ended = bench.run("steps", json!({"input": {"n": 3}, "interrupt_after": "*"})).await;
    assert_eq!((ended.status(), ended.output()), (WAITING, json!({"n": 3, "i": 1})));
    let ended = bench.run("steps", json!({"input": null, "interrupt_before": "*"})).await;
    assert_eq!((ended.status(), ended.output()), (WAITING, json!({"n": 3, "i": 2})));
    // "interrupt_before unknown"
    let ended = bench.run("steps", json!({"input": null, "interrupt_before": ["zzz"]})).await;
    assert_eq!((ended.status(), ended.output()), (DONE, json!({"n": 3, "i": 3})));
}

/// Two sends and a node that asks twice, in one superstep.
fn parallel() -> BuiltGraph {
    GraphBuilder::new()
        .channel("xs", Reducer::Append)
        .channel("q", Reducer::Replace)
        .node("nothing", async |_, _| Ok(Update::new().send("w", json!({"q": "1"})).send("w", json!({"q": "2"}))))
        .node("w", async |state, _| Ok(Update::new().set("xs", [state.require::<String>("q")?])))
        .node("ask", async |_, context| {
            let first = context.interrupt(json!({"a": 1}))?;
            let second = context.interrupt(json!({"b": 2}))?;
            Ok(Update::new().set("xs", [first, second]))
        })
        .edge(START, "nothing")
        .edge("nothing", "ask")
        .edge("ask", END)
        .edge("w", END)
        .build()
        .unwrap()
}

#[tokio::test]
async fn several_interrupts_of_a_node_are_answered_in_order() {
    let bench = Bench::new(parallel());
    let kwargs = json!({"input": {"q": "z"}, "stream_mode": ["values", "checkpoints"]});
    let ended = bench.run("graph", kwargs).await;
    // What the others did is shown at the end, but not part of the state yet.
    assert_eq!(ended.of("values").last(), Some(&&json!({"xs": ["1", "2"], "q": "z"})));
    assert_eq!(ended.of("checkpoints").last().unwrap()["next"], json!(["w", "w", "ask"]));
    assert_eq!(ended.output()["xs"], json!([]));
    assert_eq!(ended.output()["__interrupt__"][0]["value"], json!({"a": 1}));
    let paths: Vec<_> =
        bench.state("graph").await["tasks"].as_array().unwrap().iter().map(|t| t["path"].clone()).collect();
    assert_eq!(
        paths,
        [json!(["__pregel_push", 0, false]), json!(["__pregel_push", 1, false]), json!(["__pregel_pull", "ask"])]
    );

    let modes = json!(["values", "updates", "tasks"]);
    let ended = bench.run("graph", json!({"command": {"resume": "A"}, "stream_mode": modes})).await;
    assert_eq!(
        ended.names(),
        ["values", "tasks", "tasks", "tasks", "updates", "updates", "updates", "values", "tasks", "values"]
    );
    assert_eq!(ended.events[1].1["triggers"], json!(["__pregel_push"]));
    assert_eq!(ended.events[4].1, json!({"w": {"xs": ["1"]}, "__metadata__": {"cached": true}}));
    assert_eq!(ended.output()["__interrupt__"][0]["value"], json!({"b": 2}));

    let ended = bench.run("graph", json!({"command": {"resume": "B"}})).await;
    assert_eq!((ended.status(), ended.values()), (DONE, json!({"xs": ["A", "B", "1", "2"], "q": "z"})));
}

#[tokio::test]
async fn two_questions_need_ids() {
    let ask = async |_, context: runyard_graph::NodeContext| {
        let answer = context.interrupt(context.node())?;
        Ok(Update::new().set("xs", [answer]))
    };
    let graph = GraphBuilder::new()
        .channel("xs", Reducer::Append)
        .node("a", ask)
        .node("b", ask)
        .edge(START, "a")
        .edge(START, "b");
    let bench = Bench::new(graph.build().unwrap());
    let ended = bench.run("graph", json!({"input": {}})).await;
    let asked = ended.output()["__interrupt__"].clone();
    let (a, b) = (asked[0]["id"].as_str().unwrap(), asked[1]["id"].as_str().unwrap());
    let error = bench.run("graph", json!({"command": {"resume": "which?"}})).await.error();
    assert_eq!(error.error, "RuntimeError");
    let ended = bench.run("graph", json!({"command": {"resume": {b: "for b"}}})).await;
    assert_eq!(ended.output()["__interrupt__"].as_array().unwrap().len(), 1);
    let ended = bench.run("graph", json!({"command": {"resume": {a: "for a"}}})).await;
    assert_eq!((ended.status(), ended.values()), (DONE, json!({"xs": ["for a", "for b"]})));
}
