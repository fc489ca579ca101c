//! Checkpoints and the long-term store in memory.

use std::collections::BTreeMap;

use async_trait::async_trait;
use parking_lot::Mutex;
use serde_json::{Map, Value};

use runyard_core::{
    checkpoint::{
        ChannelValue, CheckpointList, CheckpointQuery, CheckpointTuple, CheckpointUpkeep, NewCheckpoint, NewWrites,
        PendingWrite,
    },
    host::{HostError, Persistence},
    item::{FoundItem, Item, StoreOp, StoreResult},
    time::Timestamp,
};

/// Checkpoints and store items in memory: what a [`Runner`](super::Runner) uses unless it is given something else.
///
/// Nothing of it survives the process. The store has neither semantic search nor a time to live, and its filters
/// compare members for equality.
#[derive(Default)]
pub struct InMemory {
    tables: Mutex<Tables>,
}

#[derive(Default)]
struct Tables {
    /// In the order in which they were made.
    checkpoints: Vec<NewCheckpoint>,
    /// By checkpoint, task and index. Ids of checkpoints are unique over all threads.
    writes: BTreeMap<(String, String, i64), PendingWrite>,
    items: BTreeMap<(Vec<String>, String), Item>,
}

impl InMemory {
    /// Empty.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl std::fmt::Debug for InMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tables = self.tables.lock();
        let (checkpoints, items) = (tables.checkpoints.len(), tables.items.len());
        f.debug_struct("InMemory").field("checkpoints", &checkpoints).field("items", &items).finish_non_exhaustive()
    }
}

impl Tables {
    fn tuple(&self, checkpoint: &NewCheckpoint) -> Result<CheckpointTuple, HostError> {
        let value = |(name, version): (&String, &String)| {
            let is_it = |value: &&ChannelValue| value.name == *name && value.version == *version;
            // The newest checkpoints are the likeliest to have brought it.
            let of_thread = self.checkpoints.iter().rev().filter(|other| other.thread_id == checkpoint.thread_id);
            let found = of_thread.flat_map(|other| &other.channels).find(is_it);
            found.cloned().ok_or_else(|| HostError::new(format!("the value of channel '{name}' was never kept")))
        };
        let checkpoint_id = &checkpoint.checkpoint_id;
        let writes = self.writes.iter().filter(|((id, ..), _)| id == checkpoint_id);
        Ok(CheckpointTuple {
            thread_id: checkpoint.thread_id,
            run_id: checkpoint.run_id,
            ns: checkpoint.ns.clone(),
            checkpoint_id: checkpoint_id.clone(),
            parent_id: checkpoint.parent_id.clone(),
            metadata: checkpoint.metadata.clone(),
            blob: checkpoint.blob.clone(),
            channels: checkpoint.versions.iter().map(value).collect::<Result<_, _>>()?,
            writes: writes.map(|(_, write)| write.clone()).collect(),
        })
    }

    fn carry_out(&mut self, op: StoreOp) -> Result<StoreResult, HostError> {
        match op {
            StoreOp::Get { namespace, key, .. } => Ok(StoreResult::Item(self.items.get(&(namespace, key)).cloned())),
            StoreOp::Put { namespace, key, value: None, .. } => {
                self.items.remove(&(namespace, key));
                Ok(StoreResult::Done(()))
            }
            StoreOp::Put { namespace, key, value: Some(value), .. } => {
                let now = Timestamp::now();
                let place = (namespace.clone(), key.clone());
                let created_at = self.items.get(&place).map_or(now, |item| item.created_at);
                self.items.insert(place, Item { namespace, key, value, created_at, updated_at: now });
                Ok(StoreResult::Done(()))
            }
            StoreOp::Search { prefix, filter, limit, offset, .. } => {
                let filter = filter.unwrap_or_default();
                let matches = |item: &&Item| item.namespace.starts_with(&prefix) && contains(item, &filter);
                let found = self.items.values().filter(matches).skip(offset as usize).take(limit as usize);
                Ok(StoreResult::Items(found.map(|item| FoundItem { item: item.clone(), score: None }).collect()))
            }
            StoreOp::Namespaces { .. } => Err(HostError::new("the store in memory does not list namespaces")),
        }
    }
}

fn contains(item: &Item, filter: &Map<String, Value>) -> bool {
    let value = item.value.read_value();
    filter.iter().all(|(name, expected)| value.get(name) == Some(expected))
}

#[async_trait]
impl Persistence for InMemory {
    async fn put_checkpoint(&self, checkpoint: NewCheckpoint) -> Result<(), HostError> {
        let mut tables = self.tables.lock();
        match tables.checkpoints.iter().position(|other| other.checkpoint_id == checkpoint.checkpoint_id) {
            Some(at) => tables.checkpoints[at] = checkpoint,
            None => tables.checkpoints.push(checkpoint),
        }
        Ok(())
    }

    async fn put_writes(&self, writes: NewWrites) -> Result<(), HostError> {
        let mut tables = self.tables.lock();
        for write in writes.writes {
            let key = (writes.checkpoint_id.clone(), write.task_id.clone(), write.idx);
            if writes.replace {
                tables.writes.insert(key, write);
            } else {
                tables.writes.entry(key).or_insert(write);
            }
        }
        Ok(())
    }

    async fn get_checkpoint(&self, query: CheckpointQuery) -> Result<Option<CheckpointTuple>, HostError> {
        let tables = self.tables.lock();
        let matches = |checkpoint: &&NewCheckpoint| {
            checkpoint.thread_id == query.thread_id
                && checkpoint.ns == query.ns
                && query.checkpoint_id.as_ref().is_none_or(|id| *id == checkpoint.checkpoint_id)
        };
        tables.checkpoints.iter().rev().find(matches).map(|checkpoint| tables.tuple(checkpoint)).transpose()
    }

    async fn list_checkpoints(&self, list: CheckpointList) -> Result<Vec<CheckpointTuple>, HostError> {
        let tables = self.tables.lock();
        let matches = |checkpoint: &&NewCheckpoint| {
            let metadata = checkpoint.metadata.read_value();
            checkpoint.thread_id == list.thread_id
                && list.ns.as_ref().is_none_or(|ns| *ns == checkpoint.ns)
                && list.before.as_ref().is_none_or(|before| checkpoint.checkpoint_id < *before)
                && list.filter.iter().flatten().all(|(key, value)| metadata.get(key) == Some(value))
        };
        let limit = list.limit.map_or(usize::MAX, |limit| limit as usize);
        let newest_first = tables.checkpoints.iter().rev().filter(matches).take(limit);
        newest_first.map(|checkpoint| tables.tuple(checkpoint)).collect()
    }

    async fn keep_up_checkpoints(&self, upkeep: CheckpointUpkeep) -> Result<(), HostError> {
        let CheckpointUpkeep::DeleteThread { thread_id } = upkeep else {
            return Err(HostError::new("the checkpoints in memory can be deleted by thread only"));
        };
        let mut tables = self.tables.lock();
        let Tables { checkpoints, writes, .. } = &mut *tables;
        checkpoints.retain(|checkpoint| {
            let stays = checkpoint.thread_id != thread_id;
            if !stays {
                writes.retain(|(checkpoint_id, ..), _| *checkpoint_id != checkpoint.checkpoint_id);
            }
            stays
        });
        Ok(())
    }

    async fn store_batch(&self, ops: Vec<StoreOp>) -> Result<Vec<StoreResult>, HostError> {
        let mut tables = self.tables.lock();
        ops.into_iter().map(|op| tables.carry_out(op)).collect()
    }
}
