//! The one place that every request passes: routing, request id, authentication, CORS, panics, metrics.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use dropshot::{RawRequest, RequestContext, SharedExtractor};
use futures::FutureExt;
use futures::future::BoxFuture;
use http::header::ORIGIN;
use http::{Extensions, HeaderMap, Method, StatusCode, Uri};
use http_body::Body as _;

use super::{
    ApiError, ApiScope, Call, Connections, Cors, Dispatch, Hosts, Operation, RequestBody, Response, Table,
    route::{AnyPath, RouteMatch},
};

/// The longest `x-request-id` of a client that is used.
const REQUEST_ID_MAX_CHARS: usize = 128;

/// Callbacks for every request.
pub trait Hooks: Send + Sync + 'static {
    /// Finds out who is asking, and refuses or leaves something in `call.extensions`. Not called for preflights and
    /// for methods that a path does not have.
    fn authenticate<'a>(&'a self, call: &'a mut Call) -> BoxFuture<'a, Result<(), ApiError>> {
        let _ = call;
        Box::pin(std::future::ready(Ok(())))
    }

    /// Sees every answer when its head is ready; a stream is still to be written then.
    fn answered(&self, answered: &Answered<'_>) {
        let _ = answered;
    }

    /// Sees a request that is refused because of the page that sends it.
    fn refused(&self, refusal: &Refusal) {
        let _ = refusal;
    }

    /// Returns the message for an unknown path, if `Not Found` is not sufficient.
    fn missing(&self, path: &str) -> Option<&'static str> {
        let _ = path;
        None
    }

    /// Sees a handler that panicked; the client gets a plain 500.
    fn panicked(&self, operation: &'static Operation, request_id: &str, message: &str) {
        let _ = (operation, request_id, message);
    }
}

/// A request and how it was answered.
#[derive(Debug)]
pub struct Answered<'a> {
    /// The operation; none for preflights, and for paths and methods that are not there.
    pub operation: Option<&'static Operation>,
    /// The method as sent.
    pub method: &'a Method,
    /// The target as sent.
    pub uri: &'a Uri,
    /// The headers as sent.
    pub headers: &'a HeaderMap,
    /// The client's `x-request-id`, or one of our own.
    pub request_id: &'a str,
    /// The status.
    pub status: StatusCode,
    /// From the request's head to the answer's.
    pub took: Duration,
}

/// The reason to refuse a request before it is processed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The `Host` header names a host that this server does not answer to.
    Host(String),
    /// A page of this origin may not call.
    Origin(String),
}

impl Refusal {
    /// Returns how to permit the request.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Self::Host(host) => {
                format!(
                    "start the server with --allow-host {}",
                    host.rsplit_once(':').map_or(&**host, |(host, _)| host)
                )
            }
            Self::Origin(origin) => format!(
                "start the server with --allow-origin {origin}, or add the origin to http.cors.allow_origins in langgraph.json"
            ),
        }
    }

    fn error(&self) -> ApiError {
        let what = match self {
            Self::Host(host) => {
                format!("This server listens on a loopback address and does not answer to the host {host:?}")
            }
            Self::Origin(origin) => format!("Pages of the origin {origin:?} may not use this server"),
        };
        ApiError::forbidden(format!("{what}. To allow it, {}.", self.remedy()))
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
    /// The longest pause between two bytes of a request body.
    pub request_body_idle: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { request_body_max_bytes: 64 * 1024 * 1024, request_body_idle: Duration::from_secs(60) }
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
    /// The hosts that a request may name.
    pub hosts: Hosts,
    /// The prefix of the operations, and those that are disabled.
    pub api_scope: ApiScope,
    /// The activity of each connection.
    pub connections: Arc<Connections>,
}

impl<S> Server<S> {
    /// A server with default rules and no hooks.
    pub fn new(api: Arc<S>) -> Self {
        Self {
            api,
            hooks: Arc::new(NoHooks),
            limits: Limits::default(),
            cors: Cors::default(),
            hosts: Hosts::default(),
            api_scope: ApiScope::default(),
            connections: Arc::default(),
        }
    }
}

