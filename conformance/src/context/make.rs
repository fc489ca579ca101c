//! Threads, assistants, runs, crons and items that checks need: made as set-up, and removed when the check has ended.

use serde_json::{Value, json};

use super::recorder::Context;
use crate::outcome::{CheckResult, Stop};

/// An id that nothing has.
pub const UNKNOWN_ID: &str = "01a201ad-73c7-78d0-9738-f7d93d9c1724";

impl Context {
    /// A new thread; its id.
    ///
    /// # Errors
    /// When the target does not make one.
    pub async fn thread(&self) -> CheckResult<String> {
        self.thread_with(json!({})).await
    }

    /// A new thread from this body of `create_thread`; its id.
    ///
    /// # Errors
    /// When the target does not make one.
    pub async fn thread_with(&self, body: Value) -> CheckResult<String> {
        self.set_up(async {
            let answer = self.call("create_thread").json(&body).send().await?.expect(200)?.json()?;
            let id = text(&answer, "thread_id")?;
            self.remove_later(format!("/threads/{id}"));
            Ok(id)
        })
        .await
    }

    /// A new assistant for a graph; its id.
    ///
    /// # Errors
    /// When the target does not make one.
    pub async fn assistant(&self, graph_id: &str) -> CheckResult<String> {
        self.assistant_with(json!({"graph_id": graph_id})).await
    }

    /// A new assistant from this body of `create_assistant`; its id.
    ///
    /// # Errors
    /// When the target does not make one.
    pub async fn assistant_with(&self, body: Value) -> CheckResult<String> {
        self.set_up(async {
            let answer = self.call("create_assistant").json(&body).send().await?.expect(200)?.json()?;
            let id = text(&answer, "assistant_id")?;
            self.remove_later(format!("/assistants/{id}"));
            Ok(id)
        })
        .await
    }

    /// Starts a run on a thread in the background from this body of `create_run`; its id.
    ///
    /// # Errors
    /// When the target does not start one.
    pub async fn run(&self, thread_id: &str, body: Value) -> CheckResult<String> {
        self.set_up(async {
            let call = self.call("create_run").path("thread_id", thread_id).json(&body);
            let answer = call.send().await?.expect(200)?.json()?;
            text(&answer, "run_id")
        })
        .await
    }

    /// Runs a graph on a thread to its end; the id of the run.
    ///
    /// # Errors
    /// When the target does not run it.
    pub async fn finished_run(&self, thread_id: &str, graph_id: &str, input: Value) -> CheckResult<String> {
        let run_id = self.run(thread_id, json!({"assistant_id": graph_id, "input": input})).await?;
        self.set_up(async {
            let call = self.call("join_run").path("thread_id", thread_id).path("run_id", &run_id);
            call.send().await?.expect(200).map(drop)
        })
        .await?;
        Ok(run_id)
    }

    /// The id of the assistant that a graph got at start-up.
    ///
    /// # Errors
    /// When the target has none.
    pub async fn system_assistant(&self, graph_id: &str) -> CheckResult<String> {
        self.set_up(async {
            let body = json!({"graph_id": graph_id, "metadata": {"created_by": "system"}, "limit": 1});
            let answer = self.call("search_assistants").json(&body).send().await?.expect(200)?.json()?;
            match answer.get(0) {
                Some(assistant) => text(assistant, "assistant_id"),
                None => Err(Stop::fail(format!("the system's assistant of {graph_id}"), "no assistant")),
            }
        })
        .await
    }

    /// A new cron like that of the document's examples, which fires on New Year's Day only; its id.
    ///
    /// # Errors
    /// When the target does not make one.
    pub async fn cron(&self, graph_id: &str) -> CheckResult<String> {
        self.set_up(async {
            let body = json!({
                "assistant_id": graph_id, "schedule": "0 5 1 1 *", "timezone": "Europe/Berlin", "input": {"messages": ["report"]},
                "metadata": {"team": "sales"},
            });
            let answer = self.call("create_cron").json(&body).send().await?.expect(200)?.json()?;
            let id = text(&answer, "cron_id")?;
            self.remove_later(format!("/runs/crons/{id}"));
            Ok(id)
        })
        .await
    }

    /// Puts an item into the store.
    ///
    /// # Errors
    /// When the target does not take it.
    pub async fn item(&self, namespace: &[&str], key: &str, value: Value) -> CheckResult<()> {
        self.set_up(async {
            let body = json!({"namespace": namespace, "key": key, "value": value});
            self.call("put_item").json(&body).send().await?.expect(204)?;
            self.remove_later_with("/store/items", json!({"namespace": namespace, "key": key}));
            Ok(())
        })
        .await
    }
}

/// A member that has to be text.
fn text(answer: &Value, name: &str) -> CheckResult<String> {
    let found = answer.get(name).and_then(Value::as_str).map(ToOwned::to_owned);
    found.ok_or_else(|| Stop::fail(format!("an answer with {name}"), answer.to_string()))
}
