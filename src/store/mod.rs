//! The long-term store as graphs and clients use it: defaults of the configuration, and sweeping what has expired.

mod handle;
mod sweep;

pub use handle::Store;
pub use sweep::Sweeper;
