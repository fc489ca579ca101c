//! Threads.

mod copy;
mod index_scan;
pub(super) mod metadata_index;
mod search;
mod sweep;
pub(super) mod table;

use async_trait::async_trait;
use runyard_core::{
    id::{RunId, ThreadId},
    json::RawJson,
    storage::{StorageError, Threads},
    thread::{
        CopyThread, NewThread, Swept, Thread, ThreadCreated, ThreadFilter, ThreadPatch, ThreadPruned, ThreadSearch,
        ThreadStorage,
    },
    time::Timestamp,
};

use super::db::SqliteStorage;

#[async_trait]
impl Threads for SqliteStorage {
    async fn create_thread(&self, new: NewThread) -> Result<ThreadCreated, StorageError> {
        self.write("create a thread", move |conn| table::create(conn, &new)).await
    }

    async fn get_thread(&self, thread_id: ThreadId) -> Result<Option<Thread>, StorageError> {
        self.read("read a thread", move |conn| table::get(conn, thread_id)).await
    }

    async fn get_thread_config(&self, thread_id: ThreadId) -> Result<Option<RawJson>, StorageError> {
        self.read("read a thread's configuration", move |conn| table::config(conn, thread_id)).await
    }

    async fn patch_thread(&self, thread_id: ThreadId, patch: ThreadPatch) -> Result<Option<Thread>, StorageError> {
        self.write("change a thread", move |conn| table::patch(conn, thread_id, &patch)).await
    }

    async fn delete_thread(&self, thread_id: ThreadId) -> Result<Option<Vec<RunId>>, StorageError> {
        self.write("delete a thread", move |conn| table::delete(conn, thread_id)).await
    }

    async fn copy_thread(&self, copy: CopyThread) -> Result<Option<Thread>, StorageError> {
        self.write("copy a thread", move |conn| copy::copy(conn, &copy)).await
    }

    async fn prune_thread(&self, thread_id: ThreadId) -> Result<ThreadPruned, StorageError> {
        self.write("prune a thread", move |conn| sweep::prune(conn, thread_id)).await
    }

    async fn thread_storage(&self, thread_id: ThreadId) -> Result<Option<ThreadStorage>, StorageError> {
        self.read("measure a thread", move |conn| copy::size(conn, thread_id)).await
    }

    async fn sweep_threads(&self, max: usize, now: Timestamp) -> Result<Swept, StorageError> {
        self.write("sweep threads", move |conn| sweep::sweep(conn, max, now)).await
    }

    async fn next_thread_expiry(&self) -> Result<Option<Timestamp>, StorageError> {
        self.read("look for the next thread to expire", sweep::next_expiry).await
    }

    async fn search_threads(&self, search: ThreadSearch) -> Result<Vec<Thread>, StorageError> {
        self.read("search threads", move |conn| search::search(conn, &search)).await
    }

    async fn count_threads(&self, filter: ThreadFilter) -> Result<u64, StorageError> {
        self.read("count threads", move |conn| search::count(conn, &filter)).await
    }

    async fn set_thread_state(
        &self,
        thread_id: ThreadId,
        values: RawJson,
        interrupts: RawJson,
        waiting: bool,
        now: Timestamp,
    ) -> Result<(), StorageError> {
        self.write("update a thread's state", move |conn| {
            table::set_state(conn, thread_id, &values, &interrupts, waiting, now)
        })
        .await
    }
}
