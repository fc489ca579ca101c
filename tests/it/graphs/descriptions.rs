//! What graphs look like over HTTP: drawings, schemas and the graphs inside of them. Python and native graphs.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::support::{Options, Server, fixture};

/// A project in a folder, with the graphs that are named.
fn project(folder: &Path, graphs: &[&str]) -> Options {
    fs::copy(fixture("descriptions").join("graphs.py"), folder.join("graphs.py")).unwrap();
    fs::write(folder.join("broken.py"), "import nothing_of_this_name\n").unwrap();
    let path =
        |name: &str| if name == "broken" { "./broken.py:graph".to_owned() } else { format!("./graphs.py:{name}") };
    let graphs: serde_json::Map<_, _> = graphs.iter().map(|name| ((*name).to_owned(), json!(path(name)))).collect();
    let config = folder.join("langgraph.json");
    fs::write(&config, json!({"dependencies": ["."], "graphs": graphs}).to_string()).unwrap();
    Options::project(config, 1)
}

async fn system(server: &Server, graph_id: &str) -> String {
    let found = server.post("/assistants/search", json!({"graph_id": graph_id})).await;
    found[0]["assistant_id"].as_str().expect("an id").to_owned()
}

async fn configured(server: &Server, graph_id: &str, context: Value) -> String {
    let made = server.post("/assistants", json!({"graph_id": graph_id, "context": context})).await;
    made["assistant_id"].as_str().expect("an id").to_owned()
}

fn nodes(drawing: &Value) -> Vec<&str> {
    drawing["nodes"].as_array().expect("nodes").iter().map(|node| node["id"].as_str().expect("an id")).collect()
}

fn names(subgraphs: &Value) -> Vec<&str> {
    subgraphs.as_object().expect("an object").keys().map(String::as_str).collect()
}

