//! The document's examples are of one imaginary server: graphs `agent` and `approval`, their threads, runs and
//! checkpoints. This catalog says which reference graph (`conformance/graphs/`) stands for each graph of the examples,
//! and which fixture each example needs before it can be replayed.

use serde_json::{Map, Value, json};

use super::fixture::Fixture;

/// How one example is replayed.
#[derive(Debug, Clone)]
pub(super) struct ReplayPlan {
    /// What has to exist on the server.
    pub fixture: Fixture,
    /// Members of the body to replace (`Some`) or to leave out (`None`), by name.
    pub body: Vec<(&'static str, Option<Value>)>,
    /// Parameters of the query to send.
    pub query: Vec<(&'static str, &'static str)>,
    /// Headers to send. A value that is the name of an id of the fixture stands for that id.
    pub headers: Vec<(&'static str, &'static str)>,
    /// The status, when it is not the one that has an example of the same name.
    pub status: Option<u16>,
    /// Whether the answer comes in the shape of the example.
    pub has_shape: bool,
    /// Places of the answer, as JSON pointers, that differ in shape because another graph answers.
    pub other_shape_at: &'static [&'static str],
    /// Whether a run is started once the answer has begun, for streams that show what happens from then on.
    pub run_meanwhile: bool,
    /// Whether nothing else may run at the same time.
    pub alone: bool,
}

impl ReplayPlan {
    fn of(fixture: Fixture) -> Self {
        Self {
            fixture,
            body: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            status: None,
            has_shape: true,
            other_shape_at: &[],
            run_meanwhile: false,
            alone: false,
        }
    }

    fn with(mut self, member: &'static str, value: Value) -> Self {
        self.body.push((member, Some(value)));
        self
    }

    fn without(mut self, member: &'static str) -> Self {
        self.body.push((member, None));
        self
    }

    fn query(mut self, name: &'static str, value: &'static str) -> Self {
        self.query.push((name, value));
        self
    }

    fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    fn without_shape(mut self) -> Self {
        self.has_shape = false;
        self
    }

    fn other_shape_at(mut self, places: &'static [&'static str]) -> Self {
        self.other_shape_at = places;
        self
    }

    fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    fn run_meanwhile(mut self) -> Self {
        self.run_meanwhile = true;
        self
    }
}

