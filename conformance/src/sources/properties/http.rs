//! Requests that reach no operation.

use super::support::ensure;
use crate::context::Context;
use crate::model::{Check, Level};
use crate::outcome::CheckResult;

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check::new(
            "errors/properties/unknown-path-404",
            Level::Should,
            "A path that does not exist answers 404.",
            unknown_path,
        )
        .basis("spec/wire.md#general")
        .procedure("GET of a path that nobody has."),
        Check::new(
            "errors/properties/wrong-method-405",
            Level::Should,
            "A method that a path does not have answers 405 with Allow.",
            wrong_method,
        )
        .basis("spec/wire.md#general")
        .procedure("PUT of a thread and PATCH of its state."),
        Check::new(
            "errors/properties/preflight",
            Level::Should,
            "A preflight of a browser is allowed with the methods of the API and the headers that it asks for.",
            preflight,
        )
        .basis("spec/wire.md#general")
        .procedure("OPTIONS of /threads with Origin and Access-Control-Request-Method."),
        Check::new("system/properties/head", Level::May, "HEAD of /ok answers as GET does, without a body.", head)
            .basis("spec/wire.md#general")
            .procedure("HEAD of /ok."),
    ]
}

async fn unknown_path(context: Context) -> CheckResult {
    let answer = context.request("GET", "/no-such-path/at-all").send().await?;
    ensure(answer.status == 404, "status 404", answer.status)
}

async fn wrong_method(context: Context) -> CheckResult {
    let thread = context.thread().await?;
    for (method, path) in [("PUT", format!("/threads/{thread}")), ("PATCH", format!("/threads/{thread}/state"))] {
        let answer = context.request(method, &path).send().await?;
        ensure(answer.status == 405, format!("status 405 for {method} {path}"), answer.status)?;
        let allow = answer.header("allow").unwrap_or_default();
        ensure(!allow.is_empty() && !allow.contains(method), "an Allow header without the method", allow)?;
    }
    Ok(())
}

async fn preflight(context: Context) -> CheckResult {
    let call = context
        .request("OPTIONS", "/threads")
        .header("origin", "http://localhost:3000")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type, x-api-key");
    let answer = call.send().await?;
    ensure(answer.status < 300, "a status below 300", answer.status)?;
    let header = |name: &str| answer.header(name).unwrap_or_default().to_ascii_lowercase();
    ensure(!header("access-control-allow-origin").is_empty(), "Access-Control-Allow-Origin", "none")?;
    let methods = header("access-control-allow-methods");
    ensure(methods.contains("post"), "POST among Access-Control-Allow-Methods", &methods)?;
    let headers = header("access-control-allow-headers");
    let all = headers == "*" || (headers.contains("content-type") && headers.contains("x-api-key"));
    ensure(all, "the headers that were asked for", &headers)
}

async fn head(context: Context) -> CheckResult {
    let answer = context.request("HEAD", "/ok").send().await?;
    ensure(answer.status == 200 && answer.body.is_empty(), "status 200 without a body", answer.status)
}
