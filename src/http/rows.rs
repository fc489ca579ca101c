//! Rows of the storage as the document shows them. A response schema that changes is a compile error here.

use serde_json::{Number, Value};

use crate::{
    app::threads::ShownThread,
    domain::{
        assistant::{Assistant, AssistantVersion},
        cron::Cron,
        item::{FoundItem, Item},
        json::RawJson,
        run::{MultitaskStrategy, OnCompletion, Run, RunStatus},
        thread::{ThreadStatus, Ttl, TtlStrategy},
    },
    types,
};

impl From<RunStatus> for types::RunStatus {
    fn from(status: RunStatus) -> Self {
        match status {
            RunStatus::Pending => Self::Pending,
            RunStatus::Running => Self::Running,
            RunStatus::Success => Self::Success,
            RunStatus::Error => Self::Error,
            RunStatus::Timeout => Self::Timeout,
            RunStatus::Interrupted => Self::Interrupted,
        }
    }
}

impl From<MultitaskStrategy> for types::MultitaskStrategy {
    fn from(strategy: MultitaskStrategy) -> Self {
        match strategy {
            MultitaskStrategy::Reject => Self::Reject,
            MultitaskStrategy::Rollback => Self::Rollback,
            MultitaskStrategy::Interrupt => Self::Interrupt,
            MultitaskStrategy::Enqueue => Self::Enqueue,
        }
    }
}

impl From<ThreadStatus> for types::ThreadStatus {
    fn from(status: ThreadStatus) -> Self {
        match status {
            ThreadStatus::Idle => Self::Idle,
            ThreadStatus::Busy => Self::Busy,
            ThreadStatus::Interrupted => Self::Interrupted,
            ThreadStatus::Error => Self::Error,
        }
    }
}

impl From<OnCompletion> for types::OnCompletion {
    fn from(completion: OnCompletion) -> Self {
        match completion {
            OnCompletion::Delete => Self::Delete,
            OnCompletion::Keep => Self::Keep,
        }
    }
}

impl From<Ttl> for types::ThreadTtlInfo {
    fn from(ttl: Ttl) -> Self {
        Self {
            strategy: Some(match ttl.strategy {
                TtlStrategy::Delete => types::TtlStrategy::Delete,
                TtlStrategy::KeepLatest => types::TtlStrategy::KeepLatest,
            }),
            ttl_minutes: Number::from_f64(ttl.ttl_minutes),
            expires_at: Some(ttl.expires_at),
        }
    }
}

impl From<Run> for types::Run {
    fn from(run: Run) -> Self {
        Self {
            run_id: run.run_id,
            thread_id: run.thread_id,
            assistant_id: run.assistant_id,
            metadata: run.metadata,
            status: run.status.into(),
            kwargs: run.kwargs,
            multitask_strategy: run.multitask_strategy.into(),
            created_at: run.created_at,
            updated_at: run.updated_at,
            langsmith_session_name: None,
        }
    }
}

impl From<ShownThread> for types::Thread {
    fn from(shown: ShownThread) -> Self {
        let thread = shown.thread;
        // A thread that never ran has neither an error nor interrupts (spec/wire.md#threads).
        let ran = thread.interrupts.is_some();
        Self {
            thread_id: thread.thread_id,
            created_at: thread.created_at,
            updated_at: thread.updated_at,
            state_updated_at: Some(thread.state_updated_at),
            metadata: thread.metadata,
            status: thread.status.into(),
            config: Some(thread.config),
            values: Some(thread.values.unwrap_or_else(RawJson::null)),
            error: ran.then(|| thread.error.unwrap_or_else(RawJson::null)),
            interrupts: thread.interrupts,
            ttl: thread.ttl.filter(|_| shown.ttl).map(Into::into),
            extracted: shown.extracted.map(|found| RawJson::from(&Value::Object(found))),
        }
    }
}

impl From<Assistant> for types::Assistant {
    fn from(assistant: Assistant) -> Self {
        Self {
            assistant_id: assistant.assistant_id,
            graph_id: assistant.graph_id,
            config: assistant.config,
            context: Some(assistant.context),
            metadata: assistant.metadata,
            name: Some(assistant.name),
            created_at: assistant.created_at,
            updated_at: assistant.updated_at,
            version: Some(assistant.version),
            description: Some(assistant.description),
        }
    }
}

impl From<AssistantVersion> for types::AssistantVersion {
    fn from(version: AssistantVersion) -> Self {
        Self {
            assistant_id: version.assistant_id,
            version: version.version,
            graph_id: version.graph_id,
            config: version.config,
            context: version.context,
            metadata: version.metadata,
            created_at: version.created_at,
            name: version.name,
            description: Some(version.description),
        }
    }
}

impl From<Cron> for types::Cron {
    fn from(cron: Cron) -> Self {
        Self {
            cron_id: cron.cron_id,
            assistant_id: Some(Some(cron.assistant_id)),
            thread_id: cron.thread_id,
            // There is nobody to name without authentication.
            user_id: Some(Some(String::new())),
            end_time: cron.end_time,
            schedule: cron.schedule,
            timezone: Some(cron.timezone),
            payload: cron.payload,
            next_run_date: Some(cron.next_run_date),
            metadata: Some(cron.metadata),
            on_run_completed: Some(cron.on_run_completed.map(Into::into)),
            enabled: cron.enabled,
            created_at: cron.created_at,
            updated_at: cron.updated_at,
        }
    }
}

impl From<Item> for types::Item {
    fn from(item: Item) -> Self {
        Self {
            namespace: item.namespace,
            key: item.key,
            value: item.value,
            created_at: item.created_at,
            updated_at: item.updated_at,
        }
    }
}

impl From<FoundItem> for types::SearchItem {
    fn from(found: FoundItem) -> Self {
        let item = found.item;
        Self {
            namespace: item.namespace,
            key: item.key,
            value: item.value,
            created_at: item.created_at,
            updated_at: item.updated_at,
            score: found.score.and_then(Number::from_f64),
        }
    }
}
