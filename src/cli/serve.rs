//! `runyard dev` and `runyard serve`.

use std::{path::Path, process::ExitCode, sync::Arc, time::Duration};

use slog::Logger;
use tokio::signal::unix::{SignalKind, signal};

use super::{
    args::{LogLevel, ServeArgs},
    fail,
    log::{Loggers, loggers},
    python,
};
use crate::{
    config::{Config, Flags, Limits, Port},
    domain::{graph::GraphState, text::chain},
    engine::{self, RunLog, Tracebacks},
    graphs::{
        GraphHost, Persistence,
        native::{self, NativeHost},
        worker::PythonHost,
    },
    http::endpoint::{Cors, Mount},
    start::{self, Listen, Running},
    store::Store,
    streams, webhooks,
};

/// The configuration that is taken without `--config` when it is there.
const DEFAULT_CONFIG: &str = "langgraph.json";
/// The variable that tells workers which log records to send (worker/PROTOCOL.md).
const WORKER_LOG_LEVEL: &str = "RUNYARD_LOG_LEVEL";

/// Serves until it is told to stop. `dev` prepares what is missing and reloads.
pub async fn run(args: ServeArgs, dev: bool) -> ExitCode {
    let Loggers { root: log, http: http_log } = loggers(args.log_level, args.log_json);
    match serve(args, dev, &log, http_log).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => fail(&message),
    }
}

