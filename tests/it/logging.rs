//! What the server's log says about runs, and what of the graphs' own logging arrives in it.

use serde_json::{Value, json};

use crate::support::{Options, Server, until};

const GRAPHS: &str = r#"
import logging, sys
from typing_extensions import TypedDict
from langgraph.graph import StateGraph, START
from langgraph.types import interrupt
log = logging.getLogger("my.app")
class State(TypedDict, total=False):
    x: str
def helper(s):
    return s["x"]["nope"]
def fails(s):
    return {"x": helper(s)}
def speaks(s):
    log.info("hello")
    log.warning("careful \x1b[2J")
    print("printed")
    print("to stderr", file=sys.stderr)
    return {"x": "done"}
def asks(s):
    return {"x": interrupt("ok?")}
def make(*nodes):
    g = StateGraph(State)
    before = START
    for at, node in enumerate(nodes):
        name = f"{getattr(node, '__name__', 'sub')}{at}"
        g.add_node(name, node)
        g.add_edge(before, name)
        before = name
    return g.compile()
ok = make(speaks, lambda s: {}, lambda s: {"x": "end"})
bad = make(make(fails))
stops = make(asks)
def factory(config):
    raise RuntimeError("no model")
"#;

const CONFIG: &str =
    r#"{"graphs": {"ok": "./g.py:ok", "bad": "./g.py:bad", "stops": "./g.py:stops", "factory": "./g.py:factory"}}"#;

struct Logged {
    server: Server,
    dir: tempfile::TempDir,
}

impl Logged {
    fn start(args: &[&str]) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(dir.path().join("g.py"), GRAPHS).expect("a file");
        std::fs::write(dir.path().join("langgraph.json"), CONFIG).expect("a file");
        let options = Options::project(dir.path().join("langgraph.json"), 2);
        Self::start_with(dir, options, args)
    }

    /// A server of the reference graphs in Rust.
    fn start_in_rust(args: &[&str]) -> Self {
        Self::start_with(tempfile::tempdir().expect("a temporary folder"), Options::default(), args)
    }

    fn start_with(dir: tempfile::TempDir, options: Options, args: &[&str]) -> Self {
        let options = options.args(args).log_to(&dir.path().join("log"));
        Self { server: Server::start(options), dir }
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.dir.path().join("log")).unwrap_or_default()
    }

    /// The JSON records so far.
    fn records(&self) -> Vec<Value> {
        self.text().lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    /// The first record with this message.
    async fn record(&self, message: &str) -> Value {
        let find =
            || self.records().into_iter().find(|record| record["msg"].as_str().is_some_and(|m| m.starts_with(message)));
        until(|| find().is_some()).await;
        find().expect("a record")
    }

    async fn run(&self, graph: &str) -> Value {
        self.server.post("/runs/wait", json!({"assistant_id": graph, "input": {"x": "a"}})).await
    }

    fn line_of(text: &str) -> usize {
        GRAPHS.lines().position(|line| line.contains(text)).expect("a line") + 1
    }
}

#[tokio::test]
async fn a_failed_run_is_an_error_with_its_place_and_clients_get_the_text_only() {
    let logged = Logged::start(&["--log-json"]);
    let answer = logged.run("bad").await;
    let error = json!({"error": "TypeError", "message": "string indices must be integers, not 'str'"});
    assert_eq!(answer, json!({"__error__": error}));
    let record = logged.record("run failed: TypeError").await;
    let at =
        format!("{}:{}", logged.dir.path().canonicalize().unwrap().join("g.py").display(), Logged::line_of("nope"));
    let fields = ["level", "graph", "node", "at"].map(|name| record[name].as_str().unwrap_or("-"));
    assert_eq!(fields, ["ERRO", "bad", "sub0:fails0", &at]);
    assert!(record["run_id"].is_string() && record["thread_id"].is_string() && record["supersteps"] == 0, "{record}");
    assert!(record["traceback"].as_str().is_some_and(|text| text.contains("in helper")), "{record}");
    // A factory has no node.
    logged.run("factory").await;
    let record = logged.record("run failed: RuntimeError: no model").await;
    assert!(
        record["node"].is_null()
            && record["at"].as_str().unwrap().ends_with(&format!(":{}", Logged::line_of("no model")))
    );
    // Not in production, unless asked for.
    assert!(!logged.text().contains("run started"));
}

#[tokio::test]
async fn lines_for_runs_say_how_they_ended_and_how_far_they_came() {
    let logged = Logged::start(&["--log-json", "--log-runs"]);
    logged.run("ok").await;
    let record = logged.record("run succeeded").await;
    assert_members!(record, {"graph": "ok", "supersteps": 3});
    assert!(record["ms"].is_u64() && record["run_id"].is_string());
    let thread = logged.server.thread().await;
    let run = json!({"assistant_id": "stops", "input": {"x": "a"}});
    logged.server.post(&format!("/threads/{thread}/runs/wait"), run).await;
    assert_eq!(logged.record("run stopped at an interrupt").await["thread_id"], thread.as_str());
    let resume = json!({"assistant_id": "stops", "command": {"resume": "yes"}});
    logged.server.post(&format!("/threads/{thread}/runs/wait"), resume).await;
    let count = || logged.records().iter().filter(|record| record["msg"] == "run succeeded").count();
    until(|| count() == 2).await;
    assert_eq!(logged.records().iter().filter(|record| record["msg"] == "run started").count(), 3);
}

#[tokio::test]
async fn lines_for_runs_of_graphs_in_rust_say_how_far_they_came() {
    let logged = Logged::start_in_rust(&["--log-json", "--log-runs"]);
    let input = json!({"assistant_id": "steps", "input": {"n": 4}});
    logged.server.post("/runs/wait", input).await;
    let record = logged.record("run succeeded").await;
    assert_members!(record, {"graph": "steps", "supersteps": 4});
    let failing = json!({"assistant_id": "failer", "input": {"msg": "no"}});
    logged.server.post("/runs/wait", failing).await;
    let record = logged.record("run failed").await;
    // It fails in its second superstep.
    assert_members!(record, {"graph": "failer", "supersteps": 1});
}

#[tokio::test]
async fn the_projects_records_keep_level_and_logger_and_output_its_stream() {
    let logged = Logged::start(&["--log-json"]);
    logged.run("ok").await;
    let hello = logged.record("hello").await;
    assert_members!(hello, {"level": "INFO", "logger": "my.app"});
    assert!(hello["run_id"].is_string(), "{hello}");
    let careful = logged.record("careful").await;
    assert_members!(careful, {"level": "WARN", "msg": "careful \\u{1b}[2J"});
    assert_eq!(logged.record("printed").await["stream"], "stdout");
    assert_eq!(logged.record("to stderr").await["stream"], "stderr");
}

#[tokio::test]
async fn at_a_terminal_the_traceback_is_for_debugging() {
    let quiet = Logged::start(&[]);
    quiet.run("bad").await;
    until(|| quiet.text().contains("run failed: TypeError")).await;
    assert!(!quiet.text().contains("Traceback"), "{}", quiet.text());
    let debug = Logged::start(&["--log-level", "debug"]);
    debug.run("bad").await;
    until(|| debug.text().contains("in helper")).await;
}
