//! The host of Python graphs: WorkerOptions, a Service, an Error.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use serde::Deserialize;
use tokio::sync::watch;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    auth::{AuthOptions, Authentication},
    connection::CallFailure,
    descriptions::{Descriptions, Question},
    execute::Executor,
    listener::Listener,
    outgoing::{LoadGraph, LoadStore},
    package,
    pool::{Asked, KnownGraph, Need, Pool, PoolAnswer, plain_error},
    process::Spawner,
    reload::CodeWatch,
    supervise::{WorkerSlotContext, start_extras, supervise_slot},
    worker::Worker,
};
use runyard_core::{
    auth::{AuthError, AuthQuestion, AuthRequest, Permit, Principal},
    graph::{GraphInfo, GraphState},
    host::{Blame, CallError, GraphHost, HostStats, Job, Outcome, Persistence, RunLink},
    json::RawJson,
    run::{RunError, Slots},
};

/// A graph of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphSpec {
    /// Its id.
    pub graph_id: String,
    /// The path as in `langgraph.json`: `./agent.py:graph` or `package.module:graph`.
    pub path: String,
    /// Text for people.
    pub description: Option<String>,
}

/// The options of a host of Python graphs.
pub struct WorkerOptions {
    /// The interpreter. It must be able to import `langgraph`.
    pub python: PathBuf,
    /// Directory of the configuration: the workers' working directory.
    pub root: PathBuf,
    /// The graphs to import.
    pub graphs: Vec<GraphSpec>,
    /// Directories for the import path.
    pub dependencies: Vec<PathBuf>,
    /// The store settings for graphs.
    pub store: LoadStore,
    /// The project's authentication; `None` if it has none.
    pub auth: Option<AuthOptions>,
    /// Environment of the workers besides the server's own.
    pub env: BTreeMap<String, String>,
    /// The directory into which the worker's package is unpacked.
    pub data_dir: PathBuf,
    /// The number of processes.
    pub workers: usize,
    /// How many runs each takes at once.
    pub slots_per_worker: usize,
    /// How long a worker may take to obey a stop; then it is killed.
    pub cancel_grace: Duration,
    /// How long a call may take altogether.
    pub call_timeout: Duration,
    /// The size of the cache of graph descriptions, in bytes.
    pub description_cache_bytes: usize,
    /// True if the workers are replaced when the code changes.
    pub reload: bool,
    /// True if a server will listen ([`GraphHost::serving`]), which graphs may call. Workers wait until it does.
    pub served: bool,
    /// The storage of checkpoints and store items.
    pub persistence: Arc<dyn Persistence>,
    /// The logger.
    pub log: slog::Logger,
}

