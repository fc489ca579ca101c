//! The output for a developer at the start: the address, the graphs, and an example request.

use std::{collections::HashMap, sync::Arc, time::Duration};

use serde_json::{Map, Value, json};
use slog::Logger;

use super::output::{line, note};
use crate::{config::Config, start::Running};
use runyard_core::{graph::GraphState, host::GraphHost, json::RawJson};

/// Schemas are followed to this depth when an example input is made.
const EXAMPLE_DEPTH_MAX: usize = 6;

/// Says where the server is and what it has. With `studio`, the address of a Studio, also how to open it there.
/// `demo`: whether the demo graphs are served when there is no configuration.
pub(super) fn greet(config: &Config, running: &Running, studio: Option<&str>, demo: bool) {
    let address = running.address;
    if running.moved {
        note(&format!("Port {} is in use; using {} instead.", config.port.number(), address.port()));
    }
    let graphs: Vec<_> = running.app().host.graphs().into_iter().map(|graph| graph.graph_id).collect();
    let at = url(config, running);
    line(&format!("Runyard {} is listening on {at}", env!("CARGO_PKG_VERSION")));
    line(&format!("  docs    {at}/docs"));
    line(&format!("  graphs  {}", graphs.join(", ")));
    line(&format!("  data    {}", config.data_dir.display()));
    if let Some(studio) = studio {
        line(&format!("  studio  {}/studio/?baseUrl={at}", studio.trim_end_matches('/')));
    }
    if config.file.is_none() && demo {
        note(&format!(
            "There is no langgraph.json in {}: serving the demo graphs. Name your configuration with --config, or make \
            a project with `runyard new my-agent`.",
            config.root.display()
        ));
    }
}

fn url(config: &Config, running: &Running) -> String {
    let mut address = running.address;
    // Where to listen on every interface is no address that a client can use everywhere.
    if address.ip().is_unspecified() {
        let local = if address.is_ipv4() { [127, 0, 0, 1].into() } else { std::net::Ipv6Addr::LOCALHOST.into() };
        address.set_ip(local);
    }
    format!("http://{address}{}", config.http.mount_prefix)
}

