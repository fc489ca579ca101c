//! Indexing what was stored before: without an index, or with another one. Until an item's turn comes a search finds it
//! after all that have vectors; vectors of different indexes are never compared.

use std::{sync::Arc, time::Duration};

use futures::future::BoxFuture;
use slog::Logger;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{
    Store, embed,
    long_term::{Index, StoreInner},
};
use runyard_core::{
    host::{CallError, GraphHost},
    progress::Progress,
    storage::{Outage, StorageError},
    vector::{IndexPlace, IndexedItem, ItemToIndex},
};

/// The number of items that are embedded in one call.
const PAGE_ITEMS: usize = 32;

/// The task that indexes items. If it is dropped, the next start of the server indexes the rest.
pub struct Reindexer {
    stopping: CancellationToken,
    task: JoinHandle<()>,
}

impl Reindexer {
    /// Begins, if the configuration has an index. `retry` is the wait after the database has failed or while no worker
    /// is ready.
    #[must_use]
    pub fn start(store: &Store, host: Arc<dyn GraphHost>, retry: Duration, progress: Progress, log: Logger) -> Self {
        let stopping = CancellationToken::new();
        let work = Work { inner: Arc::clone(&store.inner), host, retry, progress, log };
        let index = work.inner.index;
        let stopped = stopping.clone();
        let task = tokio::spawn(async move {
            let Some(index) = index else { return };
            tokio::select! {
                () = work.all(index) => {}
                () = stopped.cancelled() => {}
            }
        });
        Self { stopping, task }
    }

    /// Stops; what is under way is given up.
    pub async fn stop(self) {
        self.stopping.cancel();
        // When it panicked there is nothing left to wait for.
        let _ = self.task.await;
    }
}

struct Work {
    inner: Arc<StoreInner>,
    host: Arc<dyn GraphHost>,
    retry: Duration,
    progress: Progress,
    log: Logger,
}

impl Work {
    async fn all(&self, index: Index) {
        if let Err(error) = self.usable().await {
            slog::error!(self.log, "failed to load the embedding function of the store; requests that need it fail"; "error" => %error);
            return;
        }
        let storage = &self.inner.storage;
        let Some(total) = self.insist(|| storage.count_items_to_index(index.id)).await else { return };
        if total == 0 {
            return;
        }
        slog::info!(self.log, "store items are being embedded; until they are, searches return them last"; "items" => total);
        let step = self.progress.begin("embedding store items", Some(total));
        let (mut done, mut failed) = (0_u64, 0_u64);
        let mut after: Option<IndexPlace> = None;
        loop {
            let page = self.insist(|| storage.items_to_index(index.id, after.clone(), PAGE_ITEMS)).await;
            let Some(page) = page else { return };
            let Some(last) = page.last() else { break };
            after = Some(last.place.clone());
            let count = page.len() as u64;
            let Some(bad) = step.during(self.page(index, page)).await else { return };
            failed += bad;
            done += count - bad;
            step.reach(done + failed);
        }
        drop(step);
        if failed > 0 {
            slog::warn!(self.log, "items of the store could not be embedded; searches find them last, and the next start tries again"; "items" => failed);
        }
        slog::info!(self.log, "all store items are embedded"; "items" => done);
    }

    async fn usable(&self) -> Result<(), CallError> {
        loop {
            match embed::check(&*self.host).await {
                // The workers are starting, or cannot be started at present.
                Err(CallError::Unavailable(_)) => tokio::time::sleep(self.retry).await,
                checked => return checked,
            }
        }
    }

    /// Embeds some items and keeps the vectors. Returns how many could not be embedded, or `None` when the database is
    /// closed.
    async fn page(&self, index: Index, page: Vec<ItemToIndex>) -> Option<u64> {
        match self.embedded(index, &page).await {
            Ok(items) => self.keep(index, items).await.map(|()| 0),
            Err(_) if page.len() > 1 => {
                // One of them may be to blame.
                let mut failed = 0;
                for item in page {
                    match self.embedded(index, std::slice::from_ref(&item)).await {
                        Ok(items) => self.keep(index, items).await?,
                        Err(error) => {
                            failed += 1;
                            self.tell(&item, &error);
                        }
                    }
                }
                Some(failed)
            }
            Err(error) => {
                page.first().inspect(|item| self.tell(item, &error));
                Some(1)
            }
        }
    }

    fn tell(&self, item: &ItemToIndex, error: &str) {
        let namespace = item.place.namespace.join(".");
        slog::debug!(self.log, "failed to embed an item"; "namespace" => namespace, "key" => &item.place.key, "error" => error);
    }

    async fn embedded(&self, index: Index, items: &[ItemToIndex]) -> Result<Vec<IndexedItem>, String> {
        let vectors = loop {
            match embed::vectors_of(&*self.host, items).await {
                Ok(vectors) => break vectors,
                // The workers are starting, or cannot be started at present.
                Err(CallError::Unavailable(_)) => tokio::time::sleep(self.retry).await,
                Err(error) => return Err(error.to_string()),
            }
        };
        items
            .iter()
            .zip(vectors)
            .map(|(item, vectors)| {
                let vectors = index.units(vectors).map_err(|error| error.to_string())?;
                Ok(IndexedItem { place: item.place.clone(), updated_at: item.updated_at, vectors })
            })
            .collect()
    }

    async fn keep(&self, index: Index, items: Vec<IndexedItem>) -> Option<()> {
        self.insist(|| self.inner.storage.index_items(index.id, items.clone())).await
    }

    /// Tries until the database does it; `None` when it is closed.
    async fn insist<'a, T>(&self, work: impl Fn() -> BoxFuture<'a, Result<T, StorageError>>) -> Option<T> {
        let outage = Outage::default();
        loop {
            let result = work().await;
            outage.note(&self.log, "make items ready for search by meaning", &result);
            match result {
                Ok(result) => return Some(result),
                Err(StorageError::Closed) => return None,
                Err(_) => tokio::time::sleep(self.retry).await,
            }
        }
    }
}