fn load(args: &ServeArgs) -> Result<Config, String> {
    let flags = Flags {
        config: args.config.clone(),
        host: Some(args.host),
        port: args.port,
        data_dir: args.data_dir.clone(),
        workers: args.workers.map(usize::from),
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

async fn serve(args: ServeArgs, dev: bool, log: &Logger, http_log: Logger) -> Result<(), String> {
    // Asked for before anything is started, so that a signal in between is not lost.
    let mut interrupts = signal(SignalKind::interrupt()).map_err(|e| chain(&e))?;
    let mut terminations = signal(SignalKind::terminate()).map_err(|e| chain(&e))?;
    let config = load(&args)?;
    for warning in &config.warnings {
        slog::warn!(log, "{}", warning);
    }
    for (name, value) in [("DATABASE_URI", &config.database_uri), ("REDIS_URI", &config.redis_uri)] {
        if value.is_some() {
            slog::warn!(log, "{} is set but has no effect yet: data is kept in SQLite", name; "data_dir" => %config.data_dir.display());
        }
    }
    let python = match &config.file {
        None => None,
        Some(_) => Some(python::prepare(&config, dev).await.map_err(|error| chain(&error))?),
    };
    let storage =
        start::open_storage(&config.data_dir, config.synchronous, &config.limits).map_err(|error| chain(&error))?;
    let store = Store::open(Arc::clone(&storage), config.store.clone()).await.map_err(|error| chain(&error))?;
    let persistence = start::persistence(&storage, &store);
    let (host, langgraph_version) = graphs(&config, python, dev, args.log_level, persistence, log)?;
    let port = match config.port {
        Port::Default(port) => Listen::From(config.host, port),
        Port::Chosen(port) => Listen::Exactly(config.host, port),
    };
    let limits = &config.limits;
    let options = start::Options {
        listen: port,
        engine: engine::Options {
            max_attempts: limits.max_attempts,
            run_timeout: limits.run_timeout(),
            event_retention: Duration::from_secs_f64(limits.event_retention_secs),
            storage_retry_ms: limits.storage_retry_ms,
            thread_ttl: config.checkpointer.thread_ttl,
            webhook_wait_max: Duration::from_millis(limits.webhook_retry_max_ms),
            run_log: run_log(&args, dev),
            sweep_batch_threads: config.checkpointer.sweep_limit.unwrap_or(limits.sweep_batch_threads),
            ..engine::Options::default()
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
        request_body_max_bytes: limits.request_body_max_bytes,
        cors: cors(&config)?,
        allowed_hosts: config.allowed_hosts.clone(),
        mount: Mount::new(&config.http.mount_prefix, config.http.closed_tags.clone()),
        configurable_headers: config.http.configurable_headers.clone(),
        logging_headers: config.http.logging_headers.clone(),
        shutdown_grace: limits.shutdown_grace(),
        langgraph_version,
        log: log.clone(),
        http_log,
    };
    let running = start::start(storage, store, host, options).await.map_err(|error| chain(&error))?;
    greet(&config, &running);
    announce_graphs(running.app().host.clone(), dev, log.clone());
    tokio::select! {
        _ = interrupts.recv() => {}
        _ = terminations.recv() => {}
    }
    eprintln!("Stopping: running runs may end first; press Ctrl-C again to give them back to the queue now.");
    let requeued = running
        .stop(async move {
            tokio::select! {
                _ = interrupts.recv() => {}
                _ = terminations.recv() => {}
            }
        })
        .await;
    if requeued > 0 {
        slog::info!(log, "runs went back to the queue; the next start goes on with them"; "runs" => requeued);
    }
    Ok(())
}

/// How runs are logged: in `dev` for a developer at a terminal, in `serve` only what fails.
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
    dev: bool,
    log_level: LogLevel,
    persistence: Arc<dyn Persistence>,
    log: &Logger,
) -> Result<(Arc<dyn GraphHost>, LanggraphVersion), String> {
    let Some(python) = python else {
        let options = native::Options { cancel_grace_ms: config.limits.cancel_grace_ms, ..native::Options::default() };
        let host = NativeHost::with_builtin_graphs(persistence, options);
        return Ok((Arc::new(host), Arc::new(|| None)));
    };
    let version = python.langgraph_version.clone();
    let mut options = python::worker_options(config, &python, dev, persistence, log);
    // The level of the root logger: what would not be shown is not even sent.
    options.env.insert(WORKER_LOG_LEVEL.into(), log_level.as_str().into());
    let host = PythonHost::start(options).map_err(|error| chain(&error))?;
    Ok((Arc::new(host), Arc::new(move || version.clone())))
}

fn webhook_limits(limits: &Limits) -> webhooks::Options {
    webhooks::Options {
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

/// What a newcomer needs to see: where it is, what it has, and a line to try.
fn greet(config: &Config, running: &Running) {
    let address = running.address;
    if running.moved {
        eprintln!("Port {} is taken; using {} instead.", config.port.number(), address.port());
    }
    let graphs: Vec<_> = running.app().host.graphs().into_iter().map(|graph| graph.graph_id).collect();
    let at = format!("http://{address}{}", config.http.mount_prefix);
    println!("Runyard {} is listening on {at}", env!("CARGO_PKG_VERSION"));
    println!("  graphs  {}", graphs.join(", "));
    println!("  data    {}", config.data_dir.display());
    let Some(first) = graphs.first() else { return };
    println!("\nTry it in another terminal:\n");
    println!(
        "  curl -s {at}/runs/wait -H 'content-type: application/json' \\\n    -d '{{\"assistant_id\": \"{first}\", \"input\": {{\"messages\": [{{\"role\": \"user\", \"content\": \"hello\"}}]}}}}'\n"
    );
}

/// Says when graphs are ready, and which could not be imported and why, whenever that changes.
fn announce_graphs(host: Arc<dyn GraphHost>, tracebacks: bool, log: Logger) {
    tokio::spawn(async move {
        let mut changes = host.changes();
        let mut known = std::collections::HashMap::new();
        loop {
            let graphs = host.graphs();
            let all = graphs.len();
            let failed = graphs.iter().filter(|graph| matches!(graph.state, GraphState::Failed(_))).count();
            let mut ready = Vec::new();
            for graph in graphs {
                if known.get(&graph.graph_id) == Some(&graph.state) {
                    continue;
                }
                match &graph.state {
                    GraphState::Loading => {}
                    GraphState::Ready => ready.push(graph.graph_id.clone()),
                    GraphState::Stalled(error) => {
                        slog::error!(log, "no worker can be started for graph {:?}; trying again", graph.graph_id; "error" => %error);
                    }
                    GraphState::Failed(error) => {
                        let others = if failed == all { "" } else { "; other graphs are not affected" };
                        let traceback = match &error.traceback {
                            Some(traceback) if tracebacks => format!("\n{}", traceback.trim_end()),
                            _ => String::new(),
                        };
                        slog::error!(log, "failed to import graph {:?}: {error}{others}{traceback}", graph.graph_id);
                    }
                }
                known.insert(graph.graph_id, graph.state);
            }
            if !ready.is_empty() {
                slog::info!(log, "ready: {}", ready.join(", "));
            }
            if changes.changed().await.is_err() {
                return;
            }
            // Several changes come together when a worker is ready.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
}
