//! The body of a webhook (spec/wire.md#runs): the run and its result.

use serde::Serialize;
use serde_json::Value;

use runyard_core::{
    assistant::CONFIGURABLE,
    id::{AssistantId, RunId, ThreadId},
    json::RawJson,
    run::{CancelAction, MultitaskStrategy, RunError},
    secret::names_a_secret,
    time::Timestamp,
    webhook::Delivery,
};

/// In place of a run's status when the run was rolled back: a request for the run finds nothing.
const ROLLED_BACK: &str = "rollback";

#[derive(Serialize)]
struct Body<'a> {
    run_id: RunId,
    thread_id: ThreadId,
    assistant_id: AssistantId,
    metadata: &'a RawJson,
    status: &'a str,
    kwargs: RawJson,
    multitask_strategy: MultitaskStrategy,
    created_at: Timestamp,
    updated_at: Timestamp,
    run_started_at: Option<Timestamp>,
    run_ended_at: Timestamp,
    webhook_sent_at: Timestamp,
    values: &'a Option<RawJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: &'a Option<RunError>,
}

/// The body of a delivery.
///
/// # Errors
/// Returns an error if it cannot be written as JSON, which is a fault of the server.
pub fn body(delivery: &Delivery) -> Result<Vec<u8>, serde_json::Error> {
    let run = &delivery.run;
    let rolled_back = run.cancel == Some(CancelAction::Rollback);
    serde_json::to_vec(&Body {
        run_id: run.run_id,
        thread_id: run.thread_id,
        assistant_id: run.assistant_id,
        metadata: &run.metadata,
        status: if rolled_back { ROLLED_BACK } else { run.status.as_str() },
        kwargs: without_secrets(&run.kwargs),
        multitask_strategy: run.multitask_strategy,
        created_at: run.created_at,
        updated_at: run.updated_at,
        run_started_at: delivery.started_at,
        run_ended_at: delivery.ended_at,
        webhook_sent_at: delivery.sent_at,
        values: &delivery.values,
        error: &run.error,
    })
}

/// A run's `kwargs` for the receiver of a webhook: with an empty context, and without what `configurable` calls a
/// secret.
fn without_secrets(kwargs: &RawJson) -> RawJson {
    let Some(mut shown) = kwargs.members() else { return RawJson::object() };
    if let Some(context) = shown.get_mut("context") {
        *context = RawJson::object();
    }
    if let Some(config) = shown.get_mut("config") {
        let mut without = config.read_value();
        if let Some(Value::Object(configurable)) = without.get_mut(CONFIGURABLE) {
            configurable.retain(|key, _| !names_a_secret(key));
        }
        *config = RawJson::from(without);
    }
    RawJson::of(&shown).unwrap_or_else(|_| RawJson::object())
}
