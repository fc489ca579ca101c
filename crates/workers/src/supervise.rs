//! The lifecycle of one slot in the pool: start a worker, wait for its end, start another.

use std::{
    collections::{BTreeMap, HashSet},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::{mpsc, oneshot, watch},
    time::{Instant, sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    auth::ImportedAuth,
    connection::{Connection, Setup},
    listener::{Greeting, Listener},
    liveness,
    outgoing::{LoadAuth, LoadGraph, LoadServer, LoadStore, ToWorker},
    package,
    pool::{Pool, WorkerSlot, lent_slots_max},
    process::{Exit, Launch, Process, Spawner},
    worker::Worker,
};
use runyard_core::API_VERSION;

/// A worker that has not introduced itself after this time is killed.
const HELLO_TIMEOUT_MS: u64 = 120_000;
/// A worker that has not imported its graphs after this time is killed. Large graphs may load models in this time.
const LOAD_TIMEOUT_MS: u64 = 900_000;
/// A warning is logged each time this passes while graphs are imported.
const LOAD_WARN_MS: u64 = 30_000;
/// A worker whose connection has ended must be gone after this time, or is killed.
const EXIT_AFTER_CLOSE_MS: u64 = 1_000;
/// A worker that is shutting down and has no executions left is killed after this time.
const EXIT_AFTER_SHUTDOWN_MS: u64 = 5_000;
/// After a worker's death, its remaining messages are read for this long: another process may hold its socket open.
const READ_AFTER_EXIT_MS: u64 = 1_000;
/// The first wait before another start after one that failed; doubles with each.
const BACKOFF_FIRST_MS: u64 = 100;
/// The longest such wait.
const BACKOFF_MAX_MS: u64 = 30_000;
/// A worker that was ready for so long without a run, and then died, did not fail to start.
const HEALTHY_AFTER_MS: u64 = 60_000;
/// An extra worker without runs is ended after this time.
const EXTRA_IDLE_MS: u64 = 30_000;

/// The waits between starts that fail.
#[derive(Debug, Default)]
struct Backoff {
    failures: u32,
}

impl Backoff {
    fn next_wait(&mut self) -> Duration {
        let factor = 1_u64.checked_shl(self.failures).unwrap_or(u64::MAX);
        self.failures = self.failures.saturating_add(1);
        Duration::from_millis(BACKOFF_FIRST_MS.saturating_mul(factor).min(BACKOFF_MAX_MS))
    }

    fn reset(&mut self) {
        self.failures = 0;
    }
}

/// The reason why a worker could not be started.
struct StartFailure {
    /// For clients: the first line.
    short: String,
    /// For the log: everything.
    long: String,
}

impl From<String> for StartFailure {
    fn from(reason: String) -> Self {
        Self { short: reason.clone(), long: reason }
    }
}

impl StartFailure {
    fn exited(what: &str, exit: &Exit) -> Self {
        Self { short: format!("{what}: {}", exit.summary()), long: format!("{what}: {exit}") }
    }
}

/// State shared by all worker slots of a pool.
pub struct WorkerSlotContext {
    /// The interpreter.
    pub python: PathBuf,
    /// The worker's `__main__.py`.
    pub program: PathBuf,
    /// Directory of the configuration.
    pub root: PathBuf,
    /// The directory into which the worker's package is unpacked.
    pub data_dir: PathBuf,
    /// Environment of the workers besides the server's own.
    pub env: BTreeMap<String, String>,
    /// The graphs to import.
    pub graphs: Vec<LoadGraph>,
    /// Directories for the import path.
    pub dependencies: Vec<String>,
    /// The store settings for graphs.
    pub store: LoadStore,
    /// The project's authentication; `None` if it has none.
    pub auth: Option<LoadAuth>,
    /// The URL at which workers reach the server, once it listens; `None` if it never will.
    pub server: Option<watch::Sender<Option<String>>>,
    /// How many runs a worker takes at once.
    pub slots_per_worker: usize,
    /// The pool.
    pub pool: Arc<Pool>,
    /// The socket to which workers connect.
    pub listener: Listener,
    /// Starts the processes.
    pub spawner: Spawner,
    /// For connections.
    pub persistence: Arc<dyn runyard_core::host::Persistence>,
    /// Counts the versions of the code; a change replaces all workers.
    pub generation: watch::Sender<u64>,
    /// Cancelled when everything is to end.
    pub closing: CancellationToken,
    /// All tasks that own a worker.
    pub tasks: TaskTracker,
    /// Numbers the workers.
    pub next_worker: AtomicU64,
    /// Counts workers that ended unexpectedly, including those that were not ready yet.
    pub restarts: AtomicU64,
    /// Warnings about graphs that have been logged: the graph and the text.
    pub warned: parking_lot::Mutex<HashSet<(String, String)>>,
    /// The logger.
    pub log: slog::Logger,
}

impl WorkerSlotContext {
    /// Returns the address of the server for workers. Waits until the server listens.
    async fn server(&self) -> Option<LoadServer> {
        let mut known = self.server.as_ref()?.subscribe();
        let url = known.wait_for(Option::is_some).await.ok()?.clone()?;
        let slots = self.slots_per_worker;
        Some(LoadServer { url, slots, lent: lent_slots_max(slots), api_version: API_VERSION })
    }
}

enum StartOutcome {
    Ready(Arc<Worker>),
    Failed(StartFailure),
    /// The code has changed in the meantime, or the host is closing.
    GivenUp,
}

/// Keeps one place of the pool occupied until the host closes.
pub async fn supervise_slot(context: Arc<WorkerSlotContext>, number: usize) {
    let slot = WorkerSlot::Shared(number);
    let mut generation = context.generation.subscribe();
    let mut backoff = Backoff::default();
    while !context.closing.is_cancelled() {
        generation.mark_unchanged();
        let started = tokio::select! {
            started = start(&context, slot) => started,
            () = changed(&mut generation) => StartOutcome::GivenUp,
            () = context.closing.cancelled() => StartOutcome::GivenUp,
        };
        let worker = match started {
            StartOutcome::Ready(worker) => worker,
            StartOutcome::Failed(reason) => {
                context.restarts.fetch_add(1, Ordering::Relaxed);
                let wait = backoff.next_wait();
                slog::error!(context.log, "failed to start a worker: {}", reason.long; "next_attempt_ms" => wait.as_millis() as u64);
                context.pool.start_failed(slot, reason.short);
                pause(&context, &mut generation, &mut backoff, wait).await;
                continue;
            }
            StartOutcome::GivenUp => {
                backoff.reset();
                continue;
            }
        };
        let since = Instant::now();
        tokio::select! {
            exit = end_of(&context, &worker) => {
                if context.closing.is_cancelled() {
                    continue;
                }
                context.restarts.fetch_add(1, Ordering::Relaxed);
                if worker.was_killed_for_a_run() {
                    continue;
                }
                // A worker that has run something can be started, whatever it died of: its slot must not stay empty
                // because of one graph.
                let healthy = worker.connection.begun_ever() > 0 || since.elapsed() >= Duration::from_millis(HEALTHY_AFTER_MS);
                if healthy {
                    backoff.reset();
                    slog::error!(context.log, "a worker died: {exit}"; "worker" => worker.id);
                    continue;
                }
                let wait = backoff.next_wait();
                slog::error!(context.log, "a worker died: {exit}"; "worker" => worker.id, "next_attempt_ms" => wait.as_millis() as u64);
                pause(&context, &mut generation, &mut backoff, wait).await;
            }
            () = liveness::watch(&context.pool, &worker, &context.log) => {}
            () = changed(&mut generation) => {
                backoff.reset();
                let context = context.clone();
                context.clone().tasks.spawn(async move { retire(&context, &worker).await });
            }
            () = context.closing.cancelled() => retire(&context, &worker).await,
        }
    }
}

/// Starts extra workers whenever the pool needs one, until the host closes.
pub async fn start_extras(context: Arc<WorkerSlotContext>) {
    let mut failures = [Backoff::default(), Backoff::default()];
    let (ended, mut ends) = mpsc::unbounded_channel();
    loop {
        while let Some(slot) = context.pool.next_extra() {
            let wait = failures[usize::from(slot == WorkerSlot::Relief)].next_wait();
            let (context, ended) = (context.clone(), ended.clone());
            context.clone().tasks.spawn(async move {
                if serve_extra(&context, slot, wait).await {
                    // The receiver ends with the host.
                    let _ = ended.send(slot);
                }
            });
        }
        tokio::select! {
            () = context.pool.demanded() => {}
            // The sender lives here.
            Some(slot) = ends.recv() => failures[usize::from(slot == WorkerSlot::Relief)].reset(),
            () = context.closing.cancelled() => return,
        }
    }
}

/// Starts an extra worker and sees to it until it is not needed any more. Returns whether it could be started. When it
/// cannot, this waits before it returns, and the worker counts as being started meanwhile.
async fn serve_extra(context: &Arc<WorkerSlotContext>, slot: WorkerSlot, wait: Duration) -> bool {
    let mut generation = context.generation.subscribe();
    generation.mark_unchanged();
    let started = tokio::select! {
        started = start(context, slot) => started,
        () = changed(&mut generation) => StartOutcome::GivenUp,
        () = context.closing.cancelled() => StartOutcome::GivenUp,
    };
    if let StartOutcome::Failed(reason) = &started {
        context.restarts.fetch_add(1, Ordering::Relaxed);
        slog::error!(context.log, "failed to start an extra worker: {}", reason.long; "next_attempt_ms" => wait.as_millis() as u64);
        context.pool.start_failed(slot, reason.short.clone());
        tokio::select! {
            () = sleep(wait) => {}
            () = changed(&mut generation) => {}
            () = context.closing.cancelled() => {}
        }
    }
    context.pool.extra_started(slot);
    let worker = match started {
        StartOutcome::Ready(worker) => worker,
        StartOutcome::Failed(_) => return false,
        StartOutcome::GivenUp => return true,
    };
    slog::info!(context.log, "started an extra worker"; "worker" => worker.id, "role" => format!("{:?}", slot.role()).to_lowercase());
    tokio::select! {
        exit = end_of(context, &worker) => {
            if !context.closing.is_cancelled() {
                context.restarts.fetch_add(1, Ordering::Relaxed);
                if !worker.was_killed_for_a_run() {
                    slog::error!(context.log, "a worker died: {exit}"; "worker" => worker.id);
                }
            }
            return true;
        }
        () = liveness::watch(&context.pool, &worker, &context.log) => {}
        () = worker.unused_for(Duration::from_millis(EXTRA_IDLE_MS)) => {}
        () = worker.dismissed() => {}
        () = changed(&mut generation) => {}
        () = context.closing.cancelled() => {}
    }
    retire(context, &worker).await;
    true
}

/// Waits before the next attempt, unless there is a reason to try at once.
async fn pause(
    context: &WorkerSlotContext,
    generation: &mut watch::Receiver<u64>,
    backoff: &mut Backoff,
    wait: Duration,
) {
    tokio::select! {
        () = sleep(wait) => {}
        () = changed(generation) => backoff.reset(),
        () = context.closing.cancelled() => {}
    }
}

async fn changed(generation: &mut watch::Receiver<u64>) {
    // The sender lives in the context.
    let _ = generation.changed().await;
}

/// Lets a worker finish what it has and ends it.
async fn retire(context: &WorkerSlotContext, worker: &Worker) {
    context.pool.drain(worker.id);
    let finish = async {
        if let Ok(frame) = ToWorker::Shutdown.frame(None) {
            // When it cannot be sent the worker is dying already.
            let _ = worker.connection.send(frame).await;
        }
        tokio::select! {
            () = worker.idle() => {}
            // Executions have ended before a host is closed.
            () = context.closing.cancelled() => {}
        }
        sleep(Duration::from_millis(EXIT_AFTER_SHUTDOWN_MS)).await;
        worker.kill();
        std::future::pending::<()>().await;
    };
    tokio::select! {
        _ = end_of(context, worker) => {}
        () = finish => {}
        // It may be stopped like any other.
        () = liveness::watch(&context.pool, worker, &context.log) => {}
    }
}

/// Waits for a worker's end, and brings it about when the connection has ended but not the process.
async fn end_of(context: &WorkerSlotContext, worker: &Worker) -> Exit {
    let connection = &worker.connection;
    let exit = tokio::select! {
        exit = worker.exited() => exit,
        _ = connection.closed() => {
            if timeout(Duration::from_millis(EXIT_AFTER_CLOSE_MS), worker.exited()).await.is_err() {
                worker.kill();
            }
            worker.exited().await
        }
    };
    context.pool.remove(worker.id);
    // Checkpoints that it sent before its death are still in the socket.
    let _ = timeout(Duration::from_millis(READ_AFTER_EXIT_MS), connection.closed()).await;
    connection.close("the worker's process ended");
    exit
}

/// A start under way. When it is given up, all traces of it go.
struct Attempt<'a> {
    context: &'a WorkerSlotContext,
    id: u64,
    done: bool,
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        self.context.listener.forget(self.id);
        if !self.done {
            // The process is killed by dropping the last reference to its worker.
            self.context.pool.remove(self.id);
        }
    }
}

