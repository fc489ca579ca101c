//! Tells how far an implementation of the API is from the document.
pub mod arazzo;
pub mod sse;
