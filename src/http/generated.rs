//! Handler traits, endpoints and tables, generated from `spec/`.

// Not every kind of reply and argument occurs in every version of the document.
#[allow(clippy::all, clippy::pedantic, unused_parens, unused_imports)]
mod api {
    // The generated text names its runtime as `super::endpoint`.
    include!(concat!(env!("OUT_DIR"), "/api.rs"));
}

use super::endpoint;
pub use api::*;
