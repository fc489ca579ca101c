//! Assistants.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::{App, names, payload::BOTH};
use crate::error::Error;
use runyard_core::{
    assistant::{
        Assistant, AssistantCreated, AssistantFilter, AssistantPatch, AssistantSearch, AssistantVersion, NewAssistant,
        VersionChosen, VersionList, both_given, mirror,
    },
    graph::GraphState,
    id::AssistantId,
    id::system_assistant_id,
    json::RawJson,
    time::Timestamp,
};

/// The name of an assistant that was given none (spec/wire.md#assistants).
const UNTITLED: &str = "Untitled";

/// A request to create an assistant.
#[derive(Debug, Default)]
pub struct CreateAssistant {
    /// Its id; a random one without.
    pub assistant_id: Option<AssistantId>,
    /// The graph it runs.
    pub graph_id: String,
    /// Its configuration.
    pub config: Map<String, Value>,
    /// Its context.
    pub context: Map<String, Value>,
    /// Its metadata.
    pub metadata: Map<String, Value>,
    /// True if an existing assistant is returned instead of refused.
    pub keep_existing: bool,
    /// Its name.
    pub name: Option<String>,
    /// Its description.
    pub description: Option<String>,
}

/// A page of rows and what follows it.
#[derive(Debug)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// `offset + rows`, plus one when more rows follow: what the reference sends as `x-pagination-total`
    /// (spec/wire.md#general).
    pub total: u64,
    /// The offset of the next page, when there is one.
    pub next: Option<u64>,
}

impl<T> Page<T> {
    /// Makes a page of rows that were queried with a limit one higher than the client's.
    #[must_use]
    pub fn of(mut rows: Vec<T>, limit: u32, offset: u32) -> Self {
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let end = u64::from(offset) + rows.len() as u64;
        Self { rows, total: end + u64::from(more), next: more.then_some(end) }
    }
}

fn not_found(assistant_id: AssistantId) -> Error {
    Error::NotFound(format!("Assistant {assistant_id} not found"))
}

/// Refuses what cannot stand in the names and texts of an assistant.
fn check_names(
    metadata: Option<&Map<String, Value>>,
    name: Option<&str>,
    description: Option<&str>,
) -> Result<(), Error> {
    metadata.map(names::check_metadata).transpose()?;
    name.map(|name| names::check_text("name", name)).transpose()?;
    description.map(|text| names::check_text("description", text)).transpose()?;
    Ok(())
}

impl App {
    /// Creates an assistant.
    ///
    /// # Errors
    /// Returns an error if there is no such graph, `configurable` and the context are both given, the id is taken, or
    /// the database fails.
    pub async fn create_assistant(&self, create: CreateAssistant) -> Result<Assistant, Error> {
        if both_given(Some(&create.config), Some(&create.context)) {
            return Err(Error::BadRequest(BOTH.to_owned()));
        }
        self.known_graph(&create.graph_id)?;
        check_names(Some(&create.metadata), create.name.as_deref(), create.description.as_deref())?;
        let (config, context) = mirror(create.config, create.context);
        let new = NewAssistant {
            assistant_id: create.assistant_id.unwrap_or_else(AssistantId::new_v4),
            graph_id: create.graph_id,
            config: RawJson::of(&config)?,
            context: RawJson::of(&context)?,
            metadata: RawJson::of(&create.metadata)?,
            name: create.name.filter(|name| !name.is_empty()).unwrap_or_else(|| UNTITLED.to_owned()),
            description: create.description,
            now: Timestamp::now(),
        };
        match self.storage.create_assistant(new).await? {
            AssistantCreated::Created(assistant) => Ok(assistant),
            AssistantCreated::Exists(assistant) if create.keep_existing => Ok(assistant),
            AssistantCreated::Exists(assistant) => {
                Err(Error::Conflict(format!("Assistant {} already exists", assistant.assistant_id)))
            }
        }
    }

    /// Changes an assistant, which makes a new version of it.
    ///
    /// # Errors
    /// Returns an error if there is no such assistant or graph, `configurable` and the context are both given, or the
    /// database fails.
    pub async fn patch_assistant(&self, assistant_id: AssistantId, patch: AssistantPatch) -> Result<Assistant, Error> {
        if both_given(patch.config.as_ref(), patch.context.as_ref()) {
            return Err(Error::BadRequest(BOTH.to_owned()));
        }
        if let Some(graph_id) = &patch.graph_id {
            self.known_graph(graph_id)?;
        }
        let description = patch.description.as_deref();
        check_names(patch.metadata.as_ref(), patch.name.as_deref(), description)?;
        self.storage.patch_assistant(assistant_id, patch).await?.ok_or_else(|| not_found(assistant_id))
    }

    /// Deletes an assistant. Its runs are stopped; with `delete_threads` its threads go, too.
    ///
    /// # Errors
    /// Returns an error if there is none, or the database fails.
    pub async fn delete_assistant(&self, assistant_id: AssistantId, delete_threads: bool) -> Result<(), Error> {
        if self.engine.delete_assistant(assistant_id, delete_threads).await? {
            Ok(())
        } else {
            Err(Error::NotFound(format!("Assistant with ID {assistant_id} not found")))
        }
    }