async fn detail(server: &Server, path: &str, status: u16) -> String {
    let (found, answer) = server.send("GET", path, None).await;
    assert_eq!(found, status, "{path}: {answer}");
    answer["detail"].as_str().expect("a reason").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn native_graphs_describe_themselves() {
    let server = Server::native();
    let id = system(&server, "steps").await;
    let drawing = server.get("/assistants/steps/graph").await;
    // As the reference draws the same graph.
    assert_eq!(
        drawing,
        json!({
            "nodes": [
                {"id": "__start__", "type": "runnable", "data": {"name": "__start__"}},
                {"id": "step", "type": "runnable", "data": {"name": "step"}},
                {"id": "__end__"}
            ],
            "edges": [
                {"source": "__start__", "target": "step"},
                {"source": "step", "target": "__end__", "conditional": true},
                {"source": "step", "target": "step", "conditional": true}
            ]
        })
    );
    for path in [
        format!("/assistants/{id}/graph"),
        format!("/assistants/{id}/graph?xray=true"),
        "/assistants/steps/graph?xray=3".into(),
    ] {
        assert_eq!(server.get(&path).await, drawing, "{path}");
    }
    let schemas = server.get(&format!("/assistants/{id}/schemas")).await;
    assert_eq!(
        names(&schemas),
        ["graph_id", "input_schema", "output_schema", "state_schema", "config_schema", "context_schema"]
    );
    assert_members!(schemas, {
        "graph_id": "steps",
        "state_schema": {"properties": {"n": {"type": "integer", "..": ".."}, "..": ".."}, "..": ".."},
    });
    for path in ["subgraphs", "subgraphs?recurse=true", "subgraphs/child"] {
        assert_eq!(server.get(&format!("/assistants/{id}/{path}")).await, json!({}), "{path}");
    }
    for xray in ["0", "-1", "abc", "1.5"] {
        let wrong = detail(&server, &format!("/assistants/steps/graph?xray={xray}"), 422).await;
        assert!(wrong.contains("xray"), "{wrong}");
    }
    let wrong = detail(&server, &format!("/assistants/{id}/subgraphs?recurse=abc"), 422).await;
    assert!(wrong.contains("recurse"), "{wrong}");
    assert_eq!(detail(&server, "/assistants/nope/graph", 422).await, "Invalid assistant ID: must be a UUID");
}

#[tokio::test(flavor = "multi_thread")]
async fn graphs_inside_of_graphs_are_shown_as_deep_as_asked() {
    let temp = tempfile::tempdir().unwrap();
    let server = Server::start(project(temp.path(), &["plain", "nested"]));
    let drawn = async |query: &str| nodes(&server.get(&format!("/assistants/nested/graph{query}")).await).join(" ");
    for query in ["", "?xray=false", "?xray=False", "?xray="] {
        assert_eq!(drawn(query).await, "__start__ child __end__", "{query}");
    }
    // The reference draws the same.
    assert_eq!(drawn("?xray=1").await, "__start__ __end__ child:grandchild");
    for query in ["?xray=true", "?xray=True", "?xray=2", "?xray=100"] {
        assert_eq!(drawn(query).await, "__start__ __end__ child:grandchild:leaf", "{query}");
    }
    let id = system(&server, "nested").await;
    let inside = async |path: &str| server.get(&format!("/assistants/{id}/subgraphs{path}")).await;
    for (path, expected) in [
        ("", vec!["child"]),
        ("?recurse=false", vec!["child"]),
        ("?recurse=true", vec!["child", "child|grandchild"]),
        ("/child", vec!["child"]),
        ("/child?recurse=true", vec!["child"]),
        ("/child%7Cgrandchild", vec![]),
        ("/child%7Cgrandchild?recurse=true", vec!["child|grandchild"]),
        ("/grandchild?recurse=true", vec![]),
        ("/zzz", vec![]),
    ] {
        assert_eq!(names(&inside(path).await), expected, "{path}");
    }
    let schemas = inside("").await["child"].clone();
    let properties = json!({"x": {"title": "X", "type": "integer"}});
    let schema = json!({"properties": properties, "title": "State", "type": "object"});
    assert_members!(schemas, {
        "input_schema": schema, "output_schema": schema, "config_schema": {}, "context_schema": null,
    });
    let plain = system(&server, "plain").await;
    assert_eq!(server.get(&format!("/assistants/{plain}/subgraphs")).await, json!({}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_factory_is_asked_with_the_assistants_config_and_once() {
    let temp = tempfile::tempdir().unwrap();
    let server = Server::start(project(temp.path(), &["factory"]));
    let calls = || fs::read_to_string(temp.path().join("calls")).unwrap_or_default().lines().count();
    let (red, blue) = (
        configured(&server, "factory", json!({"which": "red"})).await,
        configured(&server, "factory", json!({"which": "blue"})).await,
    );
    let drawn = async |id: &str| nodes(&server.get(&format!("/assistants/{id}/graph")).await)[1].to_owned();
    assert_eq!(drawn("factory").await, "node_none");
    assert_eq!(drawn(&red).await, "node_red");
    assert_eq!(drawn(&blue).await, "node_blue");
    assert_eq!(calls(), 3);
    // Asked again, and by another assistant that is configured the same, nothing is made again.
    let like_red = configured(&server, "factory", json!({"which": "red"})).await;
    for _ in 0..3 {
        assert_eq!((drawn(&red).await, drawn(&like_red).await), ("node_red".to_owned(), "node_red".to_owned()));
    }
    assert_eq!(calls(), 3);
    for _ in 0..3 {
        let schemas = server.get(&format!("/assistants/{red}/schemas")).await;
        assert_eq!(schemas["state_schema"]["title"], "factory_state");
        assert_eq!(server.get(&format!("/assistants/{red}/subgraphs")).await, json!({}));
    }
    assert_eq!(calls(), 5, "schemas and subgraphs, once each");
    // Another version is another config.
    let (status, _) =
        server.send("PATCH", &format!("/assistants/{red}"), Some(json!({"context": {"which": "green"}}))).await;
    assert_eq!((status, drawn(&red).await.as_str()), (200, "node_green"));
    // A failure is told each time, and is not kept.
    let bad = configured(&server, "factory", json!({"which": "bad"})).await;
    let before = calls();
    for part in ["graph", "schemas", "subgraphs", "graph"] {
        let reason = detail(&server, &format!("/assistants/{bad}/{part}"), 400).await;
        assert_eq!(reason, "RuntimeError: no graph is called bad");
    }
    assert_eq!(calls(), before + 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_described_says_so() {
    let temp = tempfile::tempdir().unwrap();
    let server = Server::start(project(temp.path(), &["plain", "odd", "broken"]));
    // Pydantic makes no schema of a class of its own: null, and the rest is there.
    let odd = system(&server, "odd").await;
    let schemas = server.get(&format!("/assistants/{odd}/schemas")).await;
    for name in ["input_schema", "output_schema", "context_schema"] {
        assert_eq!(schemas[name], Value::Null, "{name}");
    }
    // The field is open, and others would be there.
    assert_members!(schemas, {
        "state_schema": {"properties": {"odd": {"default": null, "title": "Odd"}, "..": ".."}, "..": ".."},
        "config_schema": {},
    });
    assert_eq!(nodes(&server.get(&format!("/assistants/{odd}/graph")).await), ["__start__", "only", "__end__"]);
    // Asked about a graph that could not be imported: what runs of it are answered.
    server.post("/runs/wait", json!({"assistant_id": "plain", "input": {}})).await;
    let broken = system(&server, "broken").await;
    for part in ["graph", "schemas", "subgraphs", "subgraphs/x"] {
        let reason = detail(&server, &format!("/assistants/{broken}/{part}"), 422).await;
        assert!(reason.starts_with("Graph 'broken' could not be imported: "), "{reason}");
        assert!(reason.contains("nothing_of_this_name"), "{reason}");
    }

    // A graph that is not in the configuration any more leaves its assistants behind.
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start_in(data.path(), project(temp.path(), &["plain", "odd"]));
    let left = configured(&server, "odd", json!({})).await;
    server.kill();
    let server = Server::start_in(data.path(), project(temp.path(), &["plain"]));
    for part in ["graph", "schemas", "subgraphs", "subgraphs/x"] {
        let reason = detail(&server, &format!("/assistants/{left}/{part}"), 404).await;
        assert_eq!(reason, "Graph 'odd' not found. Expected one of: ['plain']");
    }
    assert_eq!(server.get(&format!("/assistants/{left}")).await["graph_id"], "odd");
    assert_eq!(detail(&server, "/assistants/odd/graph", 422).await, "Invalid assistant ID: must be a UUID");
}

/// A graph in a file of its own, which asks a question.
const TALK: &str = r#"
import operator
from typing import Annotated

from langgraph.graph import START, StateGraph
from langgraph.types import interrupt
from typing_extensions import TypedDict


class State(TypedDict, total=False):
    said: Annotated[list, operator.add]
    n: int


g = StateGraph(State)
g.add_node("first", lambda state: {"said": ["first"], "n": 1})
g.add_node("ask", lambda state: {"said": [interrupt("ok?")]})
g.add_edge(START, "first")
g.add_edge("first", "ask")
graph = g.compile()
"#;

fn configure(folder: &Path, graphs: &Value) {
    fs::write(folder.join("langgraph.json"), json!({"dependencies": ["."], "graphs": graphs}).to_string()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_state_of_a_thread_can_be_read_while_its_graph_is_broken_or_removed() {
    let temp = tempfile::tempdir().unwrap();
    let data = tempfile::tempdir().unwrap();
    let options = project(temp.path(), &["plain"]);
    let both = json!({"plain": "./graphs.py:plain", "talk": "./talk.py:graph"});
    let talk = temp.path().join("talk.py");
    configure(temp.path(), &both);
    fs::write(&talk, TALK).unwrap();
    let mut server = Server::start_in(data.path(), options.clone());
    let thread = server.thread().await;
    let path = |part: &str| format!("/threads/{thread}{part}");
    server.post(&path("/runs/wait"), json!({"assistant_id": "talk", "input": {"said": ["in"]}})).await;
    let shown = server.get(&path("")).await;
    let before = server.get(&path("/state")).await;
    let history = server.get(&path("/history")).await;
    assert_members!(before, {"values": {"said": ["in", "first"], "..": ".."}, "next": ["ask"]});

    let only_plain = json!({"plain": "./graphs.py:plain"});
    let only_talk = json!({"talk": "./talk.py:graph"});
    for (graphs, code, reason) in [
        (&both, "import nothing_of_this_name\n", "Graph 'talk' could not be imported"),
        (&only_talk, "import nothing_of_this_name\n", "nothing_of_this_name"),
        (&only_plain, TALK, "Graph 'talk' not found. Expected one of: ['plain']"),
    ] {
        server.kill();
        configure(temp.path(), graphs);
        fs::write(&talk, code).unwrap();
        server = Server::start_in(data.path(), options.clone());
        let at = format!("/state/{}", before["checkpoint_id"].as_str().unwrap());
        for part in ["/state", "/state?subgraphs=true", &at] {
            let mut state = server.get(&path(part)).await;
            let metadata = state["metadata"].as_object_mut().expect("metadata");
            let error = metadata.remove("graph_error").expect("a reason");
            assert!(error.as_str().unwrap().contains(reason), "{error}");
            let expected = Value::Object(
                before
                    .as_object()
                    .unwrap()
                    .clone()
                    .into_iter()
                    .map(|(k, v)| if k == "next" || k == "tasks" { (k, json!([])) } else { (k, v) })
                    .collect(),
            );
            assert_eq!(state, expected, "{part}");
        }
        let states = server.get(&path("/history")).await;
        assert_eq!(states.as_array().unwrap().len(), history.as_array().unwrap().len());
        for (state, known) in states.as_array().unwrap().iter().zip(history.as_array().unwrap()) {
            assert_eq!(state["checkpoint_id"], known["checkpoint_id"]);
            // Before the input only the graph knows how its values begin.
            if known["metadata"]["step"] != json!(-1) {
                assert_eq!(state["values"], known["values"]);
            }
        }
        let older = json!({"limit": 1, "before": {"configurable": {"checkpoint_id": before["checkpoint_id"]}}});
        assert_eq!(server.post(&path("/history"), older).await[0]["checkpoint_id"], history[1]["checkpoint_id"]);
        assert_eq!(server.get(&path("")).await, shown);
        let update = Some(json!({"values": {"n": 2}}));
        let refused = server.send("POST", &path("/state"), update).await;
        assert!(refused.0 >= 400, "only the graph can write a state: {refused:?}");
    }

    server.kill();
    configure(temp.path(), &both);
    let server = Server::start_in(data.path(), options);
    assert_eq!(server.get(&path("/state")).await, before);
    let resumed = json!({"assistant_id": "talk", "command": {"resume": "yes"}});
    assert_eq!(server.post(&path("/runs/wait"), resumed).await["said"], json!(["in", "first", "yes"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_of_graphs_are_any_strings() {
    let temp = tempfile::tempdir().unwrap();
    let options = project(temp.path(), &["plain"]);
    let ids = ["My Agent", "agent.v1", "größe", "日本", "a/b", "100%", "a:b?c#d", "..", "'quoted\""];
    let graphs: serde_json::Map<_, _> = ids.iter().map(|id| ((*id).to_owned(), json!("./graphs.py:plain"))).collect();
    configure(temp.path(), &Value::Object(graphs));
    let server = Server::start(options);
    for id in ids {
        let assistant = system(&server, id).await;
        let drawing = server.get(&format!("/assistants/{assistant}/graph")).await;
        assert_eq!(nodes(&drawing), ["__start__", "only", "__end__"], "{id}");
        assert_eq!(server.get(&format!("/assistants/{assistant}/schemas")).await["graph_id"], id);
        assert_eq!(server.get(&format!("/assistants/{assistant}/subgraphs")).await, json!({}));
        let thread = server.thread().await;
        let input = json!({"assistant_id": id, "input": {}});
        assert_eq!(server.post(&format!("/threads/{thread}/runs/wait"), input.clone()).await, json!({"x": 1}), "{id}");
        assert_eq!(server.post("/runs/wait", input).await, json!({"x": 1}), "{id}");
        let state = server.get(&format!("/threads/{thread}/state")).await;
        assert_members!(state, {"values": {"x": 1}, "metadata": {"graph_id": id, "..": ".."}});
        let found = server.post("/threads/search", json!({"metadata": {"graph_id": id}})).await;
        assert_eq!(found[0]["thread_id"], thread);
        // A path cannot hold this one: clients resolve it.
        if id != ".." {
            let mut url = reqwest::Url::parse(&server.url).unwrap();
            url.path_segments_mut().unwrap().extend(["assistants", id, "graph"]);
            let named: Value = server.http.get(url).send().await.unwrap().json().await.unwrap();
            assert_eq!(named, drawing, "{id}");
        }
    }
}
