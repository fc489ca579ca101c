//! Putting a server together and taking it apart again. With `cli/` the only code that names a concrete backend.

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::Path,
    sync::Arc,
    time::Duration,
};

use dropshot::HttpServer;
use slog::Logger;

use crate::{
    app::{App, metrics::Metrics, webhook},
    config,
    http::{
        self, Handlers, IdleLimits, ServeError, ServerHooks,
        endpoint::{ApiScope, Cors, Hosts, Limits, Server},
    },
};
use runyard_core::{
    assistant::SystemAssistant,
    header_rules::HeaderRules,
    host::{GraphHost, Persistence},
    progress::Progress,
    storage::{Storage, StorageError},
    time::Timestamp,
};
use runyard_engine as engine;
use runyard_engine::{
    Engine, GraphStorage,
    store::{Reindexer, Store, Sweeper},
    streams::{self, Streams},
    webhooks::{self, Guard, Webhooks},
};
use runyard_sqlite as sqlite;
use runyard_sqlite::{Compacted, SqliteOptions, SqliteStorage};

/// The database's name in the data directory.
pub const DATABASE_FILE: &str = "runyard.db";
/// The number of ports to try after the default port, if that is in use.
const PORTS_TRIED: u16 = 100;

/// The address to listen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listen {
    /// This port or none.
    Exactly(IpAddr, u16),
    /// This port, or the next one that is free.
    From(IpAddr, u16),
}

/// The options of a server.
pub struct ServerOptions {
    /// The address to listen on.
    pub listen: Listen,
    /// The engine's limits.
    pub engine: engine::EngineOptions,
    /// The streams' limits.
    pub streams: streams::Limits,
    /// The settings of webhooks.
    pub webhooks: webhooks::WebhookSettings,
    /// The limits of webhooks.
    pub webhook_limits: webhooks::WebhookOptions,
    /// Wait after the database has failed in a background task, milliseconds.
    pub storage_retry_ms: u64,
    /// Limits of a request.
    pub request_limits: Limits,
    /// The limits for idle connections.
    pub idle: IdleLimits,
    /// Cross-origin rules.
    pub cors: Cors,
    /// Host names that a request may name besides those of this machine.
    pub allowed_hosts: Vec<String>,
    /// The prefix of the API, and the parts that are disabled.
    pub api_scope: ApiScope,
    /// The configuration of the assistants that graphs have of themselves, by graph.
    pub assistant_configs: BTreeMap<String, serde_json::Map<String, serde_json::Value>>,
    /// The request headers that become part of the run's configuration.
    pub configurable_headers: Option<HeaderRules>,
    /// The headers that are logged with each request. Without rules, requests are not logged.
    pub logging_headers: Option<HeaderRules>,
    /// How long running runs may go on when the server is stopped.
    pub shutdown_grace: Duration,
    /// The version of langgraph in the workers, when there are any.
    pub langgraph_version: Arc<dyn Fn() -> Option<String> + Send + Sync>,
    /// The destination of progress reports.
    pub progress: Progress,
    /// The server's log.
    pub log: Logger,
    /// The HTTP library's log.
    pub http_log: Logger,
}