/// The reason why a host cannot be started. Graphs that fail to import do not prevent a start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The worker's package could not be unpacked.
    #[error("failed to unpack the worker into {}", path.display())]
    Unpack {
        /// The data directory.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// There is no socket.
    #[error("failed to open the workers' socket")]
    Listen(#[source] io::Error),
    /// There is no thread.
    #[error("failed to start the thread that starts workers")]
    Spawner(#[source] io::Error),
    /// A path is not UTF-8.
    #[error("failed to use the path {}: it is not UTF-8", .0.display())]
    NotUtf8(PathBuf),
}

/// Graphs in Python worker processes.
pub struct PythonHost {
    context: Arc<WorkerSlotContext>,
    executor: Arc<Executor>,
    call_timeout: Duration,
    slots: usize,
    descriptions: Descriptions,
    auth: Option<Authentication>,
}

impl PythonHost {
    /// Starts the workers and returns at once: [`GraphHost::changes`] signals when they are ready. Must be called
    /// within a runtime.
    ///
    /// # Errors
    /// Returns an error if nothing could ever be run.
    pub fn start(options: WorkerOptions) -> Result<Self, StartError> {
        let program = package::unpack(&options.data_dir)
            .map_err(|source| StartError::Unpack { path: options.data_dir.clone(), source })?;

        let known = options.graphs.iter().map(known_graph).collect::<Vec<_>>();
        let load: Vec<_> = options
            .graphs
            .iter()
            .zip(&known)
            .filter(|(_, known)| known.unsupported.is_none())
            .map(|(graph, _)| LoadGraph {
                id: graph.graph_id.clone(),
                path: graph.path.clone(),
                description: graph.description.clone(),
            })
            .collect();
        let mut dependencies = Vec::new();
        for path in &options.dependencies {
            dependencies.push(path.to_str().ok_or_else(|| StartError::NotUtf8(path.clone()))?.to_owned());
        }
        // Without anything to import, no workers are needed.
        let workers = if load.is_empty() && options.auth.is_none() { 0 } else { options.workers.max(1) };
        let pool = Pool::new(known, workers, options.slots_per_worker.max(1));
        let context = Arc::new(WorkerSlotContext {
            python: options.python,
            program,
            root: options.root.clone(),
            data_dir: options.data_dir,
            env: options.env,
            graphs: load,
            dependencies,
            store: options.store,
            auth: options.auth.as_ref().map(AuthOptions::load),
            server: options.served.then(|| watch::Sender::new(None)),
            slots_per_worker: options.slots_per_worker.max(1),
            pool: pool.clone(),
            listener: Listener::open(options.log.clone()).map_err(StartError::Listen)?,
            spawner: Spawner::start().map_err(StartError::Spawner)?,
            persistence: options.persistence.clone(),
            generation: watch::Sender::new(0),
            closing: CancellationToken::new(),
            tasks: TaskTracker::new(),
            next_worker: AtomicU64::new(1),
            restarts: AtomicU64::new(0),
            warned: parking_lot::Mutex::default(),
            log: options.log.clone(),
        });
        for number in 0..workers {
            context.tasks.spawn(supervise_slot(context.clone(), number));
        }
        context.tasks.spawn(start_extras(context.clone()));
        if options.reload && workers > 0 {
            let mut paths: Vec<&str> = options.graphs.iter().map(|graph| graph.path.as_str()).collect();
            paths.extend(options.auth.as_ref().map(|auth| auth.path.as_str()));
            let dirs = code_dirs(&options.root, &paths, &options.dependencies);
            context.tasks.spawn(reload(context.clone(), dirs));
        }
        let executor = Arc::new(Executor {
            pool,
            persistence: options.persistence,
            cancel_grace: options.cancel_grace,
            log: options.log,
        });
        let slots = workers * options.slots_per_worker.max(1);
        let descriptions = Descriptions::new(options.description_cache_bytes);
        let auth = options.auth.map(|auth| Authentication::new(context.clone(), auth));
        Ok(Self { context, executor, call_timeout: options.call_timeout, slots, descriptions, auth })
    }

    /// Replaces all workers by new ones; what runs on the old ones ends there.
    pub fn reload(&self) {
        replace_workers(&self.context);
    }

    /// Returns the state of the import of the `Auth` object; `None` if the project has none.
    #[must_use]
    pub fn auth_state(&self) -> Option<GraphState> {
        self.auth.as_ref().map(Authentication::state)
    }

    async fn worker_to_ask(&self, graph_id: &str) -> Result<Asked, CallError> {
        let mut freed = self.context.pool.freed();
        let mut waiting = None;
        loop {
            freed.mark_unchanged();
            match self.context.pool.ask(graph_id) {
                PoolAnswer::Yes(asked) => return Ok(asked),
                PoolAnswer::NotNow => {}
                PoolAnswer::Hopeless(reason) => return Err(CallError::Unavailable(reason)),
                PoolAnswer::Failed(error) => {
                    return Err(CallError::Unavailable(format!("graph {graph_id:?} could not be imported: {error}")));
                }
                PoolAnswer::Unknown => {
                    return Err(CallError::Unavailable(format!("there is no graph {graph_id:?} in the configuration")));
                }
                PoolAnswer::Closed => return Err(CallError::Unavailable("the server is shutting down".into())),
            }
            if waiting.is_none() {
                waiting = Some(self.context.pool.wait(Need::Shared));
            }
            // The sender lives in the pool.
            let _ = freed.changed().await;
        }
    }

    /// Waits until a worker other than this one is available for calls.
    async fn another_is_there(&self, worker: &Worker, graph_id: &str) {
        let mut freed = self.context.pool.freed();
        // While this exists a relief worker is started if that is possible.
        let _waiting = self.context.pool.wait(Need::Shared);
        loop {
            freed.mark_unchanged();
            if matches!(self.context.pool.ask(graph_id), PoolAnswer::Yes(asked) if asked.worker.id != worker.id) {
                return;
            }
            let _ = freed.changed().await;
        }
    }

    fn no_answer(&self) -> CallError {
        let message = format!("no answer within {} seconds", self.call_timeout.as_secs());
        CallError::Failed(RunError { error: "TimeoutError".into(), message })
    }

    /// Asks any worker, and another one when it is lost: such questions change nothing.
    async fn ask_until_answered(&self, method: &str, args: &RawJson) -> Result<RawJson, CallError> {
        let mut freed = self.context.pool.freed();
        loop {
            freed.mark_unchanged();
            let Some(worker) = self.context.pool.any()? else {
                // The sender lives in the pool.
                let _ = freed.changed().await;
                continue;
            };
            match worker.connection.call(method, args).await {
                Ok(answer) => return Ok(answer),
                Err(CallFailure::Answered(error)) => return Err(error),
                Err(CallFailure::Lost) => self.context.pool.remove(worker.id),
            }
        }
    }

    async fn call_until_answered(&self, graph_id: &str, method: &str, args: &RawJson) -> Result<RawJson, CallError> {
        loop {
            let Asked { worker, same_for_all_configs } = self.worker_to_ask(graph_id).await?;
            let mut args = args.clone();
            let question = if method.starts_with(DESCRIPTIONS) {
                if same_for_all_configs {
                    args = without_config(&args)?;
                }
                let args = args.get().to_owned();
                let question = Question { graph_id: graph_id.to_owned(), method: method.to_owned(), args };
                if let Some(answer) = self.descriptions.get(worker.generation, &question) {
                    return Ok(answer);
                }
                Some(question)
            } else {
                None
            };
            let changes_state = method.ends_with("update");
            let answer = tokio::select! {
                biased;
                answer = worker.connection.call(method, &args) => answer,
                // Another worker can answer the same, and sooner; only an update may be carried out already.
                () = async { worker.stalled().await; self.another_is_there(&worker, graph_id).await }, if !changes_state => continue,
            };
            match answer {
                Ok(answer) => {
                    if let Some(question) = question {
                        self.descriptions.put(worker.generation, question, answer.clone());
                    }
                    return Ok(answer);
                }
                Err(CallFailure::Answered(error)) => return Err(error),
                Err(CallFailure::Lost) => {
                    self.context.pool.remove(worker.id);
                    // The call can be repeated on another worker, unless it is an update, which may have been executed.
                    if changes_state {
                        let message = "the worker was lost while it updated the state: read the state to see whether it was changed";
                        return Err(CallError::Unavailable(message.to_owned()));
                    }
                }
            }
        }
    }
}

#[async_trait]
impl GraphHost for PythonHost {
    fn graphs(&self) -> Vec<GraphInfo> {
        self.context.pool.graphs()
    }

    fn capacity(&self) -> Slots {
        self.context.pool.capacity()
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.context.pool.changes()
    }

    async fn execute(&self, job: Job, link: Arc<dyn RunLink>) -> Outcome {
        let executor = self.executor.clone();
        // A separate task: if the caller is dropped, the execution still ends and frees its slot.
        match tokio::spawn(async move { executor.execute(job, link).await }).await {
            Ok(outcome) => outcome,
            Err(error) => {
                Outcome::Lost { reason: format!("the execution's task ended: {error}"), blame: Blame::Culprit }
            }
        }
    }

    async fn call(&self, graph_id: &str, method: &str, args: RawJson) -> Result<RawJson, CallError> {
        let args = with_graph_id(graph_id, &args)?;
        match tokio::time::timeout(self.call_timeout, self.call_until_answered(graph_id, method, &args)).await {
            Ok(answer) => answer,
            Err(_) => {
                // Without a worker the reason is more helpful than the time limit.
                let state = self.graphs().into_iter().find(|graph| graph.graph_id == graph_id).map(|graph| graph.state);
                if let Some(GraphState::Failed(error) | GraphState::Stalled(error)) = state {
                    return Err(CallError::Unavailable(error.to_string()));
                }
                Err(self.no_answer())
            }
        }
    }

    async fn ask(&self, method: &str, args: RawJson) -> Result<RawJson, CallError> {
        match tokio::time::timeout(self.call_timeout, self.ask_until_answered(method, &args)).await {
            Ok(answer) => answer,
            Err(_) => match self.context.pool.start_failure() {
                Some(reason) => Err(CallError::Unavailable(reason)),
                None => Err(self.no_answer()),
            },
        }
    }

    async fn authenticate(&self, request: AuthRequest) -> Result<Principal, AuthError> {
        self.auth.as_ref().ok_or_else(no_auth)?.authenticate(&request).await
    }

    async fn authorize(&self, question: AuthQuestion) -> Result<Permit, AuthError> {
        self.auth.as_ref().ok_or_else(no_auth)?.authorize(&question).await
    }

    fn serving(&self, url: &str) {
        if let Some(server) = &self.context.server {
            server.send_replace(Some(url.to_owned()));
        }
    }

    fn stats(&self) -> HostStats {
        let (workers, running) = self.context.pool.count();
        let restarts = self.context.restarts.load(Ordering::Relaxed);
        HostStats { slots: self.slots, running, workers, restarts }
    }

    async fn shutdown(&self) {
        self.context.pool.close();
        self.context.closing.cancel();
        self.context.tasks.close();
        self.context.tasks.wait().await;
    }
}

impl Drop for PythonHost {
    fn drop(&mut self) {
        self.context.closing.cancel();
    }
}

fn no_auth() -> AuthError {
    AuthError::Unavailable("the configuration names no authentication".into())
}

fn replace_workers(context: &WorkerSlotContext) {
    context.pool.forget_start_failures();
    context.generation.send_modify(|generation| *generation += 1);
}

async fn reload(context: Arc<WorkerSlotContext>, dirs: Vec<PathBuf>) {
    let mut watch = match CodeWatch::start(&dirs, context.log.clone()) {
        Ok(watch) => watch,
        Err(error) => {
            let source = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
            slog::warn!(context.log, "{error}: the code will not be reloaded"; "error" => source);
            return;
        }
    };
    loop {
        let files = tokio::select! {
            files = watch.changed() => files,
            () = context.closing.cancelled() => return,
        };
        let Some(files) = files else { return };
        let first = files.first().map(|file| file.strip_prefix(&context.root).unwrap_or(file).display().to_string());
        slog::info!(context.log, "the code has changed: reloading"; "file" => first.unwrap_or_default(), "files" => files.len());
        replace_workers(&context);
    }
}

fn known_graph(graph: &GraphSpec) -> KnownGraph {
    let file = graph.path.rsplit_once(':').map_or(graph.path.as_str(), |(file, _)| file);
    let extension = Path::new(file).extension().and_then(|extension| extension.to_str());
    let script = matches!(extension, Some("js" | "mjs" | "cjs" | "ts" | "mts" | "cts" | "jsx" | "tsx"));
    let unsupported = script.then(|| {
        let mut error = plain_error(
            "UnsupportedGraph",
            "this server runs Python graphs; JavaScript and TypeScript graphs need LangGraph.js' own server",
        );
        error.file = Some(file.to_owned());
        error
    });
    KnownGraph { graph_id: graph.graph_id.clone(), description: graph.description.clone(), unsupported }
}

/// Returns the directories to watch for changes of code: those of the imported files and of the dependencies.
fn code_dirs(root: &Path, paths: &[&str], dependencies: &[PathBuf]) -> Vec<PathBuf> {
    let mut dirs = vec![root.to_owned()];
    for path in paths {
        let Some((file, _)) = path.rsplit_once(':') else { continue };
        if let Some(dir) = root.join(file).parent()
            && dir.is_dir()
        {
            dirs.push(dir.to_owned());
        }
    }
    dirs.extend(dependencies.iter().filter(|dir| dir.is_dir()).cloned());
    let mut dirs: Vec<PathBuf> = dirs.into_iter().filter_map(|dir| dir.canonicalize().ok()).collect();
    dirs.sort();
    dirs.dedup();
    dirs
}

/// The prefix of the calls whose answers change only with the code.
const DESCRIPTIONS: &str = "graph.";

fn invalid(error: serde_json::Error) -> CallError {
    CallError::Invalid(format!("the arguments are not an object: {error}"))
}

/// The arguments of a description of a graph that no config changes.
fn without_config(args: &RawJson) -> Result<RawJson, CallError> {
    let mut members: serde_json::Map<String, serde_json::Value> = args.read().map_err(invalid)?;
    members.shift_remove("config");
    RawJson::of(&members).map_err(invalid)
}

/// Adds the graph's id to the arguments of a call, as the protocol requires.
fn with_graph_id(graph_id: &str, args: &RawJson) -> Result<RawJson, CallError> {
    #[derive(Deserialize)]
    struct Named {
        graph_id: Option<serde::de::IgnoredAny>,
    }
    let named: Named = args.read().map_err(invalid)?;
    if named.graph_id.is_some() {
        return Ok(args.clone());
    }
    let mut members: serde_json::Map<String, serde_json::Value> = args.read().map_err(invalid)?;
    members.insert("graph_id".into(), graph_id.into());
    RawJson::of(&members).map_err(invalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_not_for_these_workers() {
        let spec = |path: &str| GraphSpec { graph_id: "g".into(), path: path.into(), description: None };
        assert!(known_graph(&spec("./agent.ts:graph")).unsupported.is_some());
        assert!(known_graph(&spec("./agent.py:graph")).unsupported.is_none());
        assert!(known_graph(&spec("package.module:graph")).unsupported.is_none());
    }

    #[test]
    fn the_config_does_not_tell_apart_what_it_does_not_change() {
        let args =
            RawJson::parse_text(r#"{"xray":true,"config":{"configurable":{"a":1}},"graph_id":"g"}"#.into()).unwrap();
        assert_eq!(without_config(&args).unwrap().get(), r#"{"xray":true,"graph_id":"g"}"#);
    }

    #[test]
    fn calls_name_their_graph() {
        let args = RawJson::parse_text(r#"{"config":{}}"#.into()).unwrap();
        assert_eq!(with_graph_id("g", &args).unwrap().get(), r#"{"config":{},"graph_id":"g"}"#);
        let args = RawJson::parse_text(r#"{"graph_id":"h"}"#.into()).unwrap();
        assert_eq!(with_graph_id("g", &args).unwrap(), args);
        assert!(with_graph_id("g", &RawJson::null()).is_err());
    }
}
