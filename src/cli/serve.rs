//! `runyard dev` and `runyard serve`.

use std::{net::SocketAddr, path::Path, process::ExitCode, sync::Arc, time::Duration};

use slog::Logger;
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::oneshot,
};

use super::{
    args::{DevArgs, ServeArgs},
    banner,
    changes::ConfigWatch,
    demo, fail,
    log::{Loggers, loggers},
    output, process,
    program::{NamedGraph, check_names},
    python,
};
use crate::{
    config::{Config, Flags, Limits, Port},
    http::{
        IdleLimits,
        endpoint::{self, ApiScope, Cors},
    },
    side_by_side::SideBySide,
    start::{self, Listen, Running},
};
use runyard_core::{
    host::{GraphHost, Persistence},
    progress::{Progress, end_bars},
    storage::Storage,
    text::chain,
};
use runyard_engine as engine;
use runyard_engine::{RunLog, Tracebacks, store::Store, streams, webhooks};
use runyard_graph::{Host, HostOptions};
use runyard_workers::{PythonHost, is_servers_own};

/// The configuration that is taken without `--config` when it is there.
const DEFAULT_CONFIG: &str = "langgraph.json";
/// The variable that tells workers which log records to send (worker/PROTOCOL.md).
const WORKER_LOG_LEVEL: &str = "RUNYARD_LOG_LEVEL";

/// How long a restart after a change of the configuration waits for running runs; what is left is requeued and goes on
/// afterwards.
const RESTART_GRACE_MS: u64 = 2_000;

/// The message for a server that is stopped before it is ready.
const STOPPED_EARLY: &str = "Stopped before the server was ready; the next start does what is left.";

/// The parameters of `serve` and `dev`.
struct ServeRequest {
    args: ServeArgs,
    /// The flags of `dev`; `None` in `serve`.
    dev: Option<DevArgs>,
    /// Graphs in Rust that the program brings.
    graphs: Vec<NamedGraph>,
}

/// `runyard serve`: serves until it is stopped.
pub(super) async fn serve(args: ServeArgs, graphs: Vec<NamedGraph>) -> ExitCode {
    run(ServeRequest { args, dev: None, graphs }).await
}

/// `runyard dev`: as [`serve`], but prepares the Python environment and reloads.
pub(super) async fn dev(mut args: DevArgs, graphs: Vec<NamedGraph>) -> ExitCode {
    if args.tunnel {
        return fail(
            "--tunnel is not supported; run one beside the server, for example `cloudflared tunnel --url http://127.0.0.1:2024`",
        );
    }
    if args.ssl_certfile.is_some() || args.ssl_keyfile.is_some() {
        return fail(
            "--ssl-certfile and --ssl-keyfile are not supported; put a proxy that terminates TLS in front of the server",
        );
    }
    // Module state is shared by all runs, as in `langgraph dev`.
    args.serve.workers = args.serve.workers.or(Some(1));
    run(ServeRequest { args: args.serve.clone(), dev: Some(args), graphs }).await
}

async fn run(request: ServeRequest) -> ExitCode {
    let server_level = request.dev.as_ref().and_then(|dev| dev.server_log_level);
    let Loggers { root: log, http: http_log } = loggers(request.args.log_level, server_level, request.args.log_json);
    match serve_until_stopped(&request, &log, &http_log).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => fail(&message),
    }
}

fn load(ServeRequest { args, dev, .. }: &ServeRequest) -> Result<Config, String> {
    let flags = Flags {
        config: args.config.clone(),
        host: Some(args.host),
        port: args.port,
        data_dir: args.data_dir.clone(),
        workers: args.workers.map(usize::from),
        jobs_per_worker: dev.as_ref().and_then(|dev| dev.n_jobs_per_worker).map(usize::from),
        python: args.python.clone(),
        synchronous: args.synchronous.clone(),
        allow_hosts: args.allow_host.clone(),
        allow_origins: args.allow_origin.clone(),
    };
    let variable = |name: &str| std::env::var(name).ok();
    let config = if args.config.is_none() && !Path::new(DEFAULT_CONFIG).exists() {
        Config::without_file(flags, &variable)
    } else {
        Config::load(flags, &variable)
    };
    config.map_err(|error| chain(&error))
}

/// The signals that stop the server.
struct Signals {
    interrupts: Signal,
    terminations: Signal,
}

