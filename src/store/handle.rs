//! The way to the items.

use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::{
    config,
    domain::{
        item::{StoreOp, StoreResult},
        time::Timestamp,
    },
    storage::{Storage, StorageError},
};

/// The store. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub storage: Arc<dyn Storage>,
    settings: config::Store,
    /// When the next sweep has something to do, as far as it is known. `None`: never.
    due: Mutex<Option<Timestamp>>,
    /// Rung when `due` came nearer.
    pub nearer: Notify,
}

impl Store {
    /// The store of a database.
    #[must_use]
    pub fn new(storage: Arc<dyn Storage>, settings: config::Store) -> Self {
        Self { inner: Arc::new(Inner { storage, settings, due: Mutex::new(None), nearer: Notify::new() }) }
    }

    /// What the configuration says.
    #[must_use]
    pub fn settings(&self) -> &config::Store {
        &self.inner.settings
    }

    /// Carries out operations in order, all or none, and answers each.
    ///
    /// # Errors
    /// [`StorageError::Invalid`] when one cannot be carried out, else when the database failed.
    pub async fn batch(&self, mut ops: Vec<StoreOp>) -> Result<Vec<StoreResult>, StorageError> {
        let now = Timestamp::now();
        let mut expires = None;
        for op in &mut ops {
            match op {
                StoreOp::Get { refresh_ttl, .. } | StoreOp::Search { refresh_ttl, .. } => {
                    refresh_ttl.get_or_insert(self.inner.settings.ttl.refresh_on_read);
                }
                StoreOp::Put { ttl, value, .. } => {
                    let at = ttl.filter(|_| value.is_some()).map(|minutes| now.plus_seconds(minutes * 60.0));
                    expires = earlier(expires, at);
                }
                StoreOp::Namespaces { .. } => {}
            }
        }
        let results = self.inner.storage.store_batch(ops, now).await?;
        // Afterwards: a sweep that was going on meanwhile has not seen these items.
        self.inner.due_at(expires);
        Ok(results)
    }
}

impl Inner {
    /// Something is to be swept at this time.
    pub fn due_at(&self, at: Option<Timestamp>) {
        let mut due = self.due.lock();
        let nearest = earlier(*due, at);
        if nearest != *due {
            *due = nearest;
            drop(due);
            self.nearer.notify_one();
        }
    }

    /// When something is to be swept.
    pub fn due(&self) -> Option<Timestamp> {
        *self.due.lock()
    }

    /// A sweep begins, and will find out anew when the next is due.
    pub fn forget_due(&self) {
        *self.due.lock() = None;
    }
}

fn earlier(a: Option<Timestamp>, b: Option<Timestamp>) -> Option<Timestamp> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
