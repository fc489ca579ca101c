//! The description of the API that targets are measured against: an OpenAPI 3.1 document.

mod operation;
mod read;
mod schema;

pub use operation::{Content, Header, Operation, Parameter, Place, RequestBody, Response};
pub use read::{Document, DocumentError};
pub use schema::{Schema, Violation};
