//! The document's examples are a story: graphs `agent` and `approval`, their threads, runs and checkpoints. Here are
//! the actors that play it on a real server (the reference graphs, `conformance/graphs/`), and what each example needs
//! before it can be told.

use serde_json::{Map, Value, json};

use super::scene::Scene;

/// How one example is replayed.
#[derive(Debug, Clone)]
pub(super) struct Recipe {
    /// What has to be there.
    pub scene: Scene,
    /// Members of the body to replace (`Some`) or to leave out (`None`), by name.
    pub body: Vec<(&'static str, Option<Value>)>,
    /// Parameters of the query to send.
    pub query: Vec<(&'static str, &'static str)>,
    /// Headers to send. The value is the name of a thing of the scene when there is one with this name.
    pub headers: Vec<(&'static str, &'static str)>,
    /// The status, when it is not the one that has an example of the same name.
    pub status: Option<u16>,
    /// Whether the answer comes in the shape of the example.
    pub has_shape: bool,
    /// Places of the answer, as JSON pointers, that have another shape because another graph plays.
    pub own: &'static [&'static str],
    /// Whether a run is started once the answer has begun, for streams that show what happens from then on.
    pub run_meanwhile: bool,
    /// Whether nothing else may run at the same time.
    pub alone: bool,
}

