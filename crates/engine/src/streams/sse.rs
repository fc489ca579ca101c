//! Events on the wire: CRLF lines, `event`, `data`, `id` in this order (spec/wire.md#streams).

use std::{sync::Arc, time::Duration};

use bytes::{BufMut, Bytes, BytesMut};
use futures::Stream;
use sync_wrapper::SyncStream;

use super::{
    reader::{ReadError, Reader},
    ring_buffer::Frame,
    thread::ThreadReader,
};
use runyard_core::event::{Event, EventId};

/// Keeps proxies and clients from taking silence for death.
const HEARTBEAT: Bytes = Bytes::from_static(b": heartbeat\r\n\r\n");

/// One event, with its id or without.
#[must_use]
pub fn encode(event: &Event, id: Option<EventId>) -> Bytes {
    let mut out = BytesMut::with_capacity(event.name.len() + event.data.len() + 64);
    out.put_slice(b"event: ");
    put_name(&mut out, &event.name);
    out.put_slice(b"\r\ndata: ");
    out.put_slice(&event.data);
    if let Some(id) = id {
        out.put_slice(b"\r\nid: ");
        out.put_slice(id.to_string().as_bytes());
    }
    out.put_slice(b"\r\n\r\n");
    out.freeze()
}

/// A name is one line: names of nodes come from graphs, and a line break in one would begin a field or an event of the
/// graph's own.
fn put_name(out: &mut BytesMut, name: &str) {
    for piece in name.split_inclusive(['\r', '\n', '\0']) {
        match piece.strip_suffix(['\r', '\n', '\0']) {
            Some(piece) => {
                out.put_slice(piece.as_bytes());
                out.put_u8(b' ');
            }
            None => out.put_slice(piece.as_bytes()),
        }
    }
}

/// Runs when the body has been dropped before the run ended: the client has gone.
pub type OnDisconnect = Box<dyn FnOnce() + Send + Sync>;

/// The source of the events of a response body.
pub enum EventSource {
    /// One run.
    Run(Reader),
    /// All runs of a thread.
    Thread(ThreadReader),
}

impl EventSource {
    async fn next(&mut self) -> Result<Option<Vec<Arc<Frame>>>, ReadError> {
        match self {
            Self::Run(reader) => reader.next().await,
            Self::Thread(reader) => reader.next().await,
        }
    }
}

struct Body {
    source: EventSource,
    heartbeat: Duration,
    on_disconnect: Option<OnDisconnect>,
    done: bool,
}

impl Body {
    /// The stream ends from our side: what follows is no disconnect.
    fn finish(&mut self) {
        self.done = true;
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        if !self.done
            && let Some(on_disconnect) = self.on_disconnect.take()
        {
            on_disconnect();
        }
    }
}

/// The body of a stream response: what the reader gets, heartbeats in between, an `error` event when the reader cannot
/// go on.
pub fn body(
    source: EventSource,
    heartbeat_ms: u64,
    on_disconnect: Option<OnDisconnect>,
) -> impl Stream<Item = Bytes> + Send + Sync + 'static {
    let body = Body { source, heartbeat: Duration::from_millis(heartbeat_ms), on_disconnect, done: false };
    SyncStream::new(futures::stream::unfold(body, |mut body| async move {
        if body.done {
            return None;
        }
        let chunk = match tokio::time::timeout(body.heartbeat, body.source.next()).await {
            Err(_silence) => HEARTBEAT,
            Ok(Ok(Some(frames))) => join(&frames),
            Ok(Ok(None)) => {
                body.finish();
                return None;
            }
            Ok(Err(error)) => {
                body.finish();
                let data = serde_json::json!({"error": "StreamError", "message": error.to_string()});
                encode(&Event { name: "error".to_owned(), data: data.to_string().into() }, None)
            }
        };
        Some((chunk, body))
    }))
}

/// Frames that are available together are sent in one write.
fn join(frames: &[Arc<Frame>]) -> Bytes {
    if let [frame] = frames {
        return frame.sse.clone();
    }
    let mut out = BytesMut::with_capacity(frames.iter().map(|f| f.sse.len()).sum());
    for frame in frames {
        out.put_slice(&frame.sse);
    }
    out.freeze()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_has_crlf_lines_in_the_reference_order() {
        let event = Event { name: "values".to_owned(), data: Bytes::from_static(b"{\"n\":1}") };
        assert_eq!(&encode(&event, None)[..], b"event: values\r\ndata: {\"n\":1}\r\n\r\n");
        let id = EventId { ms: 17, n: 2 };
        assert_eq!(&encode(&event, Some(id))[..], b"event: values\r\ndata: {\"n\":1}\r\nid: 17-2\r\n\r\n");
    }

    #[test]
    fn a_name_cannot_begin_another_event() {
        let event = Event { name: "a\r\n\r\ndata: forged\n\0é".to_owned(), data: Bytes::from_static(b"1") };
        assert_eq!(&encode(&event, None)[..], "event: a    data: forged  é\r\ndata: 1\r\n\r\n".as_bytes());
    }
}
