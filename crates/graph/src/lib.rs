#![doc = include_str!("../README.md")]

mod checkpoint;
mod command;
mod context;
mod error;
mod events;
mod executor;
mod graph;
mod host;
mod invocation;
mod memory;
mod messages;
mod nested;
mod plan;
mod recorder;
mod request;
mod runner;
mod state;
mod state_calls;
mod view;

/// The attribute for implementations of [`Graph`] and [`Persistence`].
pub use async_trait::async_trait;
pub use runyard_core::{
    host::{HostError, Persistence},
    id::{RunId, ThreadId},
    item::{FoundItem, Item},
    run::RunError,
};

/// The types that an implementation of [`Persistence`] takes and returns.
pub mod persistence {
    pub use runyard_core::{
        checkpoint::{
            Blob, ChannelValue, CheckpointList, CheckpointQuery, CheckpointTuple, CheckpointUpkeep, NewCheckpoint,
            NewWrites, PendingWrite,
        },
        host::{HostError, Persistence},
        item::{FoundItem, Item, NamespaceCondition, NamespaceEnd, StoreOp, StoreResult},
        json::RawJson,
        time::Timestamp,
    };
}

pub use context::{NodeContext, StoreHandle};
pub use error::{Interrupt, NodeError};
pub use graph::{BuildError, BuiltGraph, END, Edge, Graph, GraphBuilder, Join, START};
pub use host::{Host, HostOptions};
pub use invocation::Invocation;
pub use memory::InMemory;
pub use messages::{MessageChunk, ai_message, message_text, new_message_id};
pub use runner::{Output, RunStream, Runner, StreamEvent, Thread, ThreadState};
pub use state::{Channel, Reducer, State, Target, Update};
