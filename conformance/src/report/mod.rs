//! How a run went, for people and for machines.

pub mod terminal;
