//! The activity of each connection.

use std::{
    collections::HashMap,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Instant,
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use parking_lot::Mutex;

use super::Response;

/// A complete body up to this size counts as sent when it is handed over: the system takes it at once.
const SENT_AT_ONCE_MAX_BYTES: u64 = 64 * 1024;

/// Requests that are under way, by the address of the client's end of the connection.
#[derive(Debug, Default)]
pub struct Connections {
    peers: Mutex<HashMap<SocketAddr, Activity>>,
}

/// The activity of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Requests whose answer is not yet written to its end.
    pub under_way: usize,
    /// The time at which the last request began or ended.
    pub last: Instant,
}

impl Connections {
    /// Notes a request; it ends when the returned value is dropped.
    pub(super) fn begin(self: &Arc<Self>, peer: SocketAddr) -> UnderWay {
        let mut peers = self.peers.lock();
        let activity = peers.entry(peer).or_insert(Activity { under_way: 0, last: Instant::now() });
        activity.under_way += 1;
        activity.last = Instant::now();
        UnderWay { connections: Arc::clone(self), peer }
    }

    /// Returns the activity of the client at this address; `None` if it has sent no request.
    #[must_use]
    pub fn activity(&self, peer: SocketAddr) -> Option<Activity> {
        self.peers.lock().get(&peer).copied()
    }

    /// Forgets clients that have no connection any more.
    pub fn keep(&self, open: impl Fn(&SocketAddr) -> bool) {
        self.peers.lock().retain(|peer, activity| activity.under_way > 0 || open(peer));
    }
}

/// A request that is under way.
#[derive(Debug)]
pub(super) struct UnderWay {
    connections: Arc<Connections>,
    peer: SocketAddr,
}

impl UnderWay {
    /// Keeps the request open until the response body has been read to its end.
    pub(super) fn through(self, response: Response) -> Response {
        if response.body().size_hint().exact().is_some_and(|bytes| bytes <= SENT_AT_ONCE_MAX_BYTES) {
            return response;
        }
        response.map(|body| dropshot::Body::wrap(Counted { body, _under_way: self }))
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        if let Some(activity) = self.connections.peers.lock().get_mut(&self.peer) {
            activity.under_way = activity.under_way.saturating_sub(1);
            activity.last = Instant::now();
        }
    }
}

/// A body that ends a request when it is dropped.
struct Counted {
    body: dropshot::Body,
    _under_way: UnderWay,
}

impl Body for Counted {
    type Data = Bytes;
    type Error = <dropshot::Body as Body>::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
