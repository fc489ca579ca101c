//! Metrics and statistics of a storage backend.

use prometheus::{Histogram, HistogramOpts, IntCounter};

/// Upper bounds of the classes of a commit's duration, seconds.
const COMMIT_BUCKETS_SECS: [f64; 12] = [1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1, 0.25, 1.0];

/// Counters, updated by atomic additions. Clones share them.
#[derive(Clone, Debug)]
pub struct StorageMetrics {
    /// The duration of commits.
    pub commit_seconds: Histogram,
    /// Changes that were committed.
    pub writes: IntCounter,
    /// The number of failed removals of deleted data.
    pub removal_failures: IntCounter,
}

impl Default for StorageMetrics {
    fn default() -> Self {
        let commits = HistogramOpts::new("runyard_storage_commit_seconds", "How long commits of the database took.");
        let commit_seconds = Histogram::with_opts(commits.buckets(COMMIT_BUCKETS_SECS.to_vec()));
        let writes = IntCounter::new("runyard_storage_writes_total", "Changes that were committed to the database.");
        let removal_failures = IntCounter::new(
            "runyard_storage_removal_failures_total",
            "Attempts to remove the data of deletions that failed; they are repeated.",
        );
        Self {
            commit_seconds: commit_seconds.expect("the name is fine"),
            writes: writes.expect("the name is fine"),
            removal_failures: removal_failures.expect("the name is fine"),
        }
    }
}

/// Statistics of a storage backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StorageStats {
    /// The size on disk.
    pub size_bytes: u64,
    /// Changes that wait for the writer.
    pub waiting_writes: u64,
    /// Deletions of which something is still to be removed from the disk.
    pub waiting_removals: u64,
}

/// Statistics of the queue. The wait of a delayed run starts when it becomes available.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QueueStats {
    /// Runs that have not started, delayed ones included.
    pub pending: u64,
    /// Runs that are running.
    pub running: u64,
    /// The longest wait of those that could run were there room, or nothing before them on their thread.
    pub wait_max_secs: Option<f64>,
    /// The median of these waits.
    pub wait_median_secs: Option<f64>,
    /// The longest wait of those that only wait for room.
    pub ready_wait_max_secs: Option<f64>,
}
