//! Wakes the timers of the engine early.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use runyard_core::thread::Thread;
use tokio::sync::Notify;

/// Wakes the timers of the engine early. Each notifier wakes one task; a notification that arrives while the task is
/// working is kept.
pub(super) struct Wakers {
    /// Starts the runs of crons.
    crons: Notify,
    /// True if the due times of crons are to be compared with their schedules: at start, and after the clock was set
    /// back.
    crons_to_realign: AtomicBool,
    /// Waits for the end of a thread's time to live.
    expiry: Notify,
    /// Sends webhooks.
    webhooks: Arc<Notify>,
}

impl Wakers {
    pub fn new(webhooks: Arc<Notify>) -> Self {
        Self { crons: Notify::new(), crons_to_realign: AtomicBool::new(true), expiry: Notify::new(), webhooks }
    }

    /// A cron was made, changed or deleted, or the server stops.
    pub fn crons_changed(&self) {
        self.crons.notify_one();
    }

    /// Waits for [`Self::crons_changed`].
    pub async fn crons(&self) {
        self.crons.notified().await;
    }

    /// Has the due times of crons compared with their schedules.
    pub fn realign_crons(&self) {
        self.crons_to_realign.store(true, Ordering::SeqCst);
        self.crons.notify_one();
    }

    /// Returns whether the due times of crons are to be compared with their schedules; the caller does it.
    pub fn take_realign_crons(&self) -> bool {
        self.crons_to_realign.swap(false, Ordering::SeqCst)
    }

    /// A thread's time to live may end before all others'.
    pub fn expiry_changed(&self) {
        self.expiry.notify_one();
    }

    /// As [`Self::expiry_changed`], if the thread has a time to live.
    pub fn thread_written(&self, thread: &Thread) {
        if thread.ttl.is_some() {
            self.expiry_changed();
        }
    }

    /// Waits for [`Self::expiry_changed`].
    pub async fn expiry(&self) {
        self.expiry.notified().await;
    }

    /// The end of a run may have put a webhook into the outbox.
    pub fn outbox_changed(&self) {
        self.webhooks.notify_one();
    }
}
