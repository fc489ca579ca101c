//! HTTP: generated endpoints, and per tag of the document one file that implements its generated trait.

pub mod endpoint;
pub mod generated;
