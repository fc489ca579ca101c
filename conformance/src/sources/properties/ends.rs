//! Every run ends, whatever its graph produces, and harms no later run.

use serde_json::{Value, json};

use super::support::ensure;
use crate::context::Context;
use crate::model::{Check, Level};
use crate::outcome::CheckResult;
use crate::target::Need;

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check::new(
            "runs/properties/huge-integer",
            Level::May,
            "A run whose state has an integer of 400 digits ends, and the next run of the thread does as well.",
            huge_integer,
        )
        .basis("deviations.yaml huge-integers")
        .procedure("Runs the graph with 400 digits and then with 3 on the same thread, and reads the states of both.")
        .needs([Need::graph("digits")]),
        Check::new(
            "runs/properties/huge-error",
            Level::Should,
            "A run that fails with a message of 3 MB ends with an error that names its kind, and the next run is not affected.",
            huge_error,
        )
        .basis("spec/wire.md#runs")
        .procedure("Runs the graph with a message of 3,000,000 characters, and then with a short one on the same thread.")
        .needs([Need::graph("failer")]),
    ]
}

/// Runs a graph on a thread to its end: the answer, and the run's status.
async fn run(context: &Context, thread: &str, graph: &str, input: Value) -> CheckResult<(Value, String)> {
    let body = json!({"assistant_id": graph, "input": input});
    let answer = context.call("wait_run").path("thread_id", thread).json(&body).send().await?.expect(200)?;
    // The server may answer something that cannot be read; the run has ended nevertheless.
    let values = answer.json().unwrap_or_default();
    let runs = context.call("list_runs").path("thread_id", thread).send().await?.expect(200)?.json()?;
    Ok((values, runs[0]["status"].as_str().unwrap_or_default().to_owned()))
}

async fn huge_integer(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    let (_, status) = run(&context, &thread, "digits", json!({"n": 400})).await?;
    ensure(status == "success" || status == "error", "a run that ends with success or error", status)?;
    let state = context.call("get_thread_state").path("thread_id", &thread).send().await?;
    ensure(state.status < 500, "a state that can be read", state.status)?;
    let (values, status) = run(&context, &thread, "digits", json!({"n": 3})).await?;
    ensure(status == "success" && values["value"] == 100, "100 as the value of the next run", values)
}

async fn huge_error(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    let (values, status) = run(&context, &thread, "failer", json!({"msg": "x".repeat(3_000_000)})).await?;
    ensure(status == "error", "a run that ends with error", status)?;
    let kind = &values["__error__"]["error"];
    ensure(kind == "ValueError", "__error__ of the kind ValueError", kind)?;
    let (values, status) = run(&context, &thread, "failer", json!({"msg": "short"})).await?;
    let error = &values["__error__"];
    ensure(status == "error" && error["message"] == "short", "the error of the next run", error)
}
