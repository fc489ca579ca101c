//! The engine's side of an execution: its stream, its stop signal and the storage.

use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::{Notify, watch};

use crate::{store::Store, streams::RunLog};
use runyard_core::{
    checkpoint::{CheckpointList, CheckpointQuery, CheckpointTuple, CheckpointUpkeep, NewCheckpoint, NewWrites},
    event::Event,
    host::{HostError, Persistence, RunLink, Stop},
    item::{StoreOp, StoreResult},
    storage::{Storage, StorageError},
    text,
};

/// One execution's link.
pub(super) struct ExecutionLink {
    pub log: Arc<RunLog>,
    pub stop: watch::Receiver<Option<Stop>>,
    /// Notified when the graph's code begins.
    pub started: Arc<Notify>,
}

#[async_trait]
impl RunLink for ExecutionLink {
    async fn emit(&self, events: Vec<Event>) -> Result<(), HostError> {
        self.log.append(events).await.map_err(host_error)
    }

    fn started(&self) {
        self.started.notify_one();
    }

    fn stop(&self) -> watch::Receiver<Option<Stop>> {
        self.stop.clone()
    }
}

/// The storage as graphs see it.
pub struct GraphStorage {
    /// For checkpoints.
    pub storage: Arc<dyn Storage>,
    /// For items.
    pub store: Store,
}

#[async_trait]
impl Persistence for GraphStorage {
    async fn put_checkpoint(&self, checkpoint: NewCheckpoint) -> Result<(), HostError> {
        self.storage.put_checkpoint(checkpoint).await.map_err(host_error)
    }
    async fn put_writes(&self, writes: NewWrites) -> Result<(), HostError> {
        self.storage.put_writes(writes).await.map_err(host_error)
    }
    async fn get_checkpoint(&self, query: CheckpointQuery) -> Result<Option<CheckpointTuple>, HostError> {
        self.storage.get_checkpoint(query).await.map_err(host_error)
    }
    async fn list_checkpoints(&self, list: CheckpointList) -> Result<Vec<CheckpointTuple>, HostError> {
        self.storage.list_checkpoints(list).await.map_err(host_error)
    }
    async fn keep_up_checkpoints(&self, upkeep: CheckpointUpkeep) -> Result<(), HostError> {
        self.storage.keep_up_checkpoints(upkeep).await.map_err(host_error)
    }
    async fn store_batch(&self, ops: Vec<StoreOp>) -> Result<Vec<StoreResult>, HostError> {
        self.store.batch(ops).await.map_err(host_error)
    }
}

fn host_error(error: StorageError) -> HostError {
    let text = text::chain(&error);
    match error {
        StorageError::Gone { .. } => HostError::gone(text),
        error if error.is_temporary() => HostError::temporary(text),
        _ => HostError::new(text),
    }
}
