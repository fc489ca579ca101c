//! The one place that every request passes: routing, request id, authentication, CORS, panics, metrics.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use dropshot::{RawRequest, RequestContext, SharedExtractor};
use futures::FutureExt;
use futures::future::BoxFuture;
use http::header::ORIGIN;
use http::{Extensions, HeaderMap, Method, StatusCode};
use http_body::Body as _;

use super::route::Found;
use super::{ApiError, Call, Cors, Dispatch, Node, Operation, RequestBody, Response};

/// The longest `x-request-id` of a client that is taken over.
const REQUEST_ID_MAX_CHARS: usize = 128;

/// What the rest of the server adds to every request.
pub trait Hooks: Send + Sync + 'static {
    /// Finds out who is asking, and refuses or leaves something in `call.extensions`. Not called for preflights and
    /// for methods that a path does not have.
    fn authenticate<'a>(&'a self, call: &'a mut Call) -> BoxFuture<'a, Result<(), ApiError>> {
        let _ = call;
        Box::pin(std::future::ready(Ok(())))
    }

    /// Sees every answer when its head is ready; a stream is still to be written then. Preflights and methods that
    /// a path does not have come without an operation.
    fn answered(&self, operation: Option<&'static Operation>, method: &Method, status: StatusCode, took: Duration) {
        let _ = (operation, method, status, took);
    }

    /// Sees a handler that panicked; the client gets a plain 500.
    fn panicked(&self, operation: &'static Operation, request_id: &str, message: &str) {
        let _ = (operation, request_id, message);
    }
}

/// Lets everybody in and counts nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoHooks;

impl Hooks for NoHooks {}

/// Limits of a request.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The largest body that is read.
    pub request_body_max_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { request_body_max_bytes: 64 * 1024 * 1024 }
    }
}

/// The context of dropshot: who answers, and under which rules.
pub struct Server<S> {
    /// The implementation of the generated traits.
    pub api: Arc<S>,
    /// Authentication and metrics.
    pub hooks: Arc<dyn Hooks>,
    /// Limits of a request.
    pub limits: Limits,
    /// Cross-origin rules.
    pub cors: Cors,
}

impl<S> Server<S> {
    /// A server with default rules and no hooks.
    pub fn new(api: Arc<S>) -> Self {
        Self { api, hooks: Arc::new(NoHooks), limits: Limits::default(), cors: Cors::default() }
    }
}

impl<S> std::fmt::Debug for Server<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").field("limits", &self.limits).field("cors", &self.cors).finish_non_exhaustive()
    }
}

/// Answers one request.
pub(super) async fn serve<S: Send + Sync + 'static>(
    context: &RequestContext<Server<S>>,
    request: RawRequest,
    node: &'static Node,
    operations: &'static [Operation],
    dispatch: Dispatch<S>,
) -> Response {
    let started = Instant::now();
    let server = context.context();
    let (parts, body) = request.into_inner().into_parts();
    let method = parts.method.clone();
    if let Some(response) = server.cors.preflight(&method, &parts.headers) {
        server.hooks.answered(None, &method, response.status(), started.elapsed());
        return response;
    }
    let origin = parts.headers.get(ORIGIN).cloned();

    let values = variables(context, node).await;
    let (operation, mut response) = match node.find(&method, &values) {
        Found::OtherMethods(allow) => (None, ApiError::method_not_allowed(&allow).into_response()),
        Found::Operation(index, path) => {
            let operation = &operations[index];
            let mut call = Call {
                request_id: request_id(&parts.headers).unwrap_or_else(|| context.request_id.clone()),
                operation,
                method: method.clone(),
                uri: parts.uri,
                headers: parts.headers,
                remote_addr: context.request.remote_addr(),
                extensions: Extensions::new(),
                body_limit_bytes: server.limits.request_body_max_bytes,
                path,
            };
            (Some(operation), answer(server, &mut call, RequestBody::new(body), dispatch).await)
        }
    };
    if method == Method::HEAD && response.body().size_hint().exact().is_none() {
        // Nobody reads the stream behind a HEAD.
        *response.body_mut() = dropshot::Body::empty();
    }
    server.cors.apply(origin.as_ref(), response.headers_mut());
    server.hooks.answered(operation, &method, response.status(), started.elapsed());
    response
}

/// Authenticates and calls the handler; a panic of either is a 500 and the connection stays.
async fn answer<S: Send + Sync + 'static>(
    server: &Server<S>,
    call: &mut Call,
    body: RequestBody,
    dispatch: Dispatch<S>,
) -> Response {
    let operation = call.operation;
    let request_id = call.request_id.clone();
    let work = async {
        server.hooks.authenticate(call).await?;
        dispatch(&server.api, call, body).await
    };
    match AssertUnwindSafe(work).catch_unwind().await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => error.into_response(),
        Err(panic) => {
            let message = panic
                .downcast_ref::<&str>()
                .map(|s| (*s).to_owned())
                .or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_default();
            server.hooks.panicked(operation, &request_id, &message);
            ApiError::internal().into_response()
        }
    }
}

/// The values of the node's variables, decoded, in order.
async fn variables<S: Send + Sync + 'static>(context: &RequestContext<Server<S>>, node: &Node) -> Vec<String> {
    if node.variables.is_empty() {
        return Vec::new();
    }
    let mut found = match dropshot::Path::<BTreeMap<String, String>>::from_request(context).await {
        Ok(path) => path.into_inner(),
        Err(_) => BTreeMap::new(),
    };
    node.variables.iter().map(|name| found.remove(*name).unwrap_or_default()).collect()
}

/// The client's id when it is short and printable; anything else could break log lines.
fn request_id(headers: &HeaderMap) -> Option<String> {
    let text = headers.get("x-request-id")?.to_str().ok()?;
    let fine = (1..=REQUEST_ID_MAX_CHARS).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
    fine.then(|| text.to_owned())
}
