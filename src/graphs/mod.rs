//! What can be run: graphs in Python worker processes (`worker/`) and graphs written in Rust (`native/`), behind one
//! trait.

mod host;
pub mod native;
mod side_by_side;
pub mod worker;

pub use side_by_side::{SameName, SideBySide};

pub use host::{
    Blame, CallError, Death, EndStatus, Failure, GraphHost, HostError, HostStats, Job, Outcome, Persistence, Report,
    RunLink, Stop,
};
