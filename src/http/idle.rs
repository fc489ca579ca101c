//! Closes connections on which nothing happens, so that they do not use up the process' descriptors.
//!
//! The HTTP library closes a connection whose request head has begun and is not complete after 30 seconds; it waits for
//! ever for a first byte and for a next request. An answer that is under way is never cut, however long it is silent.

use std::{
    collections::{HashMap, HashSet},
    fs::File,
    net::SocketAddr,
    sync::{Arc, Weak},
    time::{Duration, Instant},
};

use super::{
    endpoint::Connections,
    sockets::{Accepted, accepted, end_input},
};

/// The limits for idle connections.
#[derive(Clone, Copy, Debug)]
pub struct IdleLimits {
    /// Before their first request.
    pub first_request: Duration,
    /// After a request, before the next.
    pub keep_alive: Duration,
}

impl Default for IdleLimits {
    fn default() -> Self {
        Self { first_request: Duration::from_secs(60), keep_alive: Duration::from_secs(120) }
    }
}

/// The longest time between two looks.
const LOOK_INTERVAL_MAX: Duration = Duration::from_secs(5);

/// Watches the connections of a listener until its server is gone.
pub(super) fn watch(listener: SocketAddr, connections: &Arc<Connections>, limits: IdleLimits) {
    let connections = Arc::downgrade(connections);
    // A look every eighth of a limit keeps it to some ten percent.
    let interval = (limits.first_request.min(limits.keep_alive) / 8).min(LOOK_INTERVAL_MAX);
    tokio::spawn(async move {
        let mut watcher = Watcher { spare: spare(), listener, limits, first_seen: HashMap::new() };
        loop {
            tokio::time::sleep(interval).await;
            let Some(connections) = Weak::upgrade(&connections) else { return };
            watcher.look(&connections, Instant::now());
        }
    });
}

/// Descriptors kept back for a look: it is needed most when the process has no others left.
const SPARE_DESCRIPTORS: usize = 4;

fn spare() -> Vec<File> {
    (0..SPARE_DESCRIPTORS).filter_map(|_| File::open("/dev/null").ok()).collect()
}

struct Watcher {
    spare: Vec<File>,
    listener: SocketAddr,
    limits: IdleLimits,
    first_seen: HashMap<Accepted, Instant>,
}

impl Watcher {
    fn look(&mut self, connections: &Connections, now: Instant) {
        self.spare.clear();
        let open = accepted(self.listener);
        let first_seen = open.iter().map(|one| (*one, self.first_seen.get(one).copied().unwrap_or(now))).collect();
        self.first_seen = first_seen;
        for (connection, since) in &self.first_seen {
            if self.is_over(connections, connection.peer, *since, now) {
                end_input(*connection, self.listener);
            }
        }
        self.spare = spare();
        let peers: HashSet<_> = open.iter().map(|one| one.peer).collect();
        connections.keep(|peer| peers.contains(peer));
    }

    fn is_over(&self, connections: &Connections, peer: SocketAddr, since: Instant, now: Instant) -> bool {
        let (last, limit) = match connections.activity(peer) {
            Some(activity) if activity.under_way > 0 => return false,
            // An earlier connection of the same address may have left it behind.
            Some(activity) => (activity.last.max(since), self.limits.keep_alive),
            None => (since, self.limits.first_request),
        };
        now.saturating_duration_since(last) >= limit
    }
}
