//! Authentication and authorization by the project's `Auth` object, which the workers import.
//!
//! Any worker that has imported the object can answer. The calls change nothing, so another worker is asked when one is
//! lost or blocked. Everything but a valid answer refuses the request.

use std::{sync::Arc, time::Duration};

use serde::{Deserialize, Serialize};
use tokio::time::{Instant, timeout};

use super::{
    auth_cache::{AuthCache, AuthCacheOptions},
    connection::CallFailure,
    outgoing::LoadAuth,
    pool::{Need, plain_error},
    supervise::WorkerSlotContext,
    worker::Worker,
};
use runyard_core::{
    auth::{AuthAction, AuthError, AuthQuestion, AuthRequest, AuthResource, Filter, Permit, Principal, Refusal},
    graph::{GraphError, GraphState},
    host::CallError,
    json::RawJson,
};

/// The worker stops a handler that is too slow, and says so; the server waits a little longer for that.
const SPARE_MS: u64 = 1_000;

/// The project's authentication.
#[derive(Clone, Debug)]
pub struct AuthOptions {
    /// The path of the `Auth` object, as in `langgraph.json`: `./auth.py:auth`.
    pub path: String,
    /// The time limit of a handler.
    pub timeout: Duration,
    /// The settings of the cache of users; no cache without them.
    pub cache: Option<AuthCacheOptions>,
}

impl AuthOptions {
    /// The settings for workers.
    pub(super) fn load(&self) -> LoadAuth {
        LoadAuth { path: self.path.clone(), timeout_ms: u64::try_from(self.timeout.as_millis()).unwrap_or(u64::MAX) }
    }
}

/// The header of an `auth` frame.
#[derive(Debug, Deserialize)]
pub struct AuthLoaded {
    /// True if the object was imported.
    ok: bool,
    /// True if its authenticate handler uses the bodies of requests.
    #[serde(default)]
    needs_body: bool,
    /// The error, if it was not.
    #[serde(default)]
    error: Option<GraphError>,
}

/// The result of importing the project's `Auth` object.
#[derive(Clone, Debug)]
pub enum ImportedAuth {
    /// The object was imported.
    Ready {
        /// True if its authenticate handler uses the bodies of requests.
        needs_body: bool,
    },
    /// The import failed.
    Failed(GraphError),
}

impl AuthLoaded {
    /// Reads a header. A header that cannot be read counts as a failed import.
    pub fn read(header: &[u8]) -> ImportedAuth {
        match serde_json::from_slice(header) {
            Ok(Self { ok: true, needs_body, .. }) => ImportedAuth::Ready { needs_body },
            Ok(Self { error: Some(error), .. }) => ImportedAuth::Failed(error),
            Ok(Self { error: None, .. }) => {
                ImportedAuth::Failed(plain_error("ImportError", "the worker gave no reason"))
            }
            Err(error) => {
                let text = format!("failed to read what the worker told about the authentication: {error}");
                ImportedAuth::Failed(plain_error("ProtocolError", &text))
            }
        }
    }
}

/// A worker that has imported the `Auth` object.
pub struct Authority {
    /// The worker.
    pub worker: Arc<Worker>,
    /// True if its authenticate handler uses the bodies of requests.
    pub needs_body: bool,
}

/// The calls to the project's `Auth` object.
pub struct Authentication {
    context: Arc<WorkerSlotContext>,
    timeout: Duration,
    cache: Option<AuthCache>,
}

#[derive(Serialize)]
struct AuthenticateArgs<'a> {
    method: &'a str,
    path: &'a str,
    query: &'a str,
    headers: Vec<(&'a str, String)>,
    path_params: &'a std::collections::BTreeMap<String, String>,
    body: Option<String>,
    client: Option<(String, u16)>,
}

impl<'a> AuthenticateArgs<'a> {
    fn of(request: &'a AuthRequest, needs_body: bool) -> Self {
        Self {
            method: &request.method,
            path: &request.path,
            query: &request.query,
            headers: request.headers.iter().map(|(name, value)| (name.as_str(), latin1(value))).collect(),
            path_params: &request.path_params,
            body: needs_body.then(|| latin1(&request.body)),
            client: request.client.map(|client| (client.ip().to_string(), client.port())),
        }
    }
}

/// Returns a text with one character per byte, so that JSON can carry any bytes.
fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

