//! Emptying the outbox.

use std::{collections::HashMap, net::SocketAddr, sync::Arc, time::Duration};

use parking_lot::Mutex;
use slog::Logger;
use tokio::{
    sync::Notify,
    task::{AbortHandle, JoinHandle},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use uuid::Uuid;

use super::{
    backoff,
    guard::Guard,
    send::{Failure, Sender},
    settings::WebhookSettings,
};
use runyard_core::{
    id::RunId,
    storage::{Outage, Storage, StorageError},
    time::Timestamp,
    webhook::{Delivery, DeliveryClaimed, DeliveryFailed, origin},
};

/// The lease of a delivery exceeds the timeout of the request by this much, which leaves time to store the result.
const LEASE_MARGIN_SECS: f64 = 60.0;
/// How long deliveries that were given up are kept in the database.
const KEEP_GIVEN_UP_SECS: f64 = 7.0 * 24.0 * 3600.0;
/// The time for deliveries in progress to finish when the server stops; the next start repeats those that were aborted.
const STOP_GRACE_MS: u64 = 2_000;

/// Limits.
#[derive(Clone, Debug)]
pub struct WebhookOptions {
    /// How long a receiver may take to answer.
    pub timeout: Duration,
    /// How many deliveries are tried at once.
    pub max_in_flight: usize,
    /// How many of them go to one receiver, so that a slow one leaves room for others.
    pub max_in_flight_per_host: usize,
    /// After how many tries a delivery is given up.
    pub max_tries: u32,
    /// The wait after the first try.
    pub retry_first: Duration,
    /// The longest wait between two tries.
    pub retry_max: Duration,
    /// The wait after the database has failed.
    pub storage_retry: Duration,
}

/// Makes the JSON that is sent.
pub type Render = Arc<dyn Fn(&Delivery) -> Result<Vec<u8>, serde_json::Error> + Send + Sync>;

/// The task that sends the webhooks in the outbox. If it is dropped, the next start of the server sends the rest.
pub struct Webhooks {
    inner: Arc<WebhooksInner>,
    dispatcher: JoinHandle<()>,
}

struct WebhooksInner {
    storage: Arc<dyn Storage>,
    sender: Sender,
    render: Render,
    options: WebhookOptions,
    /// Notified when a delivery may be due: a run or a try has ended.
    wake: Arc<Notify>,
    /// Tries in progress, by receiver.
    in_flight: Mutex<HashMap<String, usize>>,
    stopping: CancellationToken,
    tasks: TaskTracker,
    aborts: Mutex<HashMap<RunId, AbortHandle>>,
    claims: Outage,
    notes: Outage,
    log: Logger,
}

impl Webhooks {
    /// Resumes deliveries interrupted by the last shutdown, and starts sending. `wake` is notified when a delivery is
    /// added to the outbox; `own` is where this server listens.
    ///
    /// # Errors
    /// Returns an error if the database cannot be read or written.
    pub async fn start(
        storage: Arc<dyn Storage>,
        webhooks: &WebhookSettings,
        own: SocketAddr,
        render: Render,
        wake: Arc<Notify>,
        options: WebhookOptions,
        log: Logger,
    ) -> Result<Self, StorageError> {
        let recovered = storage.recover_deliveries(Timestamp::now()).await?;
        if recovered > 0 {
            slog::info!(log, "resumed webhook deliveries interrupted by the last shutdown"; "webhooks" => recovered);
        }
        let sender = Sender::new(webhooks, Arc::new(Guard::new(webhooks)), own, options.timeout);
        if let Some(fault) = sender.fault() {
            slog::warn!(log, "webhooks cannot be sent"; "error" => fault);
        }
        let inner = Arc::new(WebhooksInner {
            storage,
            sender,
            render,
            options,
            wake,
            in_flight: Mutex::new(HashMap::new()),
            stopping: CancellationToken::new(),
            tasks: TaskTracker::new(),
            aborts: Mutex::new(HashMap::new()),
            claims: Outage::default(),
            notes: Outage::default(),
            log,
        });
        inner.trim().await;
        let dispatcher = tokio::spawn(dispatch(Arc::clone(&inner)));
        Ok(Self { inner, dispatcher })
    }

    /// Begins no more tries, waits a moment for those that are running, and cuts the rest off.
    pub async fn stop(self) {
        self.inner.stopping.cancel();
        // A claim that is under way has its lease written; its task is known when this ends.
        let _ = self.dispatcher.await;
        self.inner.tasks.close();
        if tokio::time::timeout(Duration::from_millis(STOP_GRACE_MS), self.inner.tasks.wait()).await.is_err() {
            self.inner.aborts.lock().values().for_each(AbortHandle::abort);
            self.inner.tasks.wait().await;
        }
    }
}

async fn dispatch(inner: Arc<WebhooksInner>) {
    loop {
        if inner.stopping.is_cancelled() {
            return;
        }
        let claimed = inner.claim().await;
        inner.claims.note(&inner.log, "look for webhooks that are due", &claimed);
        let timer = match claimed {
            Ok(next) => next.map(|at| at.wait_from(Timestamp::now())),
            Err(StorageError::Closed) => return,
            Err(_) => Some(inner.options.storage_retry),
        };
        tokio::select! {
            () = inner.stopping.cancelled() => return,
            () = inner.wake.notified() => {}
            () = async { match timer { Some(wait) => tokio::time::sleep(wait).await, None => std::future::pending().await } } => {}
        }
    }
}

impl WebhooksInner {
    /// Begins whatever is due and has room. Returns when the next will be due.
    async fn claim(self: &Arc<Self>) -> Result<Option<Timestamp>, StorageError> {
        while !self.stopping.is_cancelled() {
            let Some(busy) = self.busy() else {
                // The end of a try wakes us.
                return Ok(None);
            };
            let now = Timestamp::now();
            let lease_ends = now.plus_seconds(self.options.timeout.as_secs_f64() + LEASE_MARGIN_SECS);
            match self.storage.claim_delivery(now, lease_ends, busy).await? {
                DeliveryClaimed::Nothing { next } => return Ok(next),
                DeliveryClaimed::Claimed(delivery) => self.begin(*delivery),
            }
        }
        Ok(None)
    }

    /// The receivers that have as many tries as they may; `None` when no more fit at all.
    fn busy(&self) -> Option<Vec<String>> {
        let in_flight = self.in_flight.lock();
        if in_flight.values().sum::<usize>() >= self.options.max_in_flight {
            return None;
        }
        let full = in_flight.iter().filter(|(_, count)| **count >= self.options.max_in_flight_per_host);
        Some(full.map(|(origin, _)| origin.clone()).collect())
    }

    fn begin(self: &Arc<Self>, delivery: Delivery) {
        let run_id = delivery.run.run_id;
        let origin = origin(delivery.run.webhook.as_deref().unwrap_or_default());
        *self.in_flight.lock().entry(origin.clone()).or_insert(0) += 1;
        let slot = InFlightSlot { inner: Arc::clone(self), origin, run_id };
        // Held until the task is known, so that its end does not come before.
        let mut aborts = self.aborts.lock();
        let task = self.tasks.spawn(async move { slot.inner.attempt(&delivery, &slot.origin).await });
        aborts.insert(run_id, task.abort_handle());
    }

    /// Makes one try and returns its result.
    async fn attempt(&self, delivery: &Delivery, origin: &str) {
        let run_id = delivery.run.run_id;
        let sent = match (self.render)(delivery) {
            Ok(body) => self.sender.send(run_id, delivery.run.webhook.as_deref().unwrap_or_default(), body).await,
            Err(error) => {
                Err(Failure { text: format!("failed to write the payload: {error}"), retry_after: None, gone: true })
            }
        };
        let noted = match sent {
            Ok(()) => {
                slog::debug!(self.log, "delivered a webhook"; "run_id" => %run_id, "to" => origin, "try" => delivery.tries);
                self.storage.delivery_succeeded(run_id).await
            }
            Err(failure) => self.failed(delivery, failure, origin).await,
        };
        // When it cannot be noted, its lease ends and it is tried again.
        self.notes.note(&self.log, "note what came of webhooks", &noted);
    }

    async fn failed(&self, delivery: &Delivery, failure: Failure, origin: &str) -> Result<(), StorageError> {
        let run_id = delivery.run.run_id;
        let WebhookOptions { max_tries, retry_first, retry_max, .. } = self.options;
        let now = Timestamp::now();
        let last = failure.gone || delivery.tries >= max_tries;
        let wait = backoff::wait(delivery.tries, retry_first, retry_max, chance());
        let wait = wait.max(failure.retry_after.unwrap_or_default().min(retry_max));
        if last {
            slog::warn!(self.log, "gave up on a webhook"; "run_id" => %run_id, "to" => origin, "tries" => delivery.tries, "error" => &failure.text);
        } else {
            slog::info!(self.log, "failed to deliver a webhook; retrying later";
                "run_id" => %run_id, "to" => origin, "try" => delivery.tries, "wait_ms" => wait.as_millis() as u64, "error" => &failure.text);
        }
        let retry_at = (!last).then(|| now.plus_seconds(wait.as_secs_f64()));
        self.storage.delivery_failed(DeliveryFailed { run_id, error: failure.text, retry_at, now }).await?;
        if last {
            self.trim().await;
        }
        Ok(())
    }

    async fn trim(&self) {
        let trimmed = self.storage.trim_deliveries(Timestamp::now().plus_seconds(-KEEP_GIVEN_UP_SECS)).await;
        if let Err(error) = trimmed {
            slog::error!(self.log, "failed to remove old webhooks"; "error" => %error);
        }
    }
}

/// The slot of a try in progress, released when the try ends.
struct InFlightSlot {
    inner: Arc<WebhooksInner>,
    origin: String,
    run_id: RunId,
}

impl Drop for InFlightSlot {
    fn drop(&mut self) {
        let mut in_flight = self.inner.in_flight.lock();
        if let Some(count) = in_flight.get_mut(&self.origin) {
            *count -= 1;
            if *count == 0 {
                in_flight.remove(&self.origin);
            }
        }
        drop(in_flight);
        self.inner.aborts.lock().remove(&self.run_id);
        self.inner.wake.notify_one();
    }
}

/// A random number from 0 to below 1; a version 4 id is random from end to end but for 6 bits at other places.
fn chance() -> f64 {
    let bits = Uuid::new_v4().as_u128() as u32;
    f64::from(bits) / (f64::from(u32::MAX) + 1.0)
}