/// Unpacks the worker's package again if it was deleted. A data directory that is gone as a whole is not made again, so
/// that its owner can put it back.
fn restore_package(data_dir: &Path) -> Result<(), String> {
    let data = data_dir.display();
    if !data_dir.is_dir() {
        return Err(format!(
            "failed to start a worker: the data directory {data} was deleted while the server was running; put it back, or start the server again"
        ));
    }
    package::unpack(data_dir)
        .map(drop)
        .map_err(|error| format!("failed to unpack the worker's package into {data}: {error}"))
}

async fn start(context: &WorkerSlotContext, slot: WorkerSlot) -> StartOutcome {
    let id = context.next_worker.fetch_add(1, Ordering::Relaxed);
    // Before the process starts: what it imports is this version of the code, or a newer one.
    let generation = *context.generation.borrow();
    let mut attempt = Attempt { context, id, done: false };
    let log = context.log.new(slog::o!("worker" => id));
    if let Err(error) = restore_package(&context.data_dir) {
        return StartOutcome::Failed(error.into());
    }
    let (token, greeting) = context.listener.expect(id);
    let mut env = context.env.clone();
    env.insert("RUNYARD_SOCKET".into(), context.listener.socket().to_string_lossy().into_owned());
    env.insert("RUNYARD_WORKER_ID".into(), id.to_string());
    env.insert("RUNYARD_WORKER_TOKEN".into(), token);
    let records = context.listener.records_socket(id);
    let launch = Launch { python: &context.python, program: &context.program, root: &context.root, env, records };
    let process = match context.spawner.spawn(launch, &log).await {
        Ok(process) => process,
        Err(error) => {
            return StartOutcome::Failed(format!("failed to start {}: {error}", context.python.display()).into());
        }
    };
    let greeting = match introduced(&process, greeting).await {
        Ok(greeting) => greeting,
        Err(reason) => return StartOutcome::Failed(reason),
    };
    let Greeting { read, write, decoder, hello } = greeting;
    slog::debug!(log, "a worker has started"; "pid" => process.pid,
        "runtime" => hello.runtime.as_ref().map_or_else(|| "?".into(), |runtime| format!("{} {}", runtime.name, runtime.version)),
        "langgraph" => hello.langgraph_version.as_deref().unwrap_or("?"));
    let (connection, setup) = Connection::start(read, write, decoder, context.persistence.clone(), log.clone());
    let worker = Arc::new(Worker::new(id, slot.role(), generation, connection, process));
    context.pool.add(worker.clone());
    match load(context, &worker, setup, &log).await {
        Ok(()) => {
            attempt.done = true;
            context.pool.ready(id, slot);
            StartOutcome::Ready(worker)
        }
        Err(reason) => {
            worker.kill();
            StartOutcome::Failed(reason)
        }
    }
}