#[derive(Serialize)]
struct AuthorizeArgs<'a> {
    user: &'a RawJson,
    resource: AuthResource,
    action: AuthAction,
    value: &'a RawJson,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Authenticated {
    User(RawJson),
    Refused(Refusal),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Authorized {
    Allowed(Allowed),
    Refused(Refusal),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Allowed {
    // Named, so that it must be there: an answer without it is none, and does not allow everything.
    #[serde(deserialize_with = "Option::deserialize")]
    filter: Option<Filter>,
    #[serde(default)]
    value: Option<RawJson>,
}

impl Authentication {
    /// Creates the calls to the workers of a host, which import the object.
    pub fn new(context: Arc<WorkerSlotContext>, options: AuthOptions) -> Self {
        Self { context, timeout: options.timeout, cache: options.cache.map(AuthCache::new) }
    }

    /// Returns the state of the import.
    pub fn state(&self) -> GraphState {
        self.context.pool.auth_state()
    }

    /// See [`runyard_core::host::GraphHost::authenticate`].
    ///
    /// # Errors
    /// As there.
    pub async fn authenticate(&self, request: &AuthRequest) -> Result<Principal, AuthError> {
        let asked_at = Instant::now();
        let key = self.cache.as_ref().and_then(|cache| Some((cache, cache.key(request)?)));
        if let Some((cache, key)) = &key
            && let Some(principal) = cache.get(*self.context.generation.borrow(), key, asked_at)
        {
            return Ok(principal);
        }
        let args = |needs_body| RawJson::of(&AuthenticateArgs::of(request, needs_body));
        let (answer, generation) = self.ask("auth.authenticate", &args).await?;
        let principal = read_authenticated(&answer)?;
        if let Some((cache, key)) = key {
            cache.put(generation, key, principal.clone(), asked_at);
        }
        Ok(principal)
    }

    /// See [`runyard_core::host::GraphHost::authorize`].
    ///
    /// # Errors
    /// As there.
    pub async fn authorize(&self, question: &AuthQuestion) -> Result<Permit, AuthError> {
        let AuthQuestion { user, resource, action, value } = question;
        let args = AuthorizeArgs { user: &user.user, resource: *resource, action: *action, value };
        let args = |_| RawJson::of(&args);
        let (answer, _) = self.ask("auth.authorize", &args).await?;
        read_authorized(&answer)
    }

    /// Returns the answer, and the version of the code that gave it.
    async fn ask(
        &self,
        method: &str,
        args: &(dyn Fn(bool) -> Result<RawJson, serde_json::Error> + Send + Sync),
    ) -> Result<(RawJson, u64), AuthError> {
        let limit = self.timeout.saturating_add(Duration::from_millis(SPARE_MS));
        match timeout(limit, self.ask_until_answered(method, args)).await {
            Ok(answer) => answer,
            Err(_) => {
                let seconds = self.timeout.as_secs_f64();
                Err(AuthError::Unavailable(format!("the authentication did not answer within {seconds} seconds")))
            }
        }
    }

    async fn ask_until_answered(
        &self,
        method: &str,
        args: &(dyn Fn(bool) -> Result<RawJson, serde_json::Error> + Send + Sync),
    ) -> Result<(RawJson, u64), AuthError> {
        let failed = |error: serde_json::Error| AuthError::Failed(format!("failed to write the question: {error}"));
        let mut freed = self.context.pool.freed();
        let mut waiting = None;
        loop {
            freed.mark_unchanged();
            let Some(Authority { worker, needs_body }) = self.context.pool.authority().map_err(unanswered)? else {
                if waiting.is_none() {
                    waiting = Some(self.context.pool.wait(Need::Shared));
                }
                // The sender lives in the pool.
                let _ = freed.changed().await;
                continue;
            };
            let args = args(needs_body).map_err(failed)?;
            let answer = tokio::select! {
                biased;
                answer = worker.connection.call(method, &args) => answer,
                // Another worker can answer the same, and sooner.
                () = async { worker.stalled().await; self.another_is_there(&worker).await } => continue,
            };
            match answer {
                Ok(answer) => return Ok((answer, worker.generation)),
                Err(CallFailure::Answered(error)) => return Err(unanswered(error)),
                Err(CallFailure::Lost) => self.context.pool.remove(worker.id),
            }
        }
    }

    /// Waits until a worker other than this one can be asked.
    async fn another_is_there(&self, worker: &Worker) {
        let mut freed = self.context.pool.freed();
        // While this exists a relief worker is started if that is possible.
        let _waiting = self.context.pool.wait(Need::Shared);
        loop {
            freed.mark_unchanged();
            if matches!(self.context.pool.authority(), Ok(Some(other)) if other.worker.id != worker.id) {
                return;
            }
            let _ = freed.changed().await;
        }
    }
}

/// Converts the error of a call.
fn unanswered(error: CallError) -> AuthError {
    match error {
        CallError::Unavailable(text) => AuthError::Unavailable(text),
        // A worker that could not import the object knows none of its methods.
        CallError::NotFound(text) => AuthError::Unavailable(format!("the authentication cannot be asked: {text}")),
        error @ (CallError::Invalid(_) | CallError::Failed(_) | CallError::Raised { .. }) => {
            AuthError::Failed(format!("the authentication failed: {error}"))
        }
    }
}

fn unreadable(error: serde_json::Error) -> AuthError {
    AuthError::Failed(format!("failed to read the answer of the authentication: {error}"))
}

fn read_authenticated(answer: &RawJson) -> Result<Principal, AuthError> {
    match answer.read().map_err(unreadable)? {
        Authenticated::User(user) => Principal::read(user).map_err(unreadable),
        Authenticated::Refused(refusal) => Err(refused(refusal)),
    }
}

fn read_authorized(answer: &RawJson) -> Result<Permit, AuthError> {
    match answer.read().map_err(unreadable)? {
        Authorized::Allowed(Allowed { filter, value }) => Ok(Permit { filter, value }),
        Authorized::Refused(refusal) => Err(refused(refusal)),
    }
}

fn refused(refusal: Refusal) -> AuthError {
    match refusal.status {
        400..=599 => AuthError::Refused(refusal),
        status => AuthError::Failed(format!("the authentication refused with the status {status}")),
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn nothing_but_a_user_is_a_user() {
        let user = json!({"identity": "a", "is_authenticated": true, "display_name": "A", "permissions": []});
        let read = |answer: Value| read_authenticated(&(&answer).into());
        assert_eq!(read(json!({"user": user})).unwrap().identity, "a");
        let refusal =
            json!({"refused": {"status": 401, "detail": {"a": 1}, "headers": [["www-authenticate", "Bearer"]]}});
        let Err(AuthError::Refused(refused)) = read(refusal) else { panic!("a refusal") };
        assert_eq!((refused.status, refused.detail), (401, json!({"a": 1})));
        assert_eq!(refused.headers, [("www-authenticate".to_owned(), "Bearer".to_owned())]);
        for answer in [
            json!(null),
            json!({}),
            json!({"user": null}),
            json!({"user": {"identity": ""}}),
            json!({"user": {"identity": "a"}}),
            json!({"user": user, "refused": {"status": 401, "detail": "no"}}),
            json!({"refused": {"status": 200, "detail": "fine"}}),
            json!({"refused": {}}),
            json!({"allowed": {"filter": null}}),
        ] {
            assert!(matches!(read(answer.clone()), Err(AuthError::Failed(_))), "{answer}");
        }
    }

    #[test]
    fn nothing_but_a_permit_permits() {
        let read = |answer: Value| read_authorized(&(&answer).into());
        assert_eq!(read(json!({"allowed": {"filter": null}})).unwrap(), Permit::default());
        let permit = read(json!({"allowed": {"filter": {"eq": {"key": "a", "value": 1}}, "value": {"b": 2}}})).unwrap();
        assert_eq!(permit.filter, Some(Filter::Eq { key: "a".into(), value: json!(1) }));
        assert_eq!(permit.value.unwrap().get(), r#"{"b":2}"#);
        assert!(matches!(
            read(json!({"refused": {"status": 403, "detail": "Forbidden"}})),
            Err(AuthError::Refused(Refusal { status: 403, .. }))
        ));
        for answer in [
            json!(true),
            json!({}),
            json!({"allowed": null}),
            json!({"allowed": true}),
            json!({"allowed": {}}),
            json!({"allowed": {"value": {}}}),
            json!({"allowed": {"filter": {}}}),
            json!({"allowed": {"filter": {"ne": {"key": "a", "value": 1}}}}),
            json!({"allowed": {"filter": null, "but": 1}}),
            json!({"refused": {"status": 302, "detail": ""}}),
        ] {
            assert!(matches!(read(answer.clone()), Err(AuthError::Failed(_))), "{answer}");
        }
    }

    #[test]
    fn an_object_that_is_told_of_oddly_cannot_be_asked() {
        assert!(matches!(
            AuthLoaded::read(br#"{"t":"auth","ok":true,"needs_body":true}"#),
            ImportedAuth::Ready { needs_body: true }
        ));
        for header in [r#"{"ok":false}"#, r#"{"ok":5}"#, "{}", r#"{"ok":false,"error":{"error":"E","message":"m"}}"#] {
            assert!(matches!(AuthLoaded::read(header.as_bytes()), ImportedAuth::Failed(_)), "{header}");
        }
    }

    #[test]
    fn any_bytes_reach_the_worker() {
        let request = AuthRequest {
            headers: vec![("x".into(), Bytes::from_static(b"\xe9\x00"))],
            body: Bytes::from_static(b"\xff{}"),
            ..AuthRequest::default()
        };
        let args = |needs_body| serde_json::to_value(AuthenticateArgs::of(&request, needs_body)).unwrap();
        assert_eq!(args(true)["headers"], json!([["x", "\u{e9}\u{0}"]]));
        assert_eq!(args(true)["body"], "\u{ff}{}");
        assert_eq!(args(false)["body"], Value::Null);
    }
}
