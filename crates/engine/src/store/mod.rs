//! The long-term store as graphs and clients use it: defaults of the configuration, vectors for search by meaning, and
//! sweeping what has expired.

mod embed;
mod long_term;
mod reindex;
mod settings;
mod sweep;

pub use long_term::Store;
pub use reindex::Reindexer;
pub use settings::{IndexSettings, StoreSettings, TtlSettings};
pub use sweep::Sweeper;