async fn introduced(process: &Process, greeting: oneshot::Receiver<Greeting>) -> Result<Greeting, StartFailure> {
    tokio::select! {
        greeting = greeting => greeting.map_err(|_| "the workers' socket was closed".to_owned().into()),
        exit = process.exited() => Err(StartFailure::exited("the worker ended before it connected", &exit)),
        () = sleep(Duration::from_millis(HELLO_TIMEOUT_MS)) => {
            Err(format!("the worker did not connect within {} seconds", HELLO_TIMEOUT_MS / 1000).into())
        }
    }
}

/// Has the graphs imported.
async fn load(
    context: &WorkerSlotContext,
    worker: &Worker,
    mut setup: mpsc::UnboundedReceiver<Setup>,
    log: &slog::Logger,
) -> Result<(), StartFailure> {
    let root = utf8(&context.root)?;
    let server = context.server().await;
    let load = ToWorker::Load {
        root,
        graphs: &context.graphs,
        dependencies: &context.dependencies,
        store: &context.store,
        auth: context.auth.as_ref(),
        server: server.as_ref(),
    };
    let frame = load.frame(None).map_err(|error| format!("failed to tell the worker its graphs: {error}"))?;
    worker.connection.send(frame).await.map_err(|error| error.to_string())?;
    let started = Instant::now();
    let deadline = started + Duration::from_millis(LOAD_TIMEOUT_MS);
    loop {
        let said = tokio::select! {
            said = setup.recv() => said,
            () = sleep(Duration::from_millis(LOAD_WARN_MS)) => {
                if Instant::now() >= deadline {
                    let limit = LOAD_TIMEOUT_MS / 1000;
                    return Err(format!("the worker did not import its graphs within {limit} seconds").into());
                }
                slog::warn!(log, "the graphs are still being imported"; "seconds" => started.elapsed().as_secs());
                continue;
            }
        };
        match said {
            Some(Setup::Graph(graph)) => {
                if let Some(error) = &graph.error {
                    slog::debug!(log, "failed to import graph {}: {error}", graph.id);
                    if let Some(traceback) = &error.traceback {
                        slog::debug!(log, "{traceback}");
                    }
                }
                for warning in &graph.warnings {
                    // Every worker says the same.
                    if context.warned.lock().insert((graph.id.clone(), warning.clone())) {
                        slog::warn!(log, "{warning}"; "graph" => &graph.id);
                    }
                }
                context.pool.graph_loaded(worker.id, graph);
            }
            Some(Setup::Auth(auth)) => {
                if let ImportedAuth::Failed(error) = &auth
                    && context.warned.lock().insert((String::new(), error.to_string()))
                {
                    slog::error!(log, "failed to import the authentication, so all requests are refused: {error}");
                }
                context.pool.auth_loaded(worker.id, auth);
            }
            Some(Setup::Ready) => return Ok(()),
            None => {
                let why = worker.connection.closed().await;
                let exit = match timeout(Duration::from_millis(EXIT_AFTER_CLOSE_MS), worker.exited()).await {
                    Ok(exit) => exit,
                    Err(_) => {
                        worker.kill();
                        worker.exited().await
                    }
                };
                let what = format!("the worker ended while it imported the graphs ({why})");
                return Err(StartFailure::exited(&what, &exit));
            }
        }
    }
}

fn utf8(path: &Path) -> Result<&str, String> {
    path.to_str().ok_or_else(|| format!("the path {} is not UTF-8", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_limit() {
        let mut backoff = Backoff::default();
        let waits: Vec<u64> = (0..4).map(|_| backoff.next_wait().as_millis() as u64).collect();
        assert_eq!(waits, [BACKOFF_FIRST_MS, 2 * BACKOFF_FIRST_MS, 4 * BACKOFF_FIRST_MS, 8 * BACKOFF_FIRST_MS]);
        for _ in 0..100 {
            assert!(backoff.next_wait() <= Duration::from_millis(BACKOFF_MAX_MS));
        }
        backoff.reset();
        assert_eq!(backoff.next_wait(), Duration::from_millis(BACKOFF_FIRST_MS));
    }
}
