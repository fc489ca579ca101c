//! What has to exist on the server before an example can be replayed.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::context::Context;
use crate::outcome::{CheckResult, Stop};
use crate::sse::{Item, Parser};
use crate::target::Need;

/// How long the graph `sleeper` sleeps: longer than any check takes.
const SLEEP_SECONDS: u32 = 120;
/// How often the status is read while a check waits for a run to begin.
const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// What has to exist on the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fixture {
    /// Nothing.
    Nothing,
    /// The id of a thread that does not exist yet.
    UnusedThreadId,
    /// A thread that has not run.
    EmptyThread,
    /// A thread whose run has succeeded.
    SucceededRun,
    /// A thread whose run has failed.
    FailedRun,
    /// A thread whose run has asked a question.
    InterruptedRun,
    /// A thread with a run that keeps running.
    RunningRun,
    /// A thread with a run that stays pending.
    PendingRun,
    /// A thread with a run that starts in a second and fails.
    RunFailingSoon,
    /// A thread with a run whose events were kept, and the id of one.
    ResumableRun,
    /// The assistant that a graph got at start-up.
    SystemAssistant(&'static str),
    /// The id of an assistant that does not exist yet.
    UnusedAssistantId,
    /// An assistant that the check made, like the one of the document's examples.
    Assistant,
    /// An assistant that the check made and changed once.
    ChangedAssistant,
    /// A cron.
    Cron,
    /// An item in the store.
    Item {
        /// Its namespace, below the check's own label.
        below: &'static [&'static str],
        /// Its key.
        key: &'static str,
        /// Its value, as JSON.
        value: &'static str,
    },
    /// An item that the request puts into the store.
    UnusedItem {
        /// Its namespace, below the check's own label.
        below: &'static [&'static str],
        /// Its key.
        key: &'static str,
    },
}

/// The ids of a fixture, by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Ids(BTreeMap<&'static str, String>);

impl Ids {
    /// The id of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

impl Fixture {
    /// The graphs and operations that making it takes.
    pub fn needs(self) -> Vec<Need> {
        let (operations, graph): (&[&str], _) = match self {
            Self::Nothing | Self::UnusedThreadId | Self::UnusedAssistantId | Self::UnusedItem { .. } => (&[], None),
            Self::EmptyThread => (&["create_thread"], None),
            Self::SucceededRun => (&["create_thread", "create_run", "join_run"], Some("echo")),
            Self::FailedRun => (&["create_thread", "create_run", "join_run"], Some("failer")),
            Self::InterruptedRun => {
                (&["create_thread", "create_run", "join_run", "get_thread_state"], Some("interrupter"))
            }
            Self::RunningRun => (&["create_thread", "create_run", "get_run"], Some("sleeper")),
            Self::PendingRun => (&["create_thread", "create_run"], Some("echo")),
            Self::RunFailingSoon => (&["create_thread", "create_run"], Some("failer")),
            Self::ResumableRun => (&["create_thread", "create_run", "join_run", "join_run_stream"], Some("echo")),
            Self::SystemAssistant(graph) => (&["search_assistants"], Some(graph)),
            Self::Assistant => (&["create_assistant"], Some("echo")),
            Self::ChangedAssistant => (&["create_assistant", "patch_assistant"], Some("echo")),
            Self::Cron => (&["create_cron"], Some("echo")),
            Self::Item { .. } => (&["put_item"], None),
        };
        operations.iter().map(|id| Need::operation(*id)).chain(graph.map(Need::graph)).collect()
    }

    /// In words, for `explain`.
    pub fn description(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::UnusedThreadId => "an id that no thread has",
            Self::EmptyThread => "a thread that has not run",
            Self::SucceededRun => "a thread whose run has ended well",
            Self::FailedRun => "a thread whose run has failed",
            Self::InterruptedRun => "a thread whose run has asked a question",
            Self::RunningRun => "a thread with a run that goes on",
            Self::PendingRun => "a thread with a run that does not start yet",
            Self::RunFailingSoon => "a thread with a run that starts in a second, and fails",
            Self::ResumableRun => "a thread with a run whose events were kept",
            Self::SystemAssistant(_) => "the assistant that the graph got at start-up",
            Self::UnusedAssistantId => "an id that no assistant has",
            Self::Assistant => "an assistant",
            Self::ChangedAssistant => "an assistant that was changed once",
            Self::Cron => "a cron",
            Self::Item { .. } => "an item in the store",
            Self::UnusedItem { .. } => "a namespace of our own in the store",
        }
    }

