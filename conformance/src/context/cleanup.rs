//! What a check leaves behind, and how it is removed.

use std::time::Duration;

use serde_json::Value;

use super::recorder::Context;

/// How long the removal of one thing may take.
const REMOVE_MAX: Duration = Duration::from_secs(10);

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

    /// Has everything removed that an answer of an operation tells of: threads, assistants, crons. For answers that were not
    /// hoped for, too.
    pub fn adopt(&self, answer: &Value) {
        match answer {
            Value::Array(items) => items.iter().for_each(|item| self.adopt(item)),
            Value::Object(object) => {
                let id = |name: &str| object.get(name).and_then(Value::as_str);
                // The most special member says what it is: a run has a thread and an assistant, too, which is its own only when it is
                // stateless; then the thread goes with it.
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
