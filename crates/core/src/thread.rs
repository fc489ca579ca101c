//! Threads: what accumulates over a group of runs.

use crate::id::ThreadId;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use runyard_types::{ThreadStatus, TtlStrategy};

use super::{json::RawJson, time::Timestamp};

/// A time to live to be given to a thread. It counts from the thread's last change, and does not end while a run of it
/// is in flight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NewTtl {
    /// The action on expiry.
    pub strategy: TtlStrategy,
    /// The TTL in minutes.
    pub minutes: f64,
}

/// More would overflow when it is added to a time. A thousand years in minutes.
const TTL_MAX_MINUTES: f64 = 1000.0 * 365.0 * 24.0 * 60.0;

impl NewTtl {
    /// Returns the TTL in microseconds.
    #[must_use]
    pub fn micros(self) -> i64 {
        (self.minutes.clamp(0.0, TTL_MAX_MINUTES) * 60e6) as i64
    }
}

/// A thread's time to live, as clients see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ttl {
    /// The action on expiry.
    pub strategy: TtlStrategy,
    /// Minutes since the last update.
    pub ttl_minutes: f64,
    /// The time of expiry, unless the thread changes before or has a run in flight at that time.
    pub expires_at: Timestamp,
}

/// A thread as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Thread {
    /// UUIDv7 unless the client chose it.
    pub thread_id: ThreadId,
    /// The time of creation.
    pub created_at: Timestamp,
    /// The time of the last change.
    pub updated_at: Timestamp,
    /// The time of the last change of the state.
    pub state_updated_at: Timestamp,
    /// The client's metadata, with `graph_id` and `assistant_id` after the first run.
    pub metadata: RawJson,
    /// The configuration of its runs.
    pub config: RawJson,
    /// The status.
    pub status: ThreadStatus,
    /// The values of the last checkpoint; `None` before the first run has ended.
    pub values: Option<RawJson>,
    /// Interrupts by task id; `None` before the first run has ended.
    pub interrupts: Option<RawJson>,
    /// `{"error","message"}` of the last run, or JSON null; `None` before the first run has ended.
    pub error: Option<RawJson>,
    /// Time to live, when it has one.
    pub ttl: Option<Ttl>,
}

/// A thread to be created.
#[derive(Clone, Debug)]
pub struct NewThread {
    /// Its id.
    pub thread_id: ThreadId,
    /// Its metadata, an object.
    pub metadata: RawJson,
    /// Time to live.
    pub ttl: Option<NewTtl>,
    /// The present time.
    pub now: Timestamp,
}

/// The result of a create request.
#[derive(Clone, Debug, PartialEq)]
pub enum ThreadCreated {
    /// It was made.
    Created(Thread),
    /// There is one with this id already; it was left as it is.
    Exists(Thread),
}

/// The column to sort threads by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ThreadSort {
    /// By id.
    ThreadId,
    /// By status.
    Status,
    /// By time of creation.
    CreatedAt,
    /// By last update: the default (spec/wire.md#threads).
    #[default]
    UpdatedAt,
    /// By last update of the state.
    StateUpdatedAt,
}

/// A filter for threads.
#[derive(Clone, Debug, Default)]
pub struct ThreadFilter {
    /// One of these ids; `None` for any.
    pub ids: Option<Vec<ThreadId>>,
    /// The thread's metadata contains this object.
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// The thread's values contain this object.
    pub values: Option<serde_json::Map<String, serde_json::Value>>,
    /// This status.
    pub status: Option<ThreadStatus>,
}

/// A page of a thread search.
#[derive(Clone, Debug)]
pub struct ThreadSearch {
    /// The filter.
    pub filter: ThreadFilter,
    /// Sorted by.
    pub sort: ThreadSort,
    /// Smallest first instead of largest first.
    pub ascending: bool,
    /// At most so many.
    pub limit: u32,
    /// Skip so many.
    pub offset: u32,
}

/// A change to a thread's own columns.
#[derive(Clone, Debug)]
pub struct ThreadPatch {
    /// Members to set in the metadata, shallowly; `null` is stored, not removed (spec/wire.md#threads).
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    /// A new time to live.
    pub ttl: Option<NewTtl>,
    /// The present time.
    pub now: Timestamp,
}

/// A copy of a thread to be made.
#[derive(Clone, Debug)]
pub struct CopyThread {
    /// The thread to copy.
    pub thread_id: ThreadId,
    /// The copy's id.
    pub copy_id: ThreadId,
    /// The present time.
    pub now: Timestamp,
}

/// The result of a prune.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThreadPruned {
    /// Only the newest checkpoints are left.
    Pruned,
    /// A run in flight may need any checkpoint: nothing was done.
    Busy,
    /// There is no such thread.
    Missing,
}

/// The result of a sweep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Threads that are gone.
    pub deleted: Vec<ThreadId>,
    /// Threads of which only the newest checkpoints are left.
    pub pruned: Vec<ThreadId>,
}

/// The storage use of a thread, in bytes. Data shared with copies of the thread counts in full.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ThreadStorage {
    /// Checkpoints and their number.
    pub checkpoints: CountBytes,
    /// Channel values by channel, over all namespaces.
    pub channels: BTreeMap<String, CountBytes>,
    /// Pending writes.
    pub writes: CountBytes,
}

impl ThreadStorage {
    /// The values of all channels.
    #[must_use]
    pub fn total_channels(&self) -> CountBytes {
        self.channels.values().fold(CountBytes::default(), |sum, channel| CountBytes {
            count: sum.count + channel.count,
            bytes: sum.bytes + channel.bytes,
        })
    }

    /// Everything together.
    #[must_use]
    pub fn total_bytes(&self) -> u64 {
        self.checkpoints.bytes + self.total_channels().bytes + self.writes.bytes
    }
}

/// A number of things and their size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CountBytes {
    /// The number.
    pub count: u64,
    /// Their size in bytes.
    pub bytes: u64,
}
