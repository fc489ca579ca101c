//! The types of the API, generated from `spec/`, and what their code needs.
//!
//! A component of the document is a type of the same name here. See `codegen/README.md` for how optional, nullable and
//! additional members are expressed.

pub mod fields;

pub use crate::domain::{json::RawJson, time::Timestamp};
pub use generated::*;

#[allow(clippy::all, clippy::pedantic, unused_parens)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/types.rs"));
}