    /// Versions of an assistant, newest first.
    ///
    /// # Errors
    /// Returns an error if there is no such assistant, or the database fails.
    pub async fn list_assistant_versions(&self, list: VersionList) -> Result<Vec<AssistantVersion>, Error> {
        let assistant_id = list.assistant_id;
        self.storage.list_assistant_versions(list).await?.ok_or_else(|| not_found(assistant_id))
    }

    /// Makes an assistant show one of its versions.
    ///
    /// # Errors
    /// Returns an error if there is no such assistant or version, or the database fails.
    pub async fn set_latest_version(&self, assistant_id: AssistantId, version: i64) -> Result<Assistant, Error> {
        match self.storage.set_latest_version(assistant_id, version, Timestamp::now()).await? {
            VersionChosen::Chosen(assistant) => Ok(assistant),
            VersionChosen::NoVersion => {
                Err(Error::NotFound(format!("Version {version} not found for assistant {assistant_id}")))
            }
            VersionChosen::NoAssistant => Err(not_found(assistant_id)),
        }
    }

    /// One assistant.
    ///
    /// # Errors
    /// Returns an error if there is none, or the database fails.
    pub async fn get_assistant(&self, assistant_id: AssistantId) -> Result<Assistant, Error> {
        self.storage.get_assistant(assistant_id).await?.ok_or_else(|| Error::NotFound("Not Found".to_owned()))
    }

    /// A page of assistants.
    ///
    /// # Errors
    /// Returns an error if the filter names an unknown graph, or the database fails.
    pub async fn search_assistants(&self, mut search: AssistantSearch) -> Result<Page<Assistant>, Error> {
        if let Some(graph_id) = &search.filter.graph_id {
            self.known_graph(graph_id)?;
        }
        let (limit, offset) = (search.limit, search.offset);
        search.limit += 1;
        Ok(Page::of(self.storage.search_assistants(search).await?, limit, offset))
    }

    /// Returns the number of assistants that match.
    ///
    /// # Errors
    /// As [`Self::search_assistants`].
    pub async fn count_assistants(&self, filter: AssistantFilter) -> Result<u64, Error> {
        if let Some(graph_id) = &filter.graph_id {
            self.known_graph(graph_id)?;
        }
        Ok(self.storage.count_assistants(filter).await?)
    }

    /// Refuses a graph that the configuration does not name (spec/wire.md#assistants).
    pub(super) fn known_graph(&self, graph_id: &str) -> Result<GraphState, Error> {
        let graphs = self.host.graphs();
        if let Some(graph) = graphs.iter().find(|graph| graph.graph_id == graph_id) {
            return Ok(graph.state.clone());
        }
        let mut known: Vec<_> = graphs.iter().map(|graph| format!("'{}'", graph.graph_id)).collect();
        known.sort_unstable();
        Err(Error::NotFound(format!("Graph '{graph_id}' not found. Expected one of: [{}]", known.join(", "))))
    }

    /// The assistant that a run names: by its id, or by a graph's id for the graph's own assistant.
    ///
    /// # Errors
    /// Returns an error if there is none, or its graph could not be imported.
    pub async fn resolve_assistant(&self, name: &str) -> Result<Assistant, Error> {
        let graphs = self.host.graphs();
        let assistant_id = match Uuid::parse_str(name) {
            Ok(assistant_id) => AssistantId::from_uuid(assistant_id),
            Err(_) if graphs.iter().any(|graph| graph.graph_id == name) => system_assistant_id(name),
            Err(_) => {
                let known: Vec<_> = graphs.iter().map(|graph| graph.graph_id.as_str()).collect();
                return Err(Error::Invalid(format!(
                    "Invalid assistant: '{name}'. Must be either:\n- A valid assistant UUID, or\n- One of the registered graphs: {}",
                    known.join(", ")
                )));
            }
        };
        let assistant = self
            .storage
            .get_assistant(assistant_id)
            .await?
            .ok_or_else(|| Error::NotFound("Thread or assistant not found.".to_owned()))?;
        match graphs.iter().find(|graph| graph.graph_id == assistant.graph_id).map(|graph| &graph.state) {
            Some(GraphState::Ready | GraphState::Loading | GraphState::Stalled(_)) => Ok(assistant),
            Some(GraphState::Failed(error)) => {
                Err(Error::Invalid(format!("Graph '{}' could not be imported: {error}", assistant.graph_id)))
            }
            None => Err(Error::Invalid(format!(
                "Graph '{}' of assistant {} is not in the configuration",
                assistant.graph_id, assistant.assistant_id
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn the_total_is_one_more_than_the_end_when_rows_follow() {
        let page = Page::of(vec![1, 2, 3], 2, 0);
        assert_eq!((page.rows.len(), page.total, page.next), (2, 3, Some(2)));
        let page = Page::of(vec![1], 2, 4);
        assert_eq!((page.rows.len(), page.total, page.next), (1, 5, None));
        let page = Page::<u8>::of(vec![], 2, 100_000);
        assert_eq!((page.total, page.next), (100_000, None));
    }
}
