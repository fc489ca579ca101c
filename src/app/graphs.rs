//! Drawings and schemas of graphs. The host that runs a graph describes it.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::App;
use crate::error::Error;
use runyard_core::{assistant::Assistant, graph::GraphState, id::AssistantId, id::system_assistant_id, json::RawJson};

/// The depth to which subgraphs are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Xray {
    /// As the node that they are.
    No,
    /// All of them.
    All,
    /// Down to so many levels.
    Levels(i64),
}

impl App {
    /// The drawing of an assistant's graph, as JSON. The assistant is named by its id, or by a graph's for the graph's
    /// own.
    ///
    /// # Errors
    /// Returns an error if there is no such assistant, its graph is not in the configuration or could not be imported,
    /// or it fails.
    pub async fn assistant_drawing(&self, name: &str, xray: Xray) -> Result<RawJson, Error> {
        let graph = || self.host.graphs().iter().any(|graph| graph.graph_id == name);
        // The two spellings that ids have everywhere in paths.
        let assistant_id = match Uuid::try_parse(name) {
            Ok(assistant_id) if matches!(name.len(), 32 | 36) => AssistantId::from_uuid(assistant_id),
            Ok(_) | Err(_) if graph() => system_assistant_id(name),
            Ok(_) | Err(_) => return Err(Error::Invalid("Invalid assistant ID: must be a UUID".to_owned())),
        };
        let assistant = self.get_assistant(assistant_id).await?;
        let xray = match xray {
            Xray::No => json!(false),
            Xray::All => json!(true),
            Xray::Levels(levels) => json!(levels),
        };
        self.describe(&assistant, "graph.draw", json!({"xray": xray})).await
    }

    /// The schemas of an assistant's graph, as JSON.
    ///
    /// # Errors
    /// As [`Self::assistant_drawing`].
    pub async fn assistant_schemas(&self, assistant_id: AssistantId) -> Result<RawJson, Error> {
        let assistant = self.get_assistant(assistant_id).await?;
        let schemas: Map<String, Value> = self.describe(&assistant, "graph.schemas", json!({})).await?.read()?;
        let mut shown = Map::from_iter([("graph_id".to_owned(), assistant.graph_id.into())]);
        shown.extend(schemas);
        Ok(RawJson::of(&shown)?)
    }

    /// The schemas of the graphs inside of an assistant's graph, by their namespace, as JSON; with a namespace of this
    /// one alone.
    ///
    /// # Errors
    /// As [`Self::assistant_drawing`].
    pub async fn assistant_subgraphs(
        &self,
        assistant_id: AssistantId,
        namespace: Option<String>,
        recurse: bool,
    ) -> Result<RawJson, Error> {
        let assistant = self.get_assistant(assistant_id).await?;
        self.describe(&assistant, "graph.subgraphs", json!({"namespace": namespace, "recurse": recurse})).await
    }

    /// Asks about a graph as the assistant configures it: a factory may depend on it.
    async fn describe(&self, assistant: &Assistant, method: &str, mut args: Value) -> Result<RawJson, Error> {
        let graph_id = &assistant.graph_id;
        match self.known_graph(graph_id)? {
            GraphState::Ready | GraphState::Loading | GraphState::Stalled(_) => {}
            GraphState::Failed(error) => {
                return Err(Error::Invalid(format!("Graph '{graph_id}' could not be imported: {error}")));
            }
        }
        args["config"] = assistant.config.read()?;
        Ok(self.host.call(graph_id, method, (&args).into()).await?)
    }
}
