//! A runner of workflows in the Arazzo 1.0 format, with extensions for event streams, steps at once and dropped
//! connections.

pub mod call;
pub mod condition;
pub mod criteria;
pub mod document;
pub mod expression;
pub mod load;
pub mod read;
pub mod run;
