//! The long-term store as graphs and clients use it: defaults of the configuration, vectors for search by meaning, and
//! sweeping what has expired.

mod embed;
mod reindex;
mod settings;
mod store;
mod sweep;

pub use reindex::Reindexer;
pub use settings::{IndexSettings, StoreSettings, TtlSettings};
pub use store::Store;
pub use sweep::Sweeper;
