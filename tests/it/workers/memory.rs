//! Checkpoints in memory.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use parking_lot::Mutex;
use runyard_core::{
    checkpoint::{
        ChannelValue, CheckpointList, CheckpointQuery, CheckpointTuple, CheckpointUpkeep, NewCheckpoint, NewWrites,
        PendingWrite,
    },
    host::{HostError, Persistence},
    id::ThreadId,
    item::{StoreOp, StoreResult},
};

/// Everything that workers have sent. Locks are never held over a wait.
#[derive(Default)]
pub struct Memory {
    checkpoints: Mutex<BTreeMap<(ThreadId, String, String), NewCheckpoint>>,
    channels: Mutex<BTreeMap<(ThreadId, String, String, String), ChannelValue>>,
    writes: Mutex<BTreeMap<(ThreadId, String, String), Vec<PendingWrite>>>,
    refused: Mutex<BTreeSet<ThreadId>>,
}

impl Memory {
    /// From now on nothing of this thread is kept.
    pub fn refuse(&self, thread_id: ThreadId) {
        self.refused.lock().insert(thread_id);
    }

    /// The newest checkpoint of a thread.
    pub fn newest(&self, thread_id: ThreadId) -> Option<CheckpointTuple> {
        self.select(thread_id, Some("")).into_iter().next()
    }

    /// Newest first.
    fn select(&self, thread_id: ThreadId, ns: Option<&str>) -> Vec<CheckpointTuple> {
        let checkpoints = self.checkpoints.lock();
        let mut found: Vec<_> = checkpoints
            .values()
            .filter(|cp| cp.thread_id == thread_id && ns.is_none_or(|ns| ns == cp.ns))
            .map(|cp| self.tuple(cp))
            .collect();
        found.sort_by(|x, y| y.checkpoint_id.cmp(&x.checkpoint_id));
        found
    }

    fn tuple(&self, cp: &NewCheckpoint) -> CheckpointTuple {
        let key = (cp.thread_id, cp.ns.clone(), cp.checkpoint_id.clone());
        let channel = |(name, version): (&String, &String)| {
            let key = (cp.thread_id, cp.ns.clone(), name.clone(), version.clone());
            self.channels.lock().get(&key).cloned()
        };
        CheckpointTuple {
            thread_id: cp.thread_id,
            run_id: cp.run_id,
            ns: cp.ns.clone(),
            checkpoint_id: cp.checkpoint_id.clone(),
            parent_id: cp.parent_id.clone(),
            metadata: cp.metadata.clone(),
            blob: cp.blob.clone(),
            channels: cp.versions.iter().filter_map(channel).collect(),
            writes: self.writes.lock().get(&key).cloned().unwrap_or_default(),
        }
    }

    fn check(&self, thread_id: ThreadId) -> Result<(), HostError> {
        if self.refused.lock().contains(&thread_id) { Err(HostError::new("the disk is full")) } else { Ok(()) }
    }
}

#[async_trait]
impl Persistence for Memory {
    async fn put_checkpoint(&self, checkpoint: NewCheckpoint) -> Result<(), HostError> {
        self.check(checkpoint.thread_id)?;
        for value in &checkpoint.channels {
            let key = (checkpoint.thread_id, checkpoint.ns.clone(), value.name.clone(), value.version.clone());
            self.channels.lock().insert(key, value.clone());
        }
        let key = (checkpoint.thread_id, checkpoint.ns.clone(), checkpoint.checkpoint_id.clone());
        self.checkpoints.lock().insert(key, checkpoint);
        Ok(())
    }

    async fn put_writes(&self, writes: NewWrites) -> Result<(), HostError> {
        self.check(writes.thread_id)?;
        let mut kept = self.writes.lock();
        let kept = kept.entry((writes.thread_id, writes.ns, writes.checkpoint_id)).or_default();
        for write in writes.writes {
            match kept.iter_mut().find(|old| old.task_id == write.task_id && old.idx == write.idx) {
                Some(old) if writes.replace => *old = write,
                Some(_) => {}
                None => kept.push(write),
            }
        }
        Ok(())
    }

    async fn get_checkpoint(&self, query: CheckpointQuery) -> Result<Option<CheckpointTuple>, HostError> {
        let mut tuples = self.select(query.thread_id, Some(&query.ns)).into_iter();
        Ok(tuples.find(|tuple| query.checkpoint_id.as_ref().is_none_or(|id| *id == tuple.checkpoint_id)))
    }

    async fn list_checkpoints(&self, list: CheckpointList) -> Result<Vec<CheckpointTuple>, HostError> {
        let tuples = self.select(list.thread_id, list.ns.as_deref()).into_iter();
        let older = tuples.filter(|tuple| list.before.as_ref().is_none_or(|before| tuple.checkpoint_id < *before));
        Ok(older.take(list.limit.map_or(usize::MAX, |limit| limit as usize)).collect())
    }

    async fn keep_up_checkpoints(&self, upkeep: CheckpointUpkeep) -> Result<(), HostError> {
        let CheckpointUpkeep::DeleteThread { thread_id } = upkeep else {
            return Err(HostError::new("these tests only delete threads"));
        };
        self.checkpoints.lock().retain(|key, _| key.0 != thread_id);
        Ok(())
    }

    async fn store_batch(&self, _: Vec<StoreOp>) -> Result<Vec<StoreResult>, HostError> {
        Err(HostError::new("these tests have no store"))
    }
}