/// The reason why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The graphs.
    #[error("{0}")]
    Graphs(String),
    /// The metrics.
    #[error("failed to register the metrics")]
    Metrics(#[from] prometheus::Error),
    /// The address.
    #[error(transparent)]
    Serve(#[from] ServeError),
}

/// A server that is running.
pub struct Running {
    http: HttpServer<Server<Handlers>>,
    app: App,
    webhooks: Option<Webhooks>,
    sweeper: Sweeper,
    reindexer: Reindexer,
    shutdown_grace: Duration,
    /// The address at which it listens.
    pub address: SocketAddr,
    /// True if the default port was taken.
    pub moved: bool,
}

/// Opens the database of a data directory. `progress` shows how far a migration has come.
///
/// # Errors
/// Returns an error if it cannot be used.
pub fn open_storage(
    data_dir: &Path,
    synchronous: config::Synchronous,
    limits: &config::Limits,
    progress: &Progress,
) -> Result<Arc<dyn Storage>, StorageError> {
    let options = SqliteOptions {
        synchronous,
        vector_cache_bytes: limits.store_vector_cache_bytes,
        progress: progress.clone(),
        ..SqliteOptions::new(data_dir.join(DATABASE_FILE))
    };
    Ok(Arc::new(SqliteStorage::open(&options)?))
}

/// Gives unused space of the database in a data directory back to the disk.
///
/// # Errors
/// Returns an error if it cannot be used, or a server uses it.
pub fn compact_storage(data_dir: &Path, progress: &Progress) -> Result<Compacted, StorageError> {
    sqlite::compact(&data_dir.join(DATABASE_FILE), progress)
}

/// The storage as graphs see it.
#[must_use]
pub fn persistence(storage: &Arc<dyn Storage>, store: &Store) -> Arc<dyn Persistence> {
    Arc::new(GraphStorage { storage: Arc::clone(storage), store: store.clone() })
}

/// Starts a server on an open database and a host of graphs.
///
/// # Errors
/// As [`StartError`].
pub async fn start(
    storage: Arc<dyn Storage>,
    store: Store,
    host: Arc<dyn GraphHost>,
    options: ServerOptions,
) -> Result<Running, StartError> {
    let mut configs = options.assistant_configs;
    let assistants: Vec<_> = host
        .graphs()
        .into_iter()
        .map(|graph| SystemAssistant {
            config: configs.remove(&graph.graph_id).unwrap_or_default(),
            graph_id: graph.graph_id,
            description: graph.description,
        })
        .collect();
    for graph_id in configs.keys() {
        slog::warn!(options.log, "LANGGRAPH_CONFIG configures a graph that is not there"; "graph" => graph_id);
    }
    storage.ensure_system_assistants(&assistants, Timestamp::now()).await?;
    let streams = Streams::new(Arc::clone(&storage), options.streams);
    let outbox = Arc::clone(&options.engine.webhooks);
    let engine =
        Engine::start(Arc::clone(&storage), Arc::clone(&host), streams.clone(), options.engine, options.log.clone())
            .await?;
    let retry = Duration::from_millis(options.storage_retry_ms);
    let sweeper = Sweeper::start(&store, retry, options.log.clone());
    let reindexer = Reindexer::start(&store, Arc::clone(&host), retry, options.progress, options.log.clone());
    let app = App {
        engine,
        storage: Arc::clone(&storage),
        store,
        host,
        streams,
        webhooks: Arc::new(Guard::new(&options.webhooks)),
        log: options.log.clone(),
        langgraph_version: options.langgraph_version,
    };
    let (ip, first, tries) = match options.listen {
        Listen::Exactly(ip, port) => (ip, port, 1),
        Listen::From(ip, port) => (ip, port, PORTS_TRIED),
    };
    let metrics = Arc::new(Metrics::new(&app)?);
    let handlers =
        Handlers::new(app.clone(), Arc::clone(&metrics), &options.api_scope, options.configurable_headers.clone());
    let hooks = Arc::new(ServerHooks::new(metrics, options.logging_headers.clone(), options.log.clone()));
    let mut port = first;
    let http = loop {
        let serving = http::serve(
            handlers.clone(),
            http::HttpOptions {
                address: SocketAddr::new(ip, port),
                limits: options.request_limits,
                idle: options.idle,
                cors: options.cors.clone(),
                hosts: Hosts::new(ip, &options.allowed_hosts),
                api_scope: options.api_scope.clone(),
                hooks: hooks.clone(),
            },
            &options.http_log,
        );
        match serving {
            Err(ServeError::Listen { taken: true, .. }) if port - first + 1 < tries && port < u16::MAX => port += 1,
            serving => break serving?,
        }
    };
    let address = http.local_addr();
    let reachable = reachable(address);
    app.host.serving(&format!("http://{reachable}{}", options.api_scope.prefix()));
    app.engine.start_crons(Arc::new(app.clone()));
    let webhooks = if options.webhooks.disabled {
        None
    } else {
        let render: webhooks::Render = Arc::new(webhook::body);
        let ServerOptions { webhooks, webhook_limits, log, .. } = options;
        Some(Webhooks::start(storage, &webhooks, reachable, render, outbox, webhook_limits, log).await?)
    };
    Ok(Running {
        http,
        app,
        webhooks,
        sweeper,
        reindexer,
        shutdown_grace: options.shutdown_grace,
        address,
        moved: port != first,
    })
}

/// An address under which a server on this address can be reached from this machine.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

impl Running {
    /// The application behind the HTTP.
    #[must_use]
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// Stops: no new runs, a grace for the running ones, the rest back to the queue; then readers, server, graphs and
    /// database end. `hurry` ends the grace early. Returns how many runs went back to the queue.
    pub async fn stop(self, hurry: impl Future<Output = ()>) -> usize {
        let engine = self.app.engine.clone();
        engine.begin_drain();
        let requeued = tokio::select! {
            requeued = engine.drain(self.shutdown_grace) => requeued,
            () = hurry => engine.drain(Duration::ZERO).await,
        };
        if let Some(webhooks) = self.webhooks {
            webhooks.stop().await;
        }
        self.sweeper.stop().await;
        self.reindexer.stop().await;
        self.app.streams.shutdown();
        if let Err(error) = self.http.close().await {
            slog::warn!(self.app.log, "the HTTP server did not shut down cleanly"; "error" => error);
        }
        self.app.host.shutdown().await;
        self.app.storage.close().await;
        requeued
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_on_every_address_is_reached_on_loopback() {
        for (listener, expected) in [
            ("0.0.0.0:1", "127.0.0.1:1"),
            ("[::]:2", "[::1]:2"),
            ("127.0.0.1:3", "127.0.0.1:3"),
            ("10.1.2.3:4", "10.1.2.3:4"),
        ] {
            assert_eq!(reachable(listener.parse().unwrap()).to_string(), expected);
        }
    }
}