/// How an example of an operation is replayed. `example` is the name of a request's example, or of an answer's where
/// requests have no body, or a status that has no example, or `parameters`.
pub(super) fn plan(operation: &str, example: &str, path: &str) -> ReplayPlan {
    use Fixture::{
        ChangedAssistant, EmptyThread, FailedRun, InterruptedRun, Nothing, PendingRun, ResumableRun, RunFailingSoon,
        RunningRun, SucceededRun, SystemAssistant, UnusedThreadId,
    };
    match (operation, example) {
        ("create_assistant", "configured") => ReplayPlan::of(Fixture::UnusedAssistantId),
        ("create_assistant", "taken") | ("count_assistants", _) => ReplayPlan::of(Fixture::Assistant),
        ("get_assistant", _) => ReplayPlan::of(SystemAssistant("echo")),
        // Their schemas are those of the graph; workflows check them.
        ("get_assistant_schemas", _) => ReplayPlan::of(SystemAssistant("echo")).other_shape_at(&[
            "/input_schema",
            "/output_schema",
            "/state_schema",
            "/config_schema",
            "/context_schema",
        ]),
        ("get_assistant_subgraphs" | "get_assistant_subgraphs_at", _) => ReplayPlan::of(SystemAssistant("subgraph"))
            .other_shape_at(&["/child/input_schema", "/child/output_schema", "/child/state_schema"]),
        // The example names the assistant by its graph.
        ("get_assistant_graph", _) => ReplayPlan::of(Nothing),
        ("patch_assistant", "configured") => ReplayPlan::of(ChangedAssistant),
        ("get_assistant_versions" | "set_latest_assistant_version", _) => ReplayPlan::of(ChangedAssistant),

        ("search_crons", _) => ReplayPlan::of(Fixture::Cron),
        ("count_crons", _) => ReplayPlan::of(EmptyThread),

        ("metrics", "one_run") => ReplayPlan::of(Nothing).query("format", "json"),

        ("create_thread", "chosen_id") => ReplayPlan::of(UnusedThreadId),
        ("create_thread", "taken") => ReplayPlan::of(EmptyThread),
        ("search_threads", "interrupted") | ("count_threads", _) => ReplayPlan::of(InterruptedRun),
        ("search_threads", _) | ("prune_threads", _) => ReplayPlan::of(SucceededRun),
        ("get_thread", "failed") => ReplayPlan::of(FailedRun).other_shape_at(&["/values"]),
        ("get_thread_storage", "small") => ReplayPlan::of(SucceededRun).other_shape_at(&["/channel_values/by_channel"]),
        ("patch_thread", "204") => ReplayPlan::of(EmptyThread).header("Prefer", "return=minimal"),
        ("patch_thread", _) => ReplayPlan::of(EmptyThread),
        ("copy_thread", _) => ReplayPlan::of(InterruptedRun),
        ("get_thread_state", "never_run") => ReplayPlan::of(EmptyThread),
        // Older states have fewer values than the one in the example.
        ("get_thread_history", "interrupted") => ReplayPlan::of(InterruptedRun).query("limit", "1"),
        (
            "get_thread_state"
            | "get_thread_state_at"
            | "get_thread_state_at_checkpoint"
            | "update_thread_state"
            | "get_thread_history"
            | "search_thread_history",
            _,
        ) => ReplayPlan::of(InterruptedRun),
        ("join_thread_stream", "parameters") => ReplayPlan::of(ResumableRun),
        ("join_thread_stream", _) => ReplayPlan::of(EmptyThread).query("stream_modes", "lifecycle").run_meanwhile(),

        ("list_runs", "none") => ReplayPlan::of(EmptyThread),
        ("create_run", "delayed") => ReplayPlan::of(UnusedThreadId),
        ("create_run" | "stream_run" | "wait_run", "rejected") => ReplayPlan::of(RunningRun),
        ("stream_run", "resume") => ReplayPlan::of(InterruptedRun),
        ("wait_run", "resumed") => ReplayPlan::of(InterruptedRun),
        // Another graph is the one that fails here.
        ("wait_run", "failed") => {
            ReplayPlan::of(EmptyThread).with("assistant_id", json!("failer")).with("input", json!({"msg": "kaboom"}))
        }
        ("create_run" | "stream_run" | "wait_run", _) => ReplayPlan::of(EmptyThread),
        ("join_run", "failed") => ReplayPlan::of(FailedRun),
        ("join_run", "interrupted") => ReplayPlan::of(InterruptedRun),
        // No reference graph is slow and then fails, so the run is joined before it begins, and there is one event more.
        ("join_run_stream", "live") => ReplayPlan::of(RunFailingSoon).without_shape(),
        ("join_run_stream", "resumed" | "parameters") => {
            ReplayPlan::of(ResumableRun).header("Last-Event-ID", "event_id")
        }
        ("cancel_run", "nothing_saved") => ReplayPlan::of(PendingRun).query("wait", "true"),
        // The graph that runs long enough to be interrupted has other values.
        ("cancel_run", "interrupted") => ReplayPlan::of(RunningRun).query("wait", "true").without_shape(),
        ("cancel_run", _) => ReplayPlan::of(RunningRun),
        ("cancel_runs", "queued") => ReplayPlan::of(PendingRun).status(204).alone(),
        ("cancel_runs", _) => ReplayPlan::of(RunningRun),

        // No webhook is to go to example.com.
        ("create_stateless_run", "kept") => ReplayPlan::of(Nothing).without("webhook"),
        ("stream_stateless_run", "tokens") => ReplayPlan::of(Nothing).with("assistant_id", json!("tokens")),
        ("wait_stateless_run", "by_id") => ReplayPlan::of(SystemAssistant("echo")),

        ("get_item", "found" | "parameters") => {
            ReplayPlan::of(Fixture::Item { below: &["ann"], key: "profile", value: r#"{"name":"Ann"}"# })
        }
        ("delete_item", _) => {
            ReplayPlan::of(Fixture::Item { below: &["ann"], key: "profile", value: r#"{"name":"Ann"}"# })
        }
        ("put_item", "for_a_day") => ReplayPlan::of(Fixture::UnusedItem { below: &["ann", "notes"], key: "n1" }),
        ("put_item", _) => ReplayPlan::of(Fixture::UnusedItem { below: &["ann"], key: "profile" }),
        ("search_items", "filtered") => {
            ReplayPlan::of(Fixture::Item { below: &["ann"], key: "profile", value: r#"{"name":"Ann","age":30}"# })
        }
        ("search_items" | "list_namespaces", _) => {
            ReplayPlan::of(Fixture::Item { below: &["ann", "notes"], key: "n1", value: r#"{"text":"likes pears"}"# })
        }
        _ => ReplayPlan::of(usual(path)),
    }
}

/// The fixture of an operation whose path names one resource: that resource.
fn usual(path: &str) -> Fixture {
    if path.contains("{cron_id}") {
        Fixture::Cron
    } else if path.contains("{thread_id}") {
        Fixture::SucceededRun
    } else if path.contains("{assistant_id}") {
        Fixture::Assistant
    } else {
        Fixture::Nothing
    }
}

/// The reference graph that stands for a graph of the document.
pub(super) fn reference_graph(graph: &str) -> &str {
    match graph {
        "agent" => "echo",
        "approval" => "interrupter",
        other => other,
    }
}

/// An example with the reference graphs in it. `interrupter` has its question in `q`; in the interrupt itself it is a
/// `question`, as in the document.
pub(super) fn with_reference_graphs(value: &Value) -> Value {
    fn inner(member: &str, value: &Value) -> Value {
        match value {
            Value::Object(object) => {
                let mut out = Map::new();
                for (name, value) in object {
                    let is_state = member != "value" && value.is_string();
                    let new = if name == "question" && is_state { "q" } else { name.as_str() };
                    out.insert(new.to_owned(), inner(name, value));
                }
                Value::Object(out)
            }
            Value::Array(items) => Value::Array(items.iter().map(|item| inner(member, item)).collect()),
            Value::String(text) if matches!(member, "assistant_id" | "graph_id") => reference_graph(text).into(),
            other => other.clone(),
        }
    }
    inner("", value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_graphs_stand_for_those_of_the_document() {
        let example = json!({
            "assistant_id": "approval",
            "values": {"question": "Send it?", "__interrupt__": [{"value": {"question": "Send it?"}}]},
        });
        assert_eq!(
            with_reference_graphs(&example),
            json!({
                "assistant_id": "interrupter",
                "values": {"q": "Send it?", "__interrupt__": [{"value": {"question": "Send it?"}}]},
            })
        );
    }
}
