//! A worker that has introduced itself: its process and its connection.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use parking_lot::Mutex;
use tokio::{
    sync::{Notify, watch},
    time::timeout,
};

use super::{
    connection::Connection,
    process::{Exit, Process},
};

/// The role of a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// One of the configured workers.
    Shared,
    /// For one run at a time, of those that must run alone.
    Alone,
    /// For the runs of a worker whose event loop does not answer.
    Relief,
}

/// A worker that has introduced itself.
pub struct Worker {
    /// Its number; never used again.
    pub id: u64,
    /// The role.
    pub role: Role,
    /// The version of the code that it has imported.
    pub generation: u64,
    /// Its connection.
    pub connection: Connection,
    process: Process,
    killed_for: Mutex<Option<u64>>,
    stopped: AtomicBool,
    pub(super) running: watch::Sender<usize>,
    pub(super) stalled: watch::Sender<bool>,
    pub(super) dismissed: Notify,
}

impl Worker {
    /// A worker with its process.
    pub fn new(id: u64, role: Role, generation: u64, connection: Connection, process: Process) -> Self {
        Self {
            id,
            role,
            generation,
            connection,
            process,
            killed_for: Mutex::default(),
            stopped: AtomicBool::new(false),
            running: watch::Sender::new(0),
            stalled: watch::Sender::new(false),
            dismissed: Notify::new(),
        }
    }

    /// Its process id.
    pub const fn pid(&self) -> u32 {
        self.process.pid
    }

    /// Kills it because one execution does not stop. The others on it are not to blame for that.
    pub fn kill_for(&self, r: u64) {
        self.killed_for.lock().get_or_insert(r);
        self.process.kill();
    }

    /// Kills the worker because its process is stopped.
    pub fn kill_stopped(&self) {
        self.stopped.store(true, Ordering::Relaxed);
        self.process.kill();
    }

    /// Returns whether it was killed because its process was stopped.
    pub fn was_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Kills the worker because of its own fault.
    pub fn kill(&self) {
        self.process.kill();
    }

    /// Returns whether it was killed for the sake of stopping an execution.
    pub fn was_killed_for_a_run(&self) -> bool {
        self.killed_for.lock().is_some()
    }

    /// Waits until its process has ended.
    pub async fn exited(&self) -> Exit {
        self.process.exited().await
    }

    /// Waits until it has no execution.
    pub async fn idle(&self) {
        let mut running = self.running.subscribe();
        // The sender lives in `self`.
        let _ = running.wait_for(|count| *count == 0).await;
    }

    /// Waits until it has one.
    pub async fn busy(&self) {
        let mut running = self.running.subscribe();
        let _ = running.wait_for(|count| *count > 0).await;
    }

    /// Waits until it has had no execution for a time.
    pub async fn unused_for(&self, time: Duration) {
        loop {
            self.idle().await;
            if timeout(time, self.busy()).await.is_err() {
                return;
            }
        }
    }

    /// Waits until its event loop does not answer.
    pub async fn stalled(&self) {
        let mut stalled = self.stalled.subscribe();
        let _ = stalled.wait_for(|stalled| *stalled).await;
    }

    /// Waits until the pool replaces the worker.
    pub async fn dismissed(&self) {
        self.dismissed.notified().await;
    }

    pub(super) fn is_stalled(&self) -> bool {
        *self.stalled.borrow()
    }
}
