//! The runtime of generated endpoints: one gate for every request, and the types that handlers use.
//!
//! - [`Call`]: the request without its body; [`Reply`]: the answer; [`ApiError`]: the answer when it fails.
//! - [`Server`]: the implementation of the traits, [`Hooks`] and [`Limits`]; it is dropshot's context.
//! - [`Table`]: what is generated from the document; [`register`]: puts the one endpoint that looks through it into
//!   dropshot.

mod access;
mod body;
mod call;
mod connections;
mod cors;
mod error;
mod gate;
mod query;
mod reply;
mod route;
mod scan;
mod schema;
mod select;

pub use access::Hosts;
pub use body::{RawPlaces, RequestBody};
pub use call::Call;
pub use connections::{Activity, Connections};
pub use cors::Cors;
pub use error::ApiError;
pub use gate::{Answered, Hooks, Limits, NoHooks, Refusal, Server};
pub use query::{Pairs, needed, one_of, within};
pub use reply::{AnyBody, ByteStream, CutOff, Json, Reply};
pub use route::{Answer, ApiScope, Dispatch, Operation, Route, Segment, Table, register};

pub use bytes::Bytes;

/// The response that an endpoint hands to dropshot.
pub type Response = http::Response<dropshot::Body>;

#[cfg(test)]
mod tests;