impl Recipe {
    fn of(scene: Scene) -> Self {
        Self {
            scene,
            body: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            status: None,
            has_shape: true,
            own: &[],
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

    fn shapeless(mut self) -> Self {
        self.has_shape = false;
        self
    }

    fn own(mut self, places: &'static [&'static str]) -> Self {
        self.own = places;
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
pub(super) fn recipe(operation: &str, example: &str, path: &str) -> Recipe {
    use Scene::{
        Asking, Done, Failed, Fresh, NewThreadId, Nothing, Queued, Resumable, Revised, Running, Soon, SystemAssistant,
    };
    match (operation, example) {
        ("create_assistant", "configured") => Recipe::of(Scene::NewAssistantId),
        ("create_assistant", "taken") | ("count_assistants", _) => Recipe::of(Scene::Assistant),
        ("get_assistant", _) => Recipe::of(SystemAssistant("echo")),
        // Their schemas are those of the graph, and are looked at by workflows.
        ("get_assistant_schemas", _) => Recipe::of(SystemAssistant("echo")).own(&[
            "/input_schema",
            "/output_schema",
            "/state_schema",
            "/config_schema",
            "/context_schema",
        ]),
        ("get_assistant_subgraphs" | "get_assistant_subgraphs_at", _) => Recipe::of(SystemAssistant("subgraph"))
            .own(&["/child/input_schema", "/child/output_schema", "/child/state_schema"]),
        // Named by the graph.
        ("get_assistant_graph", _) => Recipe::of(Nothing),
        ("patch_assistant", "configured") => Recipe::of(Revised),
        ("get_assistant_versions" | "set_latest_assistant_version", _) => Recipe::of(Revised),

        ("search_crons", _) => Recipe::of(Scene::Cron),
        ("count_crons", _) => Recipe::of(Fresh),

        ("metrics", "one_run") => Recipe::of(Nothing).query("format", "json"),

        ("create_thread", "chosen_id") => Recipe::of(NewThreadId),
        ("create_thread", "taken") => Recipe::of(Fresh),
        ("search_threads", "interrupted") | ("count_threads", _) => Recipe::of(Asking),
        ("search_threads", _) | ("prune_threads", _) => Recipe::of(Done),
        ("get_thread", "failed") => Recipe::of(Failed).own(&["/values"]),
        ("get_thread_storage", "small") => Recipe::of(Done).own(&["/channel_values/by_channel"]),
        ("patch_thread", "204") => Recipe::of(Fresh).header("Prefer", "return=minimal"),
        ("patch_thread", _) => Recipe::of(Fresh),
        ("copy_thread", _) => Recipe::of(Asking),
        ("get_thread_state", "never_run") => Recipe::of(Fresh),
        // The older states have fewer values than the one of the example.
        ("get_thread_history", "interrupted") => Recipe::of(Asking).query("limit", "1"),
        (
            "get_thread_state"
            | "get_thread_state_at"
            | "get_thread_state_at_checkpoint"
            | "update_thread_state"
            | "get_thread_history"
            | "search_thread_history",
            _,
        ) => Recipe::of(Asking),
        ("join_thread_stream", "parameters") => Recipe::of(Resumable),
        ("join_thread_stream", _) => Recipe::of(Fresh).query("stream_modes", "lifecycle").run_meanwhile(),

        ("list_runs", "none") => Recipe::of(Fresh),
        ("create_run", "delayed") => Recipe::of(NewThreadId),
        ("create_run" | "stream_run" | "wait_run", "rejected") => Recipe::of(Running),
        ("stream_run", "resume") => Recipe::of(Asking),
        ("wait_run", "resumed") => Recipe::of(Asking),
        // The graph that fails is another one here.
        ("wait_run", "failed") => {
            Recipe::of(Fresh).with("assistant_id", json!("failer")).with("input", json!({"msg": "kaboom"}))
        }
        ("create_run" | "stream_run" | "wait_run", _) => Recipe::of(Fresh),
        ("join_run", "failed") => Recipe::of(Failed),
        ("join_run", "interrupted") => Recipe::of(Asking),
        // Joined before it has begun, because no graph is slow and fails: there is an event more.
        ("join_run_stream", "live") => Recipe::of(Soon).shapeless(),
        ("join_run_stream", "resumed" | "parameters") => Recipe::of(Resumable).header("Last-Event-ID", "event_id"),
        ("cancel_run", "nothing_saved") => Recipe::of(Queued).query("wait", "true"),
        // The graph that can be interrupted in its middle has other values.
        ("cancel_run", "interrupted") => Recipe::of(Running).query("wait", "true").shapeless(),
        ("cancel_run", _) => Recipe::of(Running),
        ("cancel_runs", "queued") => Recipe::of(Queued).status(204).alone(),
        ("cancel_runs", _) => Recipe::of(Running),

        // Nobody at example.com waits for the ends of these runs.
        ("create_stateless_run", "kept") => Recipe::of(Nothing).without("webhook"),
        ("stream_stateless_run", "tokens") => Recipe::of(Nothing).with("assistant_id", json!("tokens")),
        ("wait_stateless_run", "by_id") => Recipe::of(SystemAssistant("echo")),

        ("get_item", "found" | "parameters") => {
            Recipe::of(Scene::Item { below: &["ann"], key: "profile", value: r#"{"name":"Ann"}"# })
        }
        ("delete_item", _) => Recipe::of(Scene::Item { below: &["ann"], key: "profile", value: r#"{"name":"Ann"}"# }),
        ("put_item", "for_a_day") => Recipe::of(Scene::ItemToBe { below: &["ann", "notes"], key: "n1" }),
        ("put_item", _) => Recipe::of(Scene::ItemToBe { below: &["ann"], key: "profile" }),
        ("search_items", "filtered") => {
            Recipe::of(Scene::Item { below: &["ann"], key: "profile", value: r#"{"name":"Ann","age":30}"# })
        }
        ("search_items" | "list_namespaces", _) => {
            Recipe::of(Scene::Item { below: &["ann", "notes"], key: "n1", value: r#"{"text":"likes pears"}"# })
        }
        _ => Recipe::of(usual(path)),
    }
}

/// The scene of an operation that is about one thing: that thing.
fn usual(path: &str) -> Scene {
    if path.contains("{cron_id}") {
        Scene::Cron
    } else if path.contains("{thread_id}") {
        Scene::Done
    } else if path.contains("{assistant_id}") {
        Scene::Assistant
    } else {
        Scene::Nothing
    }
}

/// Who plays a graph of the document.
pub(super) fn actor(graph: &str) -> &str {
    match graph {
        "agent" => "echo",
        "approval" => "interrupter",
        other => other,
    }
}

/// An example with the actors in it. The graph that asks has its question in `q`; in the interrupt itself it is a
/// `question`, as in the document.
pub(super) fn cast(value: &Value) -> Value {
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
            Value::String(text) if matches!(member, "assistant_id" | "graph_id") => actor(text).into(),
            other => other.clone(),
        }
    }
    inner("", value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_graphs_of_the_document_are_played_by_real_ones() {
        let example = json!({
            "assistant_id": "approval",
            "values": {"question": "Send it?", "__interrupt__": [{"value": {"question": "Send it?"}}]},
        });
        assert_eq!(
            cast(&example),
            json!({
                "assistant_id": "interrupter",
                "values": {"q": "Send it?", "__interrupt__": [{"value": {"question": "Send it?"}}]},
            })
        );
    }
}