/// Says when graphs are ready, which could not be imported and why, whenever that changes; and, the first time, a
/// request to try.
pub(super) fn announce(running: &Running, config: &Config, dev: bool, log: Logger) {
    let (host, at) = (running.app().host.clone(), url(config, running));
    tokio::spawn(async move {
        let mut changes = host.changes();
        let mut known = HashMap::new();
        let mut tried = !dev;
        loop {
            let graphs = host.graphs();
            let all = graphs.len();
            let failed = graphs.iter().filter(|graph| matches!(graph.state, GraphState::Failed(_))).count();
            let mut ready = Vec::new();
            for graph in graphs {
                if known.get(&graph.graph_id) == Some(&graph.state) {
                    continue;
                }
                match &graph.state {
                    GraphState::Loading => {}
                    GraphState::Ready => ready.push(graph.graph_id.clone()),
                    GraphState::Stalled(error) => {
                        slog::error!(
                            log,
                            "no worker can be started for graph {:?}; trying again: {error}",
                            graph.graph_id
                        );
                    }
                    GraphState::Failed(error) => {
                        let others = if failed == all { "" } else { "; other graphs are not affected" };
                        let traceback = match &error.traceback {
                            Some(traceback) if dev => format!("\n{}", traceback.trim_end()),
                            _ => String::new(),
                        };
                        slog::error!(log, "failed to import graph {:?}: {error}{others}{traceback}", graph.graph_id);
                    }
                }
                known.insert(graph.graph_id, graph.state);
            }
            if !ready.is_empty() {
                slog::info!(log, "ready: {}", ready.join(", "));
                if !tried {
                    tried = true;
                    let input = example_input(&host, &ready[0]).await;
                    line(&format!("\nTry it in another terminal:\n\n  {}\n", curl(&at, &ready[0], &input)));
                }
            }
            if changes.changed().await.is_err() {
                return;
            }
            // Several changes come together when a worker is ready.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
}

/// A request that runs a graph, to be pasted into a shell.
fn curl(at: &str, graph: &str, input: &Value) -> String {
    let body = json!({"assistant_id": graph, "input": input}).to_string().replace('\'', "'\\''");
    format!("curl -s {at}/runs/wait -H 'content-type: application/json' \\\n    -d '{body}'")
}

/// An input that fits the graph's schema, as far as that says.
async fn example_input(host: &Arc<dyn GraphHost>, graph: &str) -> Value {
    let arguments: RawJson = (&json!({"config": {}})).into();
    let schemas =
        host.call(graph, "graph.schemas", arguments).await.ok().and_then(|answer| answer.read::<Value>().ok());
    schemas.map_or_else(|| json!({}), |schemas| example(&schemas["input_schema"]))
}

/// A value that fits a schema of an input: its required members, or the first one when none is required.
fn example(schema: &Value) -> Value {
    let Some(properties) = schema["properties"].as_object() else { return json!({}) };
    if properties.contains_key("messages") {
        return json!({"messages": [{"role": "user", "content": "hello"}]});
    }
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let named = properties.iter().filter(|(name, _)| required.contains(&name.as_str()));
    let mut members: Map<String, Value> =
        named.map(|(name, property)| (name.clone(), example_value(schema, property, 0))).collect();
    if members.is_empty() {
        members.extend(
            properties.iter().take(1).map(|(name, property)| (name.clone(), example_value(schema, property, 0))),
        );
    }
    members.into()
}

fn example_value(root: &Value, schema: &Value, depth: usize) -> Value {
    if depth > EXAMPLE_DEPTH_MAX {
        return Value::Null;
    }
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null);
        return example_value(root, target, depth + 1);
    }
    if let Some(value) = schema.get("default").or_else(|| schema.get("const")).or_else(|| schema["enum"].get(0)) {
        return value.clone();
    }
    for choice in ["anyOf", "oneOf", "allOf"] {
        if let Some(first) = schema[choice].get(0) {
            return example_value(root, first, depth + 1);
        }
    }
    match schema["type"].as_str() {
        Some("string") => json!("hello"),
        Some("integer" | "number") => json!(1),
        Some("boolean") => json!(true),
        Some("array") => json!([]),
        Some("object") | None => {
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let member = |name: &str| (name.to_owned(), example_value(root, &schema["properties"][name], depth + 1));
            Value::Object(required.map(member).collect())
        }
        Some(_) => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_fits_the_schema() {
        let messages = json!({"properties": {"messages": {"type": "array"}, "x": {"type": "string"}}});
        assert_eq!(example(&messages), json!({"messages": [{"role": "user", "content": "hello"}]}));
        let schema = json!({
            "$defs": {"Inner": {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}},
            "properties": {"question": {"type": "string"}, "inner": {"$ref": "#/$defs/Inner"}, "maybe": {"type": "string"},
                "kind": {"enum": ["a", "b"]}, "either": {"anyOf": [{"type": "boolean"}, {"type": "null"}]}},
            "required": ["question", "inner", "kind", "either"]
        });
        assert_eq!(example(&schema), json!({"question": "hello", "inner": {"n": 1}, "kind": "a", "either": true}));
        assert_eq!(example(&json!({"properties": {"x": {"type": "string"}}})), json!({"x": "hello"}));
        assert_eq!(example(&Value::Null), json!({}));
        let recursive = json!({"properties": {"x": {"$ref": "#/properties/x"}}, "required": ["x"]});
        assert_eq!(example(&recursive), json!({"x": null}));
    }

    #[test]
    fn the_request_survives_a_shell() {
        let line = curl("http://h", "it's", &json!({"x": "a"}));
        assert!(line.ends_with(r#"-d '{"assistant_id":"it'\''s","input":{"x":"a"}}'"#), "{line}");
    }
}
