//! Implements the generated traits; holds the state that the handlers share.

use crate::{
    app::{
        App,
        assistants::Page,
        metrics::Metrics,
        payload::RunPayload,
        runs::{Streaming, Waiting},
    },
    error::Error,
};
use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use futures::{Stream, StreamExt};
use serde::{Serialize, de::DeserializeOwned};
use sync_wrapper::SyncStream;

use super::{
    docs, document,
    endpoint::{ApiError, ApiScope, ByteStream, Call, CutOff, Reply},
    rows::IntoApi,
};
use runyard_core::{
    header_rules::HeaderRules,
    id::{RunId, ThreadId},
    json::RawJson,
};
use runyard_engine::streams::{ThreadReader, sse};

/// Implements every trait that is generated from the document.
#[derive(Clone)]
pub struct Handlers {
    pub(super) app: App,
    pub(super) metrics: Arc<Metrics>,
    /// The document as this server has it.
    pub(super) document: Bytes,
    /// The page that shows it.
    pub(super) docs: Bytes,
    configurable_headers: Option<Arc<HeaderRules>>,
}

impl Handlers {
    /// Handlers of an application, for what `api_scope` includes of the document.
    #[must_use]
    pub fn new(
        app: App,
        metrics: Arc<Metrics>,
        api_scope: &ApiScope,
        configurable_headers: Option<HeaderRules>,
    ) -> Self {
        let configurable_headers = configurable_headers.map(Arc::new);
        let document = document::served(api_scope);
        let docs = docs::page(&document);
        Self { app, metrics, document, docs, configurable_headers }
    }

    /// Converts a request for a run, including its headers.
    pub(super) fn payload<B>(&self, call: &Call, body: B) -> Result<RunPayload, ApiError>
    where
        B: TryInto<RunPayload, Error = serde_json::Error>,
    {
        let mut payload = body.try_into().map_err(Error::from)?;
        if let Some(rules) = &self.configurable_headers {
            let taken = call.headers.iter().filter(|(name, _)| rules.takes(name.as_str()));
            // Of a repeated header the last counts, as upstream.
            payload.headers = taken
                .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into()))
                .collect();
        }
        Ok(payload)
    }

    /// A body that waits for a run's end: a newline every few seconds, then the JSON (spec/wire.md#runs).
    pub(super) fn wait_body(&self, waiting: Waiting) -> ByteStream {
        let heartbeat = Duration::from_millis(self.app.streams.limits().heartbeat_ms);
        let guard = self.guard(waiting.cancel_on_disconnect, waiting.thread_id, waiting.run_id);
        let streams = self.app.streams.clone();
        let pieces = async move {
            let output = waiting.output().await;
            Bytes::copy_from_slice(output.get().as_bytes())
        };
        let closing = async move { streams.closing().await };
        ByteStream::fallible(SyncStream::new(heartbeats(pieces, closing, heartbeat, guard)))
    }

    /// A body of events.
    pub(super) fn event_body(&self, streaming: Streaming) -> ByteStream {
        let Some(reader) = streaming.reader else { return ByteStream::new(futures::stream::empty()) };
        let on_disconnect: Option<sse::OnDisconnect> = streaming.cancel_on_disconnect.then(|| {
            let app = self.app.clone();
            Box::new(move || app.cancel_abandoned(streaming.thread_id, streaming.run_id)) as sse::OnDisconnect
        });
        ByteStream::new(sse::body(sse::EventSource::Run(reader), self.app.streams.limits().heartbeat_ms, on_disconnect))
    }

    /// A body of the events of all runs of a thread.
    pub(super) fn thread_body(&self, reader: ThreadReader) -> ByteStream {
        ByteStream::new(sse::body(sse::EventSource::Thread(reader), self.app.streams.limits().heartbeat_ms, None))
    }

    /// Parses the answer of a graph host into a type of the document. Members without a schema stay raw JSON.
    ///
    /// # Errors
    /// 500 when it does not have the form that the document promises; the log says what is wrong.
    pub(super) fn typed<T: DeserializeOwned>(&self, json: &RawJson) -> Result<T, ApiError> {
        json.read().map_err(|error| {
            let name = std::any::type_name::<T>();
            slog::error!(self.app.log, "the answer of a graph host is not what the API promises";
                "type" => name, "error" => %error);
            ApiError::internal()
        })
    }

    fn guard(&self, cancel: bool, thread_id: ThreadId, run_id: RunId) -> DisconnectGuard {
        DisconnectGuard { app: cancel.then(|| self.app.clone()), thread_id, run_id }
    }
}

/// Cancels a run when it is dropped before the run's end.
struct DisconnectGuard {
    app: Option<App>,
    thread_id: ThreadId,
    run_id: RunId,
}

impl DisconnectGuard {
    fn disarm(&mut self) {
        self.app = None;
    }
}

impl Drop for DisconnectGuard {
    fn drop(&mut self) {
        if let Some(app) = self.app.take() {
            app.cancel_abandoned(self.thread_id, self.run_id);
        }
    }
}

enum Wait<F, C> {
    Pending { result: std::pin::Pin<Box<F>>, closing: std::pin::Pin<Box<C>>, guard: DisconnectGuard },
    Done,
}

fn heartbeats<F, C>(
    result: F,
    closing: C,
    heartbeat: Duration,
    guard: DisconnectGuard,
) -> impl Stream<Item = Result<Bytes, CutOff>> + Send + 'static
where
    F: Future<Output = Bytes> + Send + 'static,
    C: Future<Output = ()> + Send + 'static,
{
    let start = Wait::Pending { result: Box::pin(result), closing: Box::pin(closing), guard };
    futures::stream::unfold(start, move |state| async move {
        let Wait::Pending { mut result, mut closing, mut guard } = state else { return None };
        tokio::select! {
            output = &mut result => {
                guard.disarm();
                Some((Ok(output), Wait::Done))
            }
            // The run has been requeued and ends after the next start. A complete body would be an answer without a
            // value, so the connection is broken instead, and SDKs reconnect to `location`.
            () = &mut closing => {
                guard.disarm();
                Some((Err(CutOff::ShuttingDown), Wait::Done))
            }
            () = tokio::time::sleep(heartbeat) => {
                Some((Ok(Bytes::from_static(b"\n")), Wait::Pending { result, closing, guard }))
            }
        }
    })
    .boxed()
}

/// Rows as the document has them.
pub(super) fn shown<R: IntoApi>(rows: Vec<R>) -> Vec<R::Api> {
    rows.into_iter().map(IntoApi::into_api).collect()
}

/// A page of rows with its headers (spec/wire.md#general).
pub(super) fn page<R: IntoApi<Api: Serialize>>(page: Page<R>, select: Option<Vec<String>>) -> Reply<Vec<R::Api>> {
    let reply = Reply::ok(shown(page.rows)).select(select).header("x-pagination-total", &page.total.to_string());
    match page.next {
        Some(next) => reply.header("x-pagination-next", &next.to_string()),
        None => reply,
    }
}

/// The two headers that say where a run is. `suffix` is what the client would call to get this answer again.
pub(super) fn located<T>(reply: Reply<T>, thread_id: ThreadId, run_id: RunId, suffix: Option<&str>) -> Reply<T> {
    let run = format!("/threads/{thread_id}/runs/{run_id}");
    let reply = match suffix {
        Some(suffix) => reply.header("location", &format!("{run}/{suffix}")),
        None => reply,
    };
    reply.header("content-location", &run)
}

/// A number of the document that is small by its limits.
pub(super) fn small(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}

/// A count as the document has it.
pub(super) fn wide(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
