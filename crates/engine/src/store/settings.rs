//! Settings of the long-term store.

use std::time::Duration;

/// The section `store` of `langgraph.json`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoreSettings {
    /// The TTL of items.
    pub ttl: TtlSettings,
    /// Settings of semantic search; `None` disables it.
    pub index: Option<IndexSettings>,
}

/// The TTL of items.
#[derive(Clone, Debug, PartialEq)]
pub struct TtlSettings {
    /// True if reading an item restarts its TTL, unless the reader specifies otherwise.
    pub refresh_on_read: bool,
    /// The TTL of items that specify none; they never expire if `None`.
    pub default_ttl_minutes: Option<f64>,
    /// The least time between two sweeps that free the space of expired items. They are invisible before that.
    pub sweep_interval: Option<Duration>,
}

impl Default for TtlSettings {
    fn default() -> Self {
        Self { refresh_on_read: true, default_ttl_minutes: None, sweep_interval: None }
    }
}

/// Settings of semantic search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexSettings {
    /// `./file.py:function`, `package.module:function`, or `provider:model` for langchain's `init_embeddings`.
    pub embed: String,
    /// The number of dimensions of a vector.
    pub dims: usize,
    /// The paths of a value that are embedded, unless a put names others.
    pub fields: Vec<String>,
}
