//! Removes what a check has made.

use std::collections::BTreeSet;
use std::time::Duration;

use futures::StreamExt;
use serde_json::Value;

use super::recorder::{Cleanup, Context};
use super::response::Response;
use crate::exchange::Exchange;

/// How long one removal may take.
const REMOVE_MAX: Duration = Duration::from_secs(10);

/// More runs than this are left to their ends.
const CANCELS_MAX: usize = 500;
/// How many runs are cancelled at once.
const CANCELS_AT_ONCE: usize = 8;

impl Context {
    /// Sends `DELETE path` when the check has ended. What was made last is removed first.
    pub fn remove_later(&self, path: impl Into<String>) {
        self.inner.cleanups.lock().push(Cleanup { path: path.into(), body: None });
    }

    /// The same with a body.
    pub fn remove_later_with(&self, path: impl Into<String>, body: Value) {
        self.inner.cleanups.lock().push(Cleanup { path: path.into(), body: Some(body) });
    }

    /// Removes, when the check has ended, what an answer says was created, wanted or not: the thread, the assistant or
    /// the cron of an operation that creates one, and the thread of a stateless run.
    pub fn adopt(&self, operation_id: &str, answer: &Response) {
        if let Some(thread) = own_thread(operation_id, answer) {
            self.remove_later(format!("/threads/{thread}"));
        }
        if let (true, Ok(body)) = (makes_something(operation_id), serde_json::from_slice(&answer.body)) {
            self.adopt_new(&body);
        }
    }

    /// The same for what was created in some other way: `made` has the ids of what is new.
    pub fn adopt_new(&self, made: &Value) {
        match made {
            Value::Array(items) => items.iter().for_each(|item| self.adopt_new(item)),
            Value::Object(object) => {
                let id = |name: &str| object.get(name).and_then(Value::as_str);
                // The most specific member says what it is: a run has a thread and an assistant, too.
                if let Some(cron) = id("cron_id") {
                    self.remove_later(format!("/runs/crons/{cron}"));
                } else if let Some(thread) = id("thread_id") {
                    self.remove_later(format!("/threads/{thread}"));
                } else if let Some(assistant) = id("assistant_id") {
                    self.remove_later(format!("/assistants/{assistant}"));
                }
            }
            _ => {}
        }
    }

    /// Removes what the check has made. A removal that fails is ignored: whether deleting works is for other checks.
    pub(crate) async fn clean_up(&self) {
        // Some servers do not end a run when its thread is deleted, and a run that goes on takes the place of others.
        let runs = started(&self.exchanges());
        let cancels = futures::stream::iter(runs.iter().take(CANCELS_MAX)).map(|path| async move {
            let url = self.url(&format!("{path}/cancel?wait=true"));
            let _ = self.http().post(url).timeout(REMOVE_MAX).send().await;
        });
        cancels.buffer_unordered(CANCELS_AT_ONCE).collect::<()>().await;

        let cleanups = std::mem::take(&mut *self.inner.cleanups.lock());
        let mut done = Vec::new();
        for cleanup in cleanups.into_iter().rev() {
            if done.contains(&cleanup) {
                continue;
            }
            let mut request = self.http().delete(self.url(&cleanup.path)).timeout(REMOVE_MAX);
            if let Some(body) = &cleanup.body {
                request = request.header("content-type", "application/json").body(body.to_string());
            }
            let _ = request.send().await;
            done.push(cleanup);
        }
    }
}

/// The paths of runs that a check started and did not wait for.
fn started(exchanges: &[Exchange]) -> BTreeSet<String> {
    let posted = exchanges.iter().filter(|exchange| exchange.method == "POST" && exchange.status == Some(200));
    let unwaited = posted.filter(|exchange| {
        let is_background = exchange.url.ends_with("/runs");
        is_background || exchange.error.is_some()
    });
    let paths = unwaited.filter_map(|exchange| {
        let location = exchange.headers.iter().find(|(name, _)| name == "content-location")?;
        // Not every server names the thread of a stateless run, and without it there is nothing to cancel.
        location.1.starts_with("/threads/").then(|| location.1.clone())
    });
    paths.collect()
}

/// Whether an operation creates what its answer shows.
fn makes_something(operation_id: &str) -> bool {
    operation_id.starts_with("create_") || operation_id == "copy_thread"
}

/// The thread that a stateless run got, which stays when it is to be kept.
fn own_thread<'a>(operation_id: &str, answer: &'a Response) -> Option<&'a str> {
    let is_stateless = matches!(operation_id, "wait_stateless_run" | "stream_stateless_run");
    let location = answer.header("content-location").filter(|_| is_stateless)?;
    location.strip_prefix("/threads/")?.split('/').next()
}