    /// Makes the fixture. Everything in it is removed when the check has ended.
    pub async fn set_up(self, context: &Context) -> CheckResult<Ids> {
        let mut ids = BTreeMap::new();
        // The label shows in the store where the items came from, and keeps two runs of the suite apart.
        let label = format!("conformance-{}", &Uuid::new_v4().simple().to_string()[..8]);
        ids.insert("label", label.clone());
        match self {
            Self::Nothing => {}
            Self::UnusedThreadId => {
                let id = Uuid::new_v4().to_string();
                context.remove_later(format!("/threads/{id}"));
                ids.insert("thread_id", id);
            }
            Self::SystemAssistant(graph) => {
                ids.insert("assistant_id", context.system_assistant(graph).await?);
            }
            Self::UnusedAssistantId => {
                let id = Uuid::new_v4().to_string();
                context.remove_later(format!("/assistants/{id}"));
                ids.insert("assistant_id", id);
            }
            Self::Assistant => {
                ids.insert("assistant_id", assistant(context).await?);
            }
            Self::ChangedAssistant => {
                let id = assistant(context).await?;
                let change = json!({"name": "Polite agent", "metadata": {"reviewed": true}});
                let call = context.call("patch_assistant").path("assistant_id", &id).json(&change);
                context.set_up(async { call.send().await?.expect(200).map(drop) }).await?;
                ids.insert("assistant_id", id);
            }
            Self::Cron => {
                ids.insert("cron_id", context.cron("echo").await?);
            }
            Self::Item { below, key, value } => {
                let value = serde_json::from_str(value).map_err(|e| Stop::fault(format!("{value}: {e}")))?;
                context.item(&namespace(&label, below), key, value).await?;
            }
            Self::UnusedItem { below, key } => {
                context.remove_later_with("/store/items", json!({"namespace": namespace(&label, below), "key": key}));
            }
            Self::EmptyThread
            | Self::SucceededRun
            | Self::FailedRun
            | Self::InterruptedRun
            | Self::RunningRun
            | Self::PendingRun
            | Self::RunFailingSoon
            | Self::ResumableRun => {
                let thread = context.thread_with(json!({"metadata": {"customer": "acme"}})).await?;
                self.set_thread(context, &thread, &mut ids).await?;
                ids.insert("thread_id", thread);
            }
        }
        Ok(Ids(ids))
    }

    async fn set_thread(
        self,
        context: &Context,
        thread: &str,
        ids: &mut BTreeMap<&'static str, String>,
    ) -> CheckResult {
        let run = match self {
            Self::SucceededRun => context.finished_run(thread, "echo", json!({"messages": ["hi"]})).await?,
            Self::FailedRun => context.finished_run(thread, "failer", json!({"msg": "kaboom"})).await?,
            Self::InterruptedRun => {
                let run = context.finished_run(thread, "interrupter", json!({"q": "Send it?"})).await?;
                ids.insert("checkpoint_id", checkpoint(context, thread).await?);
                run
            }
            Self::RunningRun => {
                let input = json!({"s": SLEEP_SECONDS});
                let run = context.run(thread, json!({"assistant_id": "sleeper", "input": input})).await?;
                until_running(context, thread, &run).await?;
                run
            }
            Self::PendingRun => {
                let body =
                    json!({"assistant_id": "echo", "input": {"messages": ["later"]}, "after_seconds": SLEEP_SECONDS});
                context.run(thread, body).await?
            }
            Self::RunFailingSoon => {
                let body = json!({"assistant_id": "failer", "input": {"msg": "kaboom"}, "stream_mode": "values", "after_seconds": 1});
                context.run(thread, body).await?
            }
            Self::ResumableRun => {
                let body = json!({
                    "assistant_id": "echo", "input": {"messages": ["hi"]}, "stream_mode": ["values", "updates"], "stream_resumable": true,
                });
                let run = context.run(thread, body).await?;
                ids.insert("event_id", first_values(context, thread, &run).await?);
                run
            }
            _ => return Ok(()),
        };
        ids.insert("run_id", run);
        Ok(())
    }
}

fn namespace<'a>(label: &'a str, below: &[&'a str]) -> Vec<&'a str> {
    std::iter::once(label).chain(below.iter().copied()).collect()
}

/// The assistant of the document's examples.
async fn assistant(context: &Context) -> CheckResult<String> {
    let body = json!({
        "graph_id": "echo", "name": "Formal agent", "description": "Answers in full sentences", "metadata": {"team": "support"},
        "config": {"tags": ["formal"], "recursion_limit": 50, "configurable": {"tone": "formal"}},
    });
    context.assistant_with(body).await
}

async fn checkpoint(context: &Context, thread: &str) -> CheckResult<String> {
    context
        .set_up(async {
            let state = context.call("get_thread_state").path("thread_id", thread).send().await?.expect(200)?.json()?;
            let id = state["checkpoint"]["checkpoint_id"].as_str().map(ToOwned::to_owned);
            id.ok_or_else(|| Stop::fail("a state with checkpoint.checkpoint_id", state.to_string()))
        })
        .await
}

async fn until_running(context: &Context, thread: &str, run: &str) -> CheckResult {
    context
        .set_up(async {
            loop {
                let call = context.call("get_run").path("thread_id", thread).path("run_id", run);
                let answer: Value = call.send().await?.expect(200)?.json()?;
                match answer["status"].as_str() {
                    Some("running") => return Ok(()),
                    Some("pending") => tokio::time::sleep(POLL_INTERVAL).await,
                    _ => return Err(Stop::fail("a run that goes on for long", answer["status"].to_string())),
                }
            }
        })
        .await
}

/// The id of the first `values` event of a run. The run is joined until it ends.
async fn first_values(context: &Context, thread: &str, run: &str) -> CheckResult<String> {
    context
        .set_up(async {
            let call = context.call("join_run_stream").path("thread_id", thread).path("run_id", run);
            let answer = call.header("Last-Event-ID", "-1").send().await?.expect(200)?;
            let events = Parser::new().push(&answer.body).into_iter().filter_map(Item::event);
            let id = events.filter(|event| event.name == "values").find_map(|event| event.id);
            id.ok_or_else(|| Stop::fail("a values event with an id", answer.beginning()))
        })
        .await
}
