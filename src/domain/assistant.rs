//! Assistants: configured instances of a graph.

use uuid::Uuid;

use super::{json::RawJson, time::Timestamp};

/// One version of an assistant as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Assistant {
    /// Its id.
    pub assistant_id: Uuid,
    /// The graph it runs.
    pub graph_id: String,
    /// Configuration that each of its runs starts from.
    pub config: RawJson,
    /// Static context that each of its runs starts from.
    pub context: RawJson,
    /// The client's metadata; a system assistant has `{"created_by":"system"}`.
    pub metadata: RawJson,
    /// A name for people.
    pub name: String,
    /// A description for people.
    pub description: Option<String>,
    /// When the assistant was created.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
    /// From 1.
    pub version: i64,
}

/// The column to sort assistants by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum AssistantSort {
    /// By id.
    AssistantId,
    /// By time of creation: the default (wire.md section 2).
    #[default]
    CreatedAt,
    /// By last update.
    UpdatedAt,
    /// By name.
    Name,
    /// By graph.
    GraphId,
}

/// Which assistants to find.
#[derive(Clone, Debug, Default)]
pub struct AssistantFilter {
    /// The metadata contains this object.
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// This graph.
    pub graph_id: Option<String>,
    /// The name contains this text, whatever its case.
    pub name: Option<String>,
}

/// A page of an assistant search.
#[derive(Clone, Debug)]
pub struct AssistantSearch {
    /// Which.
    pub filter: AssistantFilter,
    /// Sorted by.
    pub sort: AssistantSort,
    /// Smallest first instead of largest first.
    pub ascending: bool,
    /// At most so many.
    pub limit: u32,
    /// Skip so many.
    pub offset: u32,
}
