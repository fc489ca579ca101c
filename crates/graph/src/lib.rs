//! Graphs written in Rust, run inside the server: a trait, a builder, and the host that runs them in supersteps with
//! the same checkpoints, events and errors as graphs in Python workers.

pub mod builtin;
mod checkpoint;
mod context;
mod error;
mod events;
mod executor;
mod graph;
mod host;
mod messages;
mod nested;
mod plan;
mod recorder;
mod request;
mod state;
mod state_calls;
#[cfg(test)]
mod tests;
mod view;

pub use context::{NodeContext, StoreHandle};
pub use error::{Interrupt, NodeError};
pub use graph::{BuildError, BuiltGraph, END, Edge, Graph, GraphBuilder, Join, START};
pub use host::{NativeHost, Options};
pub use messages::{MessageChunk, ai_message, new_message_id};
pub use state::{Channel, Reducer, State, Target, Update};
