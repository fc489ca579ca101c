//! What a check leaves behind, and how it is removed.

use std::collections::BTreeSet;
use std::time::Duration;

use futures::StreamExt;
use serde_json::Value;

use super::recorder::Context;
use super::response::Response;
use crate::exchange::Exchange;

/// How long the removal of one thing may take.
const REMOVE_MAX: Duration = Duration::from_secs(10);

/// More runs than this are left to their ends.
const CANCELS_MAX: usize = 500;
/// How many runs are cancelled at once.
const CANCELS_AT_ONCE: usize = 8;

/// A thing that a check has made.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Debris {
    path: String,
    body: Option<Value>,
}

impl Context {
    /// Has `DELETE path` sent when the check has ended, the last thing first.
    pub fn remove_later(&self, path: impl Into<String>) {
        self.inner.debris.lock().push(Debris { path: path.into(), body: None });
    }

    /// The same with a body.
    pub fn remove_later_with(&self, path: impl Into<String>, body: Value) {
        self.inner.debris.lock().push(Debris { path: path.into(), body: Some(body) });
    }

    /// Has removed what an answer tells of as new, also one that was not hoped for: the thread, the assistant or the
    /// cron of an operation that makes one, and the thread of a run that brought none. Operations that only show things
    /// make nothing.
    pub fn adopt(&self, operation_id: &str, answer: &Response) {
        if let Some(thread) = own_thread(operation_id, answer) {
            self.remove_later(format!("/threads/{thread}"));
        }
        if let (true, Ok(body)) = (makes_something(operation_id), serde_json::from_slice(&answer.body)) {
            self.adopt_new(&body);
        }
    }

    /// The same for what was made some other way: the things with these members are new.
    pub fn adopt_new(&self, made: &Value) {
        match made {
            Value::Array(items) => items.iter().for_each(|item| self.adopt_new(item)),
            Value::Object(object) => {
                let id = |name: &str| object.get(name).and_then(Value::as_str);
                // The most special member says what it is: a run has a thread and an assistant, too.
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

    /// Removes what the check has made. What cannot be removed stays: the checks that remove things are others.
    pub(crate) async fn clean_up(&self) {
        // A thread that is deleted under a run does not end the run everywhere, and one that goes on takes the place of
        // others.
        let runs = started(&self.exchanges());
        let cancels = futures::stream::iter(runs.iter().take(CANCELS_MAX)).map(|path| async move {
            let url = self.url(&format!("{path}/cancel?wait=true"));
            let _ = self.http().post(url).timeout(REMOVE_MAX).send().await;
        });
        cancels.buffer_unordered(CANCELS_AT_ONCE).collect::<()>().await;

        let debris = std::mem::take(&mut *self.inner.debris.lock());
        let mut done = Vec::new();
        for thing in debris.into_iter().rev() {
            if done.contains(&thing) {
                continue;
            }
            let mut request = self.http().delete(self.url(&thing.path)).timeout(REMOVE_MAX);
            if let Some(body) = &thing.body {
                request = request.header("content-type", "application/json").body(body.to_string());
            }
            let _ = request.send().await;
            done.push(thing);
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

/// Whether the things in an operation's answer did not exist before.
fn makes_something(operation_id: &str) -> bool {
    operation_id.starts_with("create_") || operation_id == "copy_thread"
}

/// The thread that a stateless run got, which stays when it is to be kept.
fn own_thread<'a>(operation_id: &str, answer: &'a Response) -> Option<&'a str> {
    let is_stateless = matches!(operation_id, "wait_stateless_run" | "stream_stateless_run");
    let location = answer.header("content-location").filter(|_| is_stateless)?;
    location.strip_prefix("/threads/")?.split('/').next()
}
