//! The types of the API, generated from `spec/`: the crate `runyard-types`, which clients use, too.

pub use runyard_types::*;
