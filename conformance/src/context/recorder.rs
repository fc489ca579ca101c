//! The context itself: the target, the document, and what has been exchanged so far.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use parking_lot::Mutex;
use serde_json::Value;

use crate::document::Document;
use crate::exchange::Exchange;
use crate::outcome::{CheckResult, Stop};
use crate::target::Target;

/// What a running check has. Clones are the same context.
#[derive(Debug, Clone)]
pub struct Context {
    pub(super) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(super) struct Inner {
    target: Arc<Target>,
    document: Arc<Document>,
    began: Instant,
    exchanges: Mutex<Vec<Exchange>>,
    setting_up: AtomicUsize,
    pub(super) cleanups: Mutex<Vec<Cleanup>>,
}

/// A request that removes what a check has made: `DELETE path`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cleanup {
    pub(super) path: String,
    pub(super) body: Option<Value>,
}

/// Where an exchange is recorded. It is in the record from the moment the request goes out, so that a check that is cut
/// off shows what it was waiting for.
#[derive(Debug, Clone)]
pub struct Slot {
    context: Context,
    index: usize,
}

impl Slot {
    /// Changes what is recorded.
    pub fn update(&self, change: impl FnOnce(&mut Exchange)) {
        if let Some(exchange) = self.context.inner.exchanges.lock().get_mut(self.index) {
            change(exchange);
            exchange.took_ms = self.context.elapsed_ms().saturating_sub(exchange.at_ms);
        }
    }
}

impl Context {
    /// A context for one run of one check.
    #[must_use]
    pub fn new(target: Arc<Target>, document: Arc<Document>) -> Self {
        let inner = Inner {
            target,
            document,
            began: Instant::now(),
            exchanges: Mutex::new(Vec::new()),
            setting_up: AtomicUsize::new(0),
            cleanups: Mutex::new(Vec::new()),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The server that the check is about.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.inner.target
    }

    /// What it is measured against.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.inner.document
    }

    /// The client behind `request`, for what that cannot do. It sends the headers of the run by itself; record what you
    /// do with [`Context::record`].
    #[must_use]
    pub fn http(&self) -> &reqwest::Client {
        self.inner.target.http()
    }

    /// The whole URL of a path such as `/ok`.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        self.inner.target.url(path)
    }

    /// Milliseconds since the check began.
    #[must_use]
    pub fn elapsed_ms(&self) -> u64 {
        u64::try_from(self.inner.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Puts an exchange into the record. `at_ms` is set to now when it is 0.
    pub fn record(&self, mut exchange: Exchange) -> Slot {
        if exchange.at_ms == 0 {
            exchange.at_ms = self.elapsed_ms();
        }
        if exchange.note.is_none() && self.is_setting_up() {
            exchange.note = Some("set-up".into());
        }
        let mut exchanges = self.inner.exchanges.lock();
        exchanges.push(exchange);
        Slot { context: self.clone(), index: exchanges.len() - 1 }
    }

    /// What has been exchanged so far.
    #[must_use]
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.inner.exchanges.lock().clone()
    }

    /// Marks what `work` does as set-up: something that the check needs but is not about. When it gets a wrong answer
    /// the check fails and says that it was the set-up; when it gets none in time the check is an error of the harness,
    /// because nothing was seen of what it is about.
    ///
    /// # Errors
    /// Those of `work`.
    pub async fn set_up<T>(&self, work: impl Future<Output = CheckResult<T>>) -> CheckResult<T> {
        self.inner.setting_up.fetch_add(1, Ordering::SeqCst);
        // Not decremented when the check is cut off in here: that is how the runner knows.
        let result = work.await;
        self.inner.setting_up.fetch_sub(1, Ordering::SeqCst);
        result.map_err(|stop: Stop| stop.at("set-up"))
    }

    /// Whether the check is in the middle of [`Context::set_up`].
    #[must_use]
    pub fn is_setting_up(&self) -> bool {
        self.inner.setting_up.load(Ordering::SeqCst) > 0
    }
}
