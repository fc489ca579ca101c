//! Assistants.

use uuid::Uuid;

use super::App;
use crate::{
    domain::{
        assistant::{Assistant, AssistantSearch},
        graph::GraphState,
        id::system_assistant_id,
    },
    error::Error,
};

/// A page of rows and what follows it.
#[derive(Debug)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// `offset + rows`, plus one when more rows follow: what the reference sends as `x-pagination-total` (wire.md section 0).
    pub total: u64,
    /// The offset of the next page, when there is one.
    pub next: Option<u64>,
}

impl<T> Page<T> {
    /// Makes a page of rows that were asked for with a limit one higher than the client's.
    #[must_use]
    pub fn of(mut rows: Vec<T>, limit: u32, offset: u32) -> Self {
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let end = u64::from(offset) + rows.len() as u64;
        Self { rows, total: end + u64::from(more), next: more.then_some(end) }
    }
}

impl App {
    /// One assistant.
    ///
    /// # Errors
    /// When there is none, or the database failed.
    pub async fn get_assistant(&self, assistant_id: Uuid) -> Result<Assistant, Error> {
        self.storage.get_assistant(assistant_id).await?.ok_or_else(|| Error::NotFound("Not Found".to_owned()))
    }

    /// A page of assistants.
    ///
    /// # Errors
    /// When the filter names an unknown graph, or the database failed.
    pub async fn search_assistants(&self, mut search: AssistantSearch) -> Result<Page<Assistant>, Error> {
        if let Some(graph_id) = &search.filter.graph_id {
            self.known_graph(graph_id)?;
        }
        let (limit, offset) = (search.limit, search.offset);
        search.limit += 1;
        Ok(Page::of(self.storage.search_assistants(search).await?, limit, offset))
    }

    /// Refuses a graph that the configuration does not name (wire.md section 2).
    fn known_graph(&self, graph_id: &str) -> Result<(), Error> {
        let graphs = self.host.graphs();
        if graphs.iter().any(|graph| graph.graph_id == graph_id) {
            return Ok(());
        }
        let mut known: Vec<_> = graphs.iter().map(|graph| format!("'{}'", graph.graph_id)).collect();
        known.sort_unstable();
        Err(Error::NotFound(format!("Graph '{graph_id}' not found. Expected one of: [{}]", known.join(", "))))
    }

    /// The assistant that a run names: by its id, or by a graph's id for the graph's own assistant.
    ///
    /// # Errors
    /// When there is none, or its graph could not be imported.
    pub async fn resolve_assistant(&self, name: &str) -> Result<Assistant, Error> {
        let graphs = self.host.graphs();
        let assistant_id = match Uuid::parse_str(name) {
            Ok(assistant_id) => assistant_id,
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
