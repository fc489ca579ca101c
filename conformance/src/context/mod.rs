//! What a running check has: a client that records, things to work with, and the promise that they are removed
//! afterwards.

mod call;
mod cleanup;
mod make;
mod recorder;
mod response;

pub use call::Call;
pub use make::UNKNOWN_ID;
pub use recorder::{Context, Slot};
pub use response::{Response, Streaming};
