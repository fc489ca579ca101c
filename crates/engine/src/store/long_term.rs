//! The way to the items.

use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::Notify;

use super::settings::{IndexSettings, StoreSettings};
use runyard_core::{
    item::{self, StoreOp, StoreResult},
    storage::{Storage, StorageError},
    time::Timestamp,
    vector::{self, IndexId},
};

/// The store. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(super) inner: Arc<StoreInner>,
}

pub(super) struct StoreInner {
    pub storage: Arc<dyn Storage>,
    settings: StoreSettings,
    /// The index of the configuration.
    pub index: Option<Index>,
    /// The time of the next expiry, as far as it is known; `None` if there is none.
    due: Mutex<Option<Timestamp>>,
    /// Notified when `due` becomes earlier.
    pub nearer: Notify,
}

/// The index that vectors are of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Index {
    pub id: IndexId,
    dims: usize,
}

impl Index {
    /// Normalizes vectors for the storage.
    pub fn units(&self, vectors: Vec<Vec<f32>>) -> Result<Vec<Vec<f32>>, StorageError> {
        let units = vectors.into_iter().map(|vector| vector::unit(vector, self.dims)).collect::<Result<_, _>>();
        units.map_err(|error| StorageError::Invalid(error.to_string()))
    }
}

/// The settings that determine the vectors. A change of the code behind the function's name cannot be detected here.
fn fingerprint(index: &IndexSettings) -> String {
    serde_json::json!({"embed": index.embed, "dims": index.dims, "fields": index.fields}).to_string()
}

impl Store {
    /// The store of a database.
    ///
    /// # Errors
    /// Returns an error if the database fails.
    pub async fn open(storage: Arc<dyn Storage>, settings: StoreSettings) -> Result<Self, StorageError> {
        let index = match &settings.index {
            Some(index) => Some(Index { id: storage.open_index(fingerprint(index)).await?, dims: index.dims }),
            None => None,
        };
        Ok(Self {
            inner: Arc::new(StoreInner { storage, settings, index, due: Mutex::new(None), nearer: Notify::new() }),
        })
    }

    /// Returns the settings.
    #[must_use]
    pub fn settings(&self) -> &StoreSettings {
        &self.inner.settings
    }

    /// Carries out operations in order, all or none, and answers each. A put without vectors, of what is to have them,
    /// gets them when the server starts the next time.
    ///
    /// # Errors
    /// [`StorageError::Invalid`] when one cannot be carried out, else when the database failed.
    pub async fn batch(&self, mut ops: Vec<StoreOp>) -> Result<Vec<StoreResult>, StorageError> {
        let now = Timestamp::now();
        let mut expires = None;
        for op in &mut ops {
            match op {
                StoreOp::Get { refresh_ttl, .. } => {
                    refresh_ttl.get_or_insert(self.inner.settings.ttl.refresh_on_read);
                }
                StoreOp::Search { refresh_ttl, vector, .. } => {
                    refresh_ttl.get_or_insert(self.inner.settings.ttl.refresh_on_read);
                    *vector = self.units(vector.take().map(|vector| vec![vector]))?.and_then(|mut units| units.pop());
                }
                StoreOp::Put { namespace, key, ttl, value, vectors, .. } => {
                    // What an earlier version stored under a longer name can still be deleted.
                    if value.is_some() {
                        item::check_name(namespace, key).map_err(StorageError::Invalid)?;
                    }
                    let at = ttl.filter(|_| value.is_some()).map(|minutes| now.plus_seconds(minutes * 60.0));
                    expires = earlier(expires, at);
                    *vectors = self.units(vectors.take())?;
                }
                StoreOp::Namespaces { .. } => {}
            }
        }
        let index = self.inner.index.map(|index| index.id);
        let results = self.inner.storage.store_batch(ops, index, now).await?;
        // Afterwards: a sweep that ran in the meantime has not seen these items.
        self.inner.due_at(expires);
        Ok(results)
    }

    fn units(&self, vectors: Option<Vec<Vec<f32>>>) -> Result<Option<Vec<Vec<f32>>>, StorageError> {
        match (&self.inner.index, vectors) {
            (Some(index), Some(vectors)) => index.units(vectors).map(Some),
            (None, _) | (_, None) => Ok(None),
        }
    }
}

impl StoreInner {
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

    /// Returns the time of the next expiry.
    pub fn due(&self) -> Option<Timestamp> {
        *self.due.lock()
    }

    /// A sweep starts; it determines when the next one is due.
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
