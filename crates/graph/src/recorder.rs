//! Keeps what an execution wants to be kept, as durably as the run asked for.

use std::{collections::BTreeMap, sync::Arc};

use tokio::{sync::mpsc, task::JoinHandle};

use super::request::Durability;
use runyard_core::{
    checkpoint::{ChannelValue, NewCheckpoint, NewWrites},
    host::{HostError, Persistence},
};

/// The number of unstored checkpoints and writes above which a graph waits.
const ASYNC_QUEUE_MAX: usize = 64;

enum Op {
    Checkpoint(NewCheckpoint),
    Writes(NewWrites),
}

/// Stores the checkpoints and writes of an execution.
pub(super) struct Recorder {
    persistence: Arc<dyn Persistence>,
    how: How,
}

enum How {
    /// A stateless run whose thread is not kept.
    Discard,
    Sync,
    /// A task of its own keeps them in order.
    Async {
        queue: mpsc::Sender<Op>,
        writer: JoinHandle<Result<(), HostError>>,
    },
    Exit(Box<Held>),
}

#[derive(Default)]
struct Held {
    checkpoint: Option<NewCheckpoint>,
    /// Values that no kept checkpoint has.
    channels: BTreeMap<String, ChannelValue>,
    writes: Vec<NewWrites>,
}

impl Recorder {
    pub(super) fn new(persistence: Arc<dyn Persistence>, durability: Durability, discard: bool) -> Self {
        let how = match durability {
            _ if discard => How::Discard,
            Durability::Sync => How::Sync,
            Durability::Async => {
                let (queue, mut ops) = mpsc::channel(ASYNC_QUEUE_MAX);
                let persistence = Arc::clone(&persistence);
                let writer = tokio::spawn(async move {
                    while let Some(op) = ops.recv().await {
                        keep(&*persistence, op).await?;
                    }
                    Ok(())
                });
                How::Async { queue, writer }
            }
            Durability::Exit => How::Exit(Box::default()),
        };
        Self { persistence, how }
    }

    /// Returns whether anything is kept at all.
    pub(super) fn keeps(&self) -> bool {
        !matches!(self.how, How::Discard)
    }

    pub(super) async fn checkpoint(&mut self, checkpoint: NewCheckpoint) -> Result<(), HostError> {
        match &mut self.how {
            How::Discard => Ok(()),
            How::Sync | How::Async { .. } => self.put(Op::Checkpoint(checkpoint)).await,
            How::Exit(held) => {
                held.hold(checkpoint);
                Ok(())
            }
        }
    }

    pub(super) async fn writes(&mut self, writes: NewWrites) -> Result<(), HostError> {
        match &mut self.how {
            How::Discard => Ok(()),
            How::Sync | How::Async { .. } => self.put(Op::Writes(writes)).await,
            How::Exit(held) => {
                held.writes.push(writes);
                Ok(())
            }
        }
    }

    async fn put(&mut self, op: Op) -> Result<(), HostError> {
        if let How::Async { queue, .. } = &mut self.how {
            if queue.send(op).await.is_ok() {
                return Ok(());
            }
            // The writer ends early only when it failed.
            return self.finish().await;
        }
        keep(&*self.persistence, op).await
    }

    /// Returns when everything is kept.
    pub(super) async fn finish(&mut self) -> Result<(), HostError> {
        match std::mem::replace(&mut self.how, How::Sync) {
            How::Discard | How::Sync => Ok(()),
            How::Async { queue, writer } => {
                drop(queue);
                writer.await.map_err(|error| HostError::new(format!("failed to keep checkpoints: {error}")))?
            }
            How::Exit(held) => {
                if let Some(mut checkpoint) = held.checkpoint {
                    checkpoint.channels = held.channels.into_values().collect();
                    self.persistence.put_checkpoint(checkpoint).await?;
                }
                for writes in held.writes {
                    self.persistence.put_writes(writes).await?;
                }
                Ok(())
            }
        }
    }
}

impl Held {
    fn hold(&mut self, mut checkpoint: NewCheckpoint) {
        if let Some(old) = self.checkpoint.take() {
            checkpoint.parent_id = old.parent_id;
        }
        for channel in checkpoint.channels.drain(..) {
            self.channels.insert(channel.name.clone(), channel);
        }
        self.writes.clear();
        self.checkpoint = Some(checkpoint);
    }
}

async fn keep(persistence: &dyn Persistence, op: Op) -> Result<(), HostError> {
    match op {
        Op::Checkpoint(checkpoint) => persistence.put_checkpoint(checkpoint).await,
        Op::Writes(writes) => persistence.put_writes(writes).await,
    }
}
