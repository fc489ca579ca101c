//! What a target has, found out by asking.
//!
//! An operation is not offered when its route answers 405 or 501, says itself that it is not implemented, or answers
//! the same as a path that certainly does not exist. A 404 alone says nothing: it may be about the resource that the
//! request names. Therefore the requests have malformed ids and bodies that are not JSON: a server that has the route
//! answers these in another way, and nothing is created or deleted.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures::StreamExt;
use serde_json::{Value, json};

use super::Facts;
use crate::document::{Document, Operation};

/// How long one answer may take. A stream answers its head at once.
const ANSWER_MAX: Duration = Duration::from_secs(10);
/// How many questions are asked at once.
const AT_ONCE: usize = 4;
/// How many assistants are read per page, and how many pages.
const PAGE: usize = 100;
const PAGES_MAX: usize = 10;
/// A segment that no path of this API has, and no id.
const NOWHERE: &str = "conformance-no-such-thing";

/// An answer as far as it can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Answer {
    status: u16,
    body: String,
}

struct Prober<'a> {
    http: &'a reqwest::Client,
    base: &'a str,
}

/// Asks for everything.
pub(super) async fn facts(http: &reqwest::Client, base: &str, document: &Document) -> Facts {
    let prober = Prober { http, base };
    let thread = prober.thread().await;
    let missing = futures::stream::iter(document.operations())
        .map(|operation| {
            let (prober, thread) = (&prober, thread.as_deref());
            async move { Some((operation.id.clone(), prober.missing(operation, thread).await?)) }
        })
        .buffer_unordered(AT_ONCE)
        .filter_map(|found| async move { found });
    let missing_operations: BTreeMap<String, String> = missing.collect().await;
    if let Some(thread) = thread {
        let _ = http.delete(format!("{base}/threads/{thread}")).timeout(ANSWER_MAX).send().await;
    }
    let info = prober.json("GET", "/info", None).await.filter(Value::is_object);
    Facts { missing_operations, graphs: prober.graphs().await, info }
}

impl Prober<'_> {
    /// How it shows that an operation is not offered; `None` when it is offered, or when that is unclear.
    async fn missing(&self, operation: &Operation, thread: Option<&str>) -> Option<String> {
        let path = filled(&operation.path, NOWHERE);
        let shown = self.verdict(operation, &path).await?;
        // Some servers say "not found" about an id that is none as they do about a path. With a thread that exists only
        // a missing route is left as the reason. Only for reading: nothing may be changed by asking.
        let Some(thread) = thread.filter(|_| operation.method == "GET" && operation.path.contains("{thread_id}"))
        else {
            return Some(shown);
        };
        let path = filled(&operation.path.replace("{thread_id}", thread), NOWHERE);
        self.verdict(operation, &path).await
    }

    async fn verdict(&self, operation: &Operation, path: &str) -> Option<String> {
        let answer = self.ask(&operation.method, path).await?;
        let title = operation.title();
        match answer.status {
            405 => Some(format!("{title} answers 405")),
            501 => Some(format!("{title} answers 501")),
            status if status >= 400 && answer.body.to_lowercase().contains("not implemented") => {
                Some(format!("{title} answers {status} and says that it is not implemented"))
            }
            404 => {
                let nowhere = format!("/{NOWHERE}{path}");
                let unknown = self.ask(&operation.method, &nowhere).await?;
                (unknown == answer).then(|| format!("{title} answers 404 as a path does that does not exist"))
            }
            _ => None,
        }
    }

    /// An answer without what differs from request to request.
    async fn ask(&self, method: &str, path: &str) -> Option<Answer> {
        let method = reqwest::Method::from_bytes(method.as_bytes()).ok()?;
        let request = self.http.request(method.clone(), format!("{}{path}", self.base)).timeout(ANSWER_MAX);
        let request = if matches!(method.as_str(), "GET" | "HEAD") {
            request
        } else {
            request.header("content-type", "application/json").body("{")
        };
        let response = request.send().await.ok()?;
        let status = response.status().as_u16();
        // The body of a stream may never end.
        let body = if status < 400 { String::new() } else { response.text().await.unwrap_or_default() };
        Some(Answer { status, body: normalized(&body, path) })
    }

    async fn json(&self, method: &str, path: &str, body: Option<Value>) -> Option<Value> {
        let method = reqwest::Method::from_bytes(method.as_bytes()).ok()?;
        let mut request = self.http.request(method, format!("{}{path}", self.base)).timeout(ANSWER_MAX);
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let response = request.send().await.ok()?;
        let ok = response.status().is_success();
        let value = response.json().await.ok()?;
        ok.then_some(value)
    }

    async fn thread(&self) -> Option<String> {
        let thread = self.json("POST", "/threads", Some(json!({}))).await?;
        thread["thread_id"].as_str().map(ToOwned::to_owned)
    }

    /// The graphs, by the assistants that they have.
    async fn graphs(&self) -> Option<BTreeSet<String>> {
        let mut graphs = BTreeSet::new();
        for page in 0..PAGES_MAX {
            let body = json!({"limit": PAGE, "offset": page * PAGE});
            let answer = self.json("POST", "/assistants/search", Some(body)).await?;
            let assistants = answer.as_array()?;
            graphs.extend(assistants.iter().filter_map(|one| one["graph_id"].as_str()).map(ToOwned::to_owned));
            if assistants.len() < PAGE {
                break;
            }
        }
        Some(graphs)
    }
}

/// A path whose variables all have one value.
fn filled(path: &str, value: &str) -> String {
    let segments = path.split('/').map(|segment| if segment.starts_with('{') { value } else { segment });
    segments.collect::<Vec<_>>().join("/")
}

/// A body without the path and without ids of requests.
fn normalized(body: &str, path: &str) -> String {
    let text = body.replace(&format!("/{NOWHERE}{path}"), "").replace(path, "").replace(&format!("/{NOWHERE}"), "");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.char_indices().map(|(at, _)| at).find(|at| {
        rest.get(*at..*at + 36).is_some_and(|part| part.contains('-') && uuid::Uuid::try_parse(part).is_ok())
    }) {
        out.push_str(&rest[..at]);
        rest = &rest[at + 36..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_about_two_unknown_paths_are_the_same() {
        let one = r#"{"request_id":"01a201ad-73c7-78d0-9738-f7d93d9c1724","message":"/a/x not found"}"#;
        let two = r#"{"request_id":"fe096781-5601-53d2-b2f6-0d3403f7e9ca","message":"/conformance-no-such-thing/a/x not found"}"#;
        assert_eq!(normalized(one, "/a/x"), normalized(two, "/conformance-no-such-thing/a/x"));
    }

    #[test]
    fn every_variable_of_a_path_is_filled() {
        assert_eq!(filled("/threads/{thread_id}/runs/{run_id}/join", "x"), "/threads/x/runs/x/join");
    }
}