impl<S> std::fmt::Debug for Server<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").field("limits", &self.limits).field("cors", &self.cors).finish_non_exhaustive()
    }
}

/// The parts of a request that hooks see.
struct Head {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    request_id: String,
}

/// Answers one request.
pub(super) async fn serve<S: Send + Sync + 'static>(
    context: &RequestContext<Server<S>>,
    request: RawRequest,
    table: Table<S>,
) -> Response {
    let started = Instant::now();
    let server = context.context();
    let under_way = server.connections.begin(context.request.remote_addr());
    let (parts, body) = request.into_inner().into_parts();
    let http::request::Parts { method, uri, headers, .. } = parts;
    let request_id = request_id(&headers).unwrap_or_else(|| context.request_id.clone());
    let head = Head { method, uri, headers, request_id };
    let refusal = refusal(server, &head);
    if let Some(refusal) = &refusal {
        server.hooks.refused(refusal);
    }
    // A preflight of a foreign origin has an answer of its own.
    let preflight = match &refusal {
        Some(Refusal::Host(_)) => None,
        Some(Refusal::Origin(_)) | None => server.cors.preflight(&head.method, &head.headers),
    };
    let (operation, head, response) = match preflight {
        Some(response) => (None, head, response),
        None => {
            let (operation, head, mut response) = match refusal {
                Some(refusal) => (None, head, refusal.error().into_response()),
                None => route(context, head, RequestBody::new(body), table).await,
            };
            if head.method == Method::HEAD && response.body().size_hint().exact().is_none() {
                // A HEAD request has no reader for the stream.
                *response.body_mut() = dropshot::Body::empty();
            }
            server.cors.apply(head.headers.get(ORIGIN), response.headers_mut());
            (operation, head, response)
        }
    };
    server.hooks.answered(&Answered {
        operation,
        method: &head.method,
        uri: &head.uri,
        headers: &head.headers,
        request_id: &head.request_id,
        status: response.status(),
        took: started.elapsed(),
    });
    under_way.through(response)
}

/// Returns the reason to refuse a request, if there is one.
fn refusal<S>(server: &Server<S>, head: &Head) -> Option<Refusal> {
    if let Some(host) = server.hosts.refused(&head.uri, &head.headers) {
        return Some(Refusal::Host(host));
    }
    let refused = server.cors.refuses(&head.method, &head.uri, &head.headers);
    let origin = head.headers.get(ORIGIN).filter(|_| refused)?;
    Some(Refusal::Origin(String::from_utf8_lossy(origin.as_bytes()).into_owned()))
}

/// Finds the operation and has it answer.
async fn route<S: Send + Sync + 'static>(
    context: &RequestContext<Server<S>>,
    head: Head,
    body: RequestBody,
    table: Table<S>,
) -> (Option<&'static Operation>, Head, Response) {
    let server = context.context();
    let path = dropshot::Path::<AnyPath>::from_request(context).await;
    let found =
        path.map_or(RouteMatch::Nothing, |path| table.find(&server.api_scope, &head.method, path.into_inner().path));
    match found {
        RouteMatch::Nothing => {
            let reason = server.hooks.missing(head.uri.path()).unwrap_or("Not Found");
            (None, head, ApiError::not_found(reason).into_response())
        }
        RouteMatch::OtherMethods(allow) => (None, head, ApiError::method_not_allowed(&allow).into_response()),
        RouteMatch::Operation(index, path) => {
            let Head { method, uri, headers, request_id } = head;
            let mut call = Call {
                request_id,
                operation: &table.operations[index],
                method,
                uri,
                headers,
                remote_addr: context.request.remote_addr(),
                extensions: Extensions::new(),
                limits: server.limits,
                path,
            };
            let response = answer(server, &mut call, body, table.dispatch).await;
            let Call { operation, method, uri, headers, request_id, .. } = call;
            (Some(operation), Head { method, uri, headers, request_id }, response)
        }
    }
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

/// The client's id when it is short and printable; anything else could break log lines.
fn request_id(headers: &HeaderMap) -> Option<String> {
    let text = headers.get("x-request-id")?.to_str().ok()?;
    let fine = (1..=REQUEST_ID_MAX_CHARS).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
    fine.then(|| text.to_owned())
}
