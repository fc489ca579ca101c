//! Where checks come from.

pub mod examples;
pub mod properties;
pub mod workflows;
