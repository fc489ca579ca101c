//! How a run went, for people and for machines.

pub mod compare;
mod counts;
pub mod html;
pub mod junit;
pub mod known;
mod model;
pub mod terminal;

pub use counts::Counts;
pub use model::{Entry, FORMAT, Report, ReportError, Subject};
