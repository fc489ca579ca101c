//! The long-term store as graphs and clients use it: defaults of the configuration, vectors for search by meaning, and
//! sweeping what has expired.

mod embed;
mod handle;
mod reindex;
mod sweep;

pub use handle::Store;
pub use reindex::Reindexer;
pub use sweep::Sweeper;
