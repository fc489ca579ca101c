//! What can be run: graphs in Python worker processes (`worker/`) and graphs written in Rust (`native/`), behind one trait.

mod host;
pub mod native;
pub mod worker;

pub use host::{
    Blame, CallError, Death, EndStatus, Failure, GraphHost, HostError, HostStats, Job, Outcome, Persistence, Report,
    RunLink, Stop,
};
