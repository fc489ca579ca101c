//! Rows of the storage as the document shows them. A response schema that changes is a compile error here.

use serde_json::{Number, Value};

use crate::app::threads::ShownThread;
use runyard_core::{
    assistant::{Assistant, AssistantVersion},
    cron::Cron,
    item::{FoundItem, Item},
    json::RawJson,
    run::Run,
    thread::Ttl,
};
use runyard_types as types;

/// A record of the server as the API shows it.
pub(super) trait IntoApi {
    /// The type of the document.
    type Api;

    /// Turns the record into it.
    fn into_api(self) -> Self::Api;
}

impl IntoApi for Ttl {
    type Api = types::ThreadTtlInfo;

    fn into_api(self) -> types::ThreadTtlInfo {
        types::ThreadTtlInfo {
            strategy: Some(self.strategy),
            ttl_minutes: Number::from_f64(self.ttl_minutes),
            expires_at: Some(self.expires_at),
        }
    }
}

impl IntoApi for Run {
    type Api = types::Run;

    fn into_api(self) -> types::Run {
        types::Run {
            run_id: self.run_id,
            thread_id: self.thread_id,
            assistant_id: self.assistant_id,
            metadata: self.metadata,
            status: self.status,
            kwargs: self.kwargs,
            multitask_strategy: self.multitask_strategy,
            created_at: self.created_at,
            updated_at: self.updated_at,
            langsmith_session_name: None,
        }
    }
}

impl IntoApi for ShownThread {
    type Api = types::Thread;

    fn into_api(self) -> types::Thread {
        let thread = self.thread;
        // A thread that never ran has neither an error nor interrupts (spec/wire.md#threads).
        let ran = thread.interrupts.is_some();
        types::Thread {
            thread_id: thread.thread_id,
            created_at: thread.created_at,
            updated_at: thread.updated_at,
            state_updated_at: Some(thread.state_updated_at),
            metadata: thread.metadata,
            status: thread.status,
            config: Some(thread.config),
            values: Some(thread.values.unwrap_or_else(RawJson::null)),
            error: ran.then(|| thread.error.unwrap_or_else(RawJson::null)),
            interrupts: thread.interrupts,
            ttl: thread.ttl.filter(|_| self.ttl).map(IntoApi::into_api),
            extracted: self.extracted.map(|found| RawJson::from(&Value::Object(found))),
        }
    }
}

impl IntoApi for Assistant {
    type Api = types::Assistant;

    fn into_api(self) -> types::Assistant {
        types::Assistant {
            assistant_id: self.assistant_id,
            graph_id: self.graph_id,
            config: self.config,
            context: Some(self.context),
            metadata: self.metadata,
            name: Some(self.name),
            created_at: self.created_at,
            updated_at: self.updated_at,
            version: Some(self.version),
            description: Some(self.description),
        }
    }
}

impl IntoApi for AssistantVersion {
    type Api = types::AssistantVersion;

    fn into_api(self) -> types::AssistantVersion {
        types::AssistantVersion {
            assistant_id: self.assistant_id,
            version: self.version,
            graph_id: self.graph_id,
            config: self.config,
            context: self.context,
            metadata: self.metadata,
            created_at: self.created_at,
            name: self.name,
            description: Some(self.description),
        }
    }
}

impl IntoApi for Cron {
    type Api = types::Cron;

    fn into_api(self) -> types::Cron {
        types::Cron {
            cron_id: self.cron_id,
            assistant_id: Some(Some(self.assistant_id)),
            thread_id: self.thread_id,
            // Without authentication there is no user to name.
            user_id: Some(Some(String::new())),
            end_time: self.end_time,
            schedule: self.schedule,
            timezone: Some(self.timezone),
            payload: self.payload,
            next_run_date: Some(self.next_run_date),
            metadata: Some(self.metadata),
            on_run_completed: Some(self.on_run_completed),
            enabled: self.enabled,
            created_at: self.created_at,
            updated_at: self.updated_at,
        }
    }
}

impl IntoApi for Item {
    type Api = types::Item;

    fn into_api(self) -> types::Item {
        types::Item {
            namespace: self.namespace,
            key: self.key,
            value: self.value,
            created_at: self.created_at,
            updated_at: self.updated_at,
        }
    }
}

impl IntoApi for FoundItem {
    type Api = types::SearchItem;

    fn into_api(self) -> types::SearchItem {
        let item = self.item;
        types::SearchItem {
            namespace: item.namespace,
            key: item.key,
            value: item.value,
            created_at: item.created_at,
            updated_at: item.updated_at,
            score: self.score.and_then(Number::from_f64),
        }
    }
}