impl Signals {
    fn listen() -> Result<Self, String> {
        let listen = |kind| signal(kind).map_err(|error| chain(&error));
        Ok(Self { interrupts: listen(SignalKind::interrupt())?, terminations: listen(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupts.recv() => {}
            _ = self.terminations.recv() => {}
        }
    }
}

/// Serves; `dev` starts anew, on the same port, when the configuration changes.
async fn serve_until_stopped(request: &ServeRequest, log: &Logger, http_log: &Logger) -> Result<(), String> {
    // Asked for before anything is started, so that a signal in between is not lost.
    let mut signals = Signals::listen()?;
    process::prepare(log);
    if let Some(dev) = &request.dev
        && (dev.debug_port.is_some() || dev.wait_for_client)
    {
        slog::warn!(
            log,
            "--debug-port and --wait-for-client have no effect; attach debugpy to the worker: \
            python -m debugpy --listen {} --pid PID (the PID of the process named runyard_worker)",
            dev.debug_port.unwrap_or(5678)
        );
    }
    let mut config = load(request)?;
    let mut address = None;
    loop {
        let watch = match &request.dev {
            Some(dev) if !dev.no_reload => ConfigWatch::start(&config, log),
            Some(_) | None => None,
        };
        let prepared = tokio::select! {
            prepared = prepare(request, &config, log) => prepared?,
            () = signals.next() => {
                end_bars();
                output::note(STOPPED_EARLY);
                return Ok(());
            }
        };
        let running = start(request, &config, prepared, address, log, http_log).await?;
        match address {
            None => {
                let studio = request.dev.as_ref().map(|dev| dev.studio_url.as_str());
                banner::greet(&config, &running, studio, request.graphs.is_empty());
            }
            Some(_) => output::note("Restarted with the new configuration."),
        }
        address = Some(running.address);
        banner::announce(&running, &config, request.dev.is_some(), log.clone());
        let changed = tokio::select! {
            () = signals.next() => None,
            changed = next_config(request, watch, log) => Some(changed),
        };
        let Some(changed) = changed else { return stop(running, &config, &mut signals, log).await };
        let grace = tokio::time::sleep(Duration::from_millis(RESTART_GRACE_MS));
        running.stop(grace).await;
        config = changed;
    }
}

/// Waits for a change of the configuration that can be used.
async fn next_config(request: &ServeRequest, watch: Option<ConfigWatch>, log: &Logger) -> Config {
    let Some(mut watch) = watch else { return std::future::pending().await };
    loop {
        let file = watch.changed().await;
        match load(request) {
            Ok(config) => {
                slog::info!(log, "the configuration has changed: restarting"; "file" => %file.display());
                return config;
            }
            Err(error) => slog::error!(
                log,
                "the configuration has changed and cannot be used; still serving the former one: {error}"
            ),
        }
    }
}

async fn stop(running: Running, config: &Config, signals: &mut Signals, log: &Logger) -> Result<(), String> {
    match running.app().engine.running() {
        0 => output::note("Shutting down."),
        runs => output::note(&format!(
            "Shutting down; waiting up to {} s for {runs} running {}. Press Ctrl-C again to requeue {} and exit.",
            config.limits.shutdown_grace().as_secs(),
            if runs == 1 { "run" } else { "runs" },
            if runs == 1 { "it" } else { "them" },
        )),
    }
    let requeued = running.stop(signals.next()).await;
    if requeued > 0 {
        slog::info!(log, "requeued unfinished runs; they resume at the next start"; "runs" => requeued);
    }
    Ok(())
}

/// The preparation of a start, which may take minutes: dropping it stops the preparation.
struct Prepared {
    progress: Progress,
    /// The interpreter of the graphs; none without a configuration file.
    python: Option<python::Environment>,
    storage: Arc<dyn Storage>,
}

async fn prepare(request: &ServeRequest, config: &Config, log: &Logger) -> Result<Prepared, String> {
    let ServeRequest { args, dev, .. } = request;
    for warning in &config.warnings {
        slog::warn!(log, "{}", warning);
    }
    for (name, value) in [("DATABASE_URI", &config.database_uri), ("REDIS_URI", &config.redis_uri)] {
        if value.is_some() {
            slog::warn!(log, "{} is set but has no effect yet: data is kept in SQLite", name; "data_dir" => %config.data_dir.display());
        }
    }
    keep_out_of_git(&config.data_dir);
    let progress = if args.log_json { Progress::Records(log.clone()) } else { Progress::for_people(log) };
    let python = match &config.file {
        None => None,
        Some(_) => Some(python::prepare(config, dev.is_some(), &progress).await.map_err(|error| chain(&error))?),
    };
    for warning in python.iter().flat_map(|python| &python.warnings) {
        slog::warn!(log, "{}", warning);
    }
    let storage = open_storage(config, &progress).await?;
    Ok(Prepared { progress, python, storage })
}

/// Opens the database on a thread of its own: a migration takes long and cannot be asked to stop. If the caller drops
/// the future, the process ends (the runtime does not wait for the thread), and SQLite rolls the unfinished migration
/// back at the next start.
async fn open_storage(config: &Config, progress: &Progress) -> Result<Arc<dyn Storage>, String> {
    let (data_dir, synchronous, limits) = (config.data_dir.clone(), config.synchronous, config.limits.clone());
    let progress = progress.clone();
    let (answer, opened) = oneshot::channel();
    std::thread::spawn(move || {
        // The receiver is gone if the process is ending.
        let _ = answer.send(start::open_storage(&data_dir, synchronous, &limits, &progress));
    });
    let opened = opened.await.map_err(|_| "failed to open the database: the server has a fault".to_owned())?;
    opened.map_err(|error| chain(&error))
}

async fn start(
    request: &ServeRequest,
    config: &Config,
    prepared: Prepared,
    address: Option<SocketAddr>,
    log: &Logger,
    http_log: &Logger,
) -> Result<Running, String> {
    let ServeRequest { args, dev, .. } = request;
    let Prepared { progress, python, storage } = prepared;
    let store = Store::open(Arc::clone(&storage), config.store.clone()).await.map_err(|error| chain(&error))?;
    let persistence = start::persistence(&storage, &store);
    let (host, langgraph_version) = graphs(config, python, request, persistence, log)?;
    let listen = match (address, config.port) {
        (Some(address), _) => Listen::Exactly(address.ip(), address.port()),
        (None, Port::Default(port)) => Listen::From(config.host, port),
        (None, Port::Chosen(port)) => Listen::Exactly(config.host, port),
    };
    let limits = &config.limits;
    let options = start::ServerOptions {
        listen,
        engine: engine::EngineOptions {
            max_attempts: limits.max_attempts,
            max_unclean_ends: limits.run_max_unclean_ends,
            run_timeout: limits.run_timeout(),
            event_retention: Duration::from_secs_f64(limits.event_retention_secs),
            storage_retry_ms: limits.storage_retry_ms,
            thread_ttl: config.checkpointer.thread_ttl,
            webhook_wait_max: Duration::from_millis(limits.webhook_retry_max_ms),
            run_log: run_log(args, dev.is_some()),
            sweep_batch_threads: config.checkpointer.sweep_limit.unwrap_or(limits.sweep_batch_threads),
            ..engine::EngineOptions::default()
        },
        webhooks: config.webhooks.clone(),
        webhook_limits: webhook_limits(limits),
        streams: streams::Limits {
            live_ring_bytes: limits.live_ring_bytes,
            resumable_ring_bytes: limits.resumable_ring_bytes,
            heartbeat_ms: limits.stream_heartbeat_ms,
            ..streams::Limits::default()
        },
        storage_retry_ms: limits.storage_retry_ms,
        request_limits: endpoint::Limits {
            request_body_max_bytes: limits.request_body_max_bytes,
            request_body_idle: Duration::from_millis(limits.request_body_idle_ms),
        },
        idle: IdleLimits {
            first_request: Duration::from_millis(limits.first_request_ms),
            keep_alive: Duration::from_millis(limits.keep_alive_ms),
        },
        cors: cors(config)?,
        allowed_hosts: config.allowed_hosts.clone(),
        api_scope: ApiScope::new(&config.http.mount_prefix, config.http.disabled_tags.clone()),
        assistant_configs: config.assistant_configs.clone(),
        configurable_headers: config.http.configurable_headers.clone(),
        logging_headers: config.http.logging_headers.clone(),
        shutdown_grace: limits.shutdown_grace(),
        langgraph_version,
        progress,
        log: log.clone(),
        http_log: http_log.clone(),
    };
    start::start(storage, store, host, options).await.map_err(|error| chain(&error))
}

/// Has git ignore a data directory that is made now: it holds a database and perhaps a Python environment.
fn keep_out_of_git(data_dir: &Path) {
    let file = data_dir.join(".gitignore");
    if !data_dir.exists() || (data_dir.ends_with(".runyard") && !file.exists()) {
        // A directory that cannot be written is reported when the database is opened.
        let _ = std::fs::create_dir_all(data_dir).and_then(|()| std::fs::write(file, "*\n"));
    }
}

/// Returns the logging of runs: in `dev` for a developer at a terminal, in `serve` only failures.
const fn run_log(args: &ServeArgs, dev: bool) -> RunLog {
    let tracebacks = match (args.log_json, dev) {
        (true, _) => Tracebacks::AsField,
        (false, true) => Tracebacks::InMessage,
        (false, false) => Tracebacks::AtDebug,
    };
    RunLog { lines: dev || args.log_runs, tracebacks }
}

type LanggraphVersion = Arc<dyn Fn() -> Option<String> + Send + Sync>;

fn graphs(
    config: &Config,
    python: Option<python::Environment>,
    request: &ServeRequest,
    persistence: Arc<dyn Persistence>,
    log: &Logger,
) -> Result<(Arc<dyn GraphHost>, LanggraphVersion), String> {
    check_names(&request.graphs)?;
    let options = HostOptions { cancel_grace_ms: config.limits.cancel_grace_ms, ..HostOptions::default() };
    let in_rust = |graphs: &[NamedGraph]| {
        let host = Host::new(Arc::clone(&persistence), options);
        graphs.iter().fold(host, |host, (graph_id, graph)| host.shared_graph(graph_id, Arc::clone(graph)))
    };
    let Some(python) = python else {
        let host = if request.graphs.is_empty() { in_rust(&demo::graphs()) } else { in_rust(&request.graphs) };
        return Ok((Arc::new(host), Arc::new(|| None)));
    };
    let version = python.langgraph_version.clone();
    let reload = request.dev.as_ref().is_some_and(|dev| !dev.no_reload);
    let mut options = python::worker_options(config, &python, reload, true, Arc::clone(&persistence), log);
    options.env.retain(|name, _| !is_servers_own(name));
    // The level of the root logger: what would not be shown is not even sent.
    options.env.insert(WORKER_LOG_LEVEL.into(), request.args.log_level.as_str().into());
    let workers: Arc<dyn GraphHost> = Arc::new(PythonHost::start(options).map_err(|error| chain(&error))?);
    let host: Arc<dyn GraphHost> = match request.graphs.is_empty() {
        true => workers,
        false => Arc::new(SideBySide::new(in_rust(&request.graphs), workers).map_err(|error| chain(&error))?),
    };
    Ok((host, Arc::new(move || version.clone())))
}

fn webhook_limits(limits: &Limits) -> webhooks::WebhookOptions {
    webhooks::WebhookOptions {
        timeout: Duration::from_millis(limits.webhook_timeout_ms),
        max_in_flight: limits.webhook_max_in_flight,
        max_in_flight_per_host: limits.webhook_max_in_flight_per_host,
        max_tries: limits.webhook_max_tries,
        retry_first: Duration::from_millis(limits.webhook_retry_first_ms),
        retry_max: Duration::from_millis(limits.webhook_retry_max_ms),
        storage_retry: Duration::from_millis(limits.storage_retry_ms),
    }
}

fn cors(config: &Config) -> Result<Cors, String> {
    let mut cors = Cors::default();
    cors.allow_origins.clone_from(&config.allowed_origins);
    let Some(rules) = &config.http.cors else { return Ok(cors) };
    cors.known_origins = false;
    cors.allow_origins.extend_from_slice(&rules.allow_origins);
    if let Some(pattern) = &rules.allow_origin_regex {
        cors.set_origin_pattern(pattern).map_err(|error| chain(&error))?;
    }
    cors.set_methods(&rules.allow_methods);
    cors.set_headers(&rules.allow_headers);
    if !rules.expose_headers.is_empty() {
        cors.expose_headers = rules.expose_headers.join(", ");
    }
    cors.allow_credentials = rules.allow_credentials;
    cors.max_age_seconds = u32::try_from(rules.max_age).unwrap_or(u32::MAX);
    Ok(cors)
}
