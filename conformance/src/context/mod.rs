//! What a running check has: a client that records every exchange, and ways to create threads, runs and the like, which
//! are removed when the check has ended.

mod call;
mod cleanup;
mod make;
mod recorder;
mod response;

pub use call::Call;
pub use make::UNKNOWN_ID;
pub use recorder::{Context, Slot};
pub use response::{Response, Streaming};
