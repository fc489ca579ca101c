//! The host of Python graphs: Options, a Service, an Error.

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
    handle::Worker,
    listener::Listener,
    outgoing::{LoadGraph, LoadStore},
    package,
    pool::{Asked, Found, KnownGraph, Need, Pool, plain_error},
    process::Spawner,
    reload::CodeWatch,
    supervise::{Site, occupy, start_extras},
};
use runyard_core::{
    auth::{AuthError, AuthQuestion, AuthRequest, Permit, Principal},
    graph::{GraphInfo, GraphState},
    host::{Blame, CallError, GraphHost, HostStats, Job, Outcome, Persistence, RunLink},
    json::RawJson,
    run::{Places, RunError},
};

/// A graph of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphSpec {
    /// Its id.
    pub graph_id: String,
    /// Where it is, as in `langgraph.json`: `./agent.py:graph` or `package.module:graph`.
    pub path: String,
    /// Text for people.
    pub description: Option<String>,
}

/// What a host of Python graphs needs.
pub struct Options {
    /// The interpreter. It must be able to import `langgraph`.
    pub python: PathBuf,
    /// Directory of the configuration: the workers' working directory.
    pub root: PathBuf,
    /// What to import.
    pub graphs: Vec<GraphSpec>,
    /// Directories for the import path.
    pub dependencies: Vec<PathBuf>,
    /// What graphs are told of the store.
    pub store: LoadStore,
    /// The project's authentication, when it has one.
    pub auth: Option<AuthOptions>,
    /// Environment of the workers besides the server's own.
    pub env: BTreeMap<String, String>,
    /// Where the worker's package is unpacked.
    pub data_dir: PathBuf,
    /// How many processes.
    pub workers: usize,
    /// How many runs each takes at once.
    pub slots_per_worker: usize,
    /// How long a worker may take to obey a stop; then it is killed.
    pub cancel_grace: Duration,
    /// How long a call may take altogether.
    pub call_timeout: Duration,
    /// How much is kept of what graphs look like, in bytes.
    pub description_cache_bytes: usize,
    /// Whether the workers are replaced when the code changes.
    pub reload: bool,
    /// Whether a server will listen ([`GraphHost::serving`]), which graphs may call. Workers wait until it does.
    pub served: bool,
    /// Where checkpoints and store items go.
    pub persistence: Arc<dyn Persistence>,
    /// Where to log.
    pub log: slog::Logger,
}

/// Why a host cannot be started. Graphs that cannot be imported are no such reason.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The worker's package could not be unpacked.
    #[error("failed to unpack the worker into {}", path.display())]
    Unpack {
        /// The data directory.
        path: PathBuf,
        /// Why.
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
    site: Arc<Site>,
    executor: Arc<Executor>,
    call_timeout: Duration,
    slots: usize,
    descriptions: Descriptions,
    auth: Option<Authentication>,
}

impl PythonHost {
    /// Starts the workers and returns at once: [`GraphHost::changes`] tells when they are ready. Must be called within
    /// a runtime.
    ///
    /// # Errors
    /// When nothing could ever be run.
    pub fn start(options: Options) -> Result<Self, StartError> {
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
        // Without anything that could be imported there is nothing to start workers for.
        let workers = if load.is_empty() && options.auth.is_none() { 0 } else { options.workers.max(1) };
        let pool = Pool::new(known, workers, options.slots_per_worker.max(1));
        let site = Arc::new(Site {
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
        for place in 0..workers {
            site.tasks.spawn(occupy(site.clone(), place));
        }
        site.tasks.spawn(start_extras(site.clone()));
        if options.reload && workers > 0 {
            let mut paths: Vec<&str> = options.graphs.iter().map(|graph| graph.path.as_str()).collect();
            paths.extend(options.auth.as_ref().map(|auth| auth.path.as_str()));
            let dirs = code_dirs(&options.root, &paths, &options.dependencies);
            site.tasks.spawn(reload(site.clone(), dirs));
        }
        let executor = Arc::new(Executor {
            pool,
            persistence: options.persistence,
            cancel_grace: options.cancel_grace,
            log: options.log,
        });
        let slots = workers * options.slots_per_worker.max(1);
        let descriptions = Descriptions::new(options.description_cache_bytes);
        let auth = options.auth.map(|auth| Authentication::new(site.clone(), auth));
        Ok(Self { site, executor, call_timeout: options.call_timeout, slots, descriptions, auth })
    }

    /// Replaces all workers by new ones; what runs on the old ones ends there.
    pub fn reload(&self) {
        replace_workers(&self.site);
    }

    /// Whether the project's authentication can be asked; `None` when it has none.
    #[must_use]
    pub fn auth_state(&self) -> Option<GraphState> {
        self.auth.as_ref().map(Authentication::state)
    }

    async fn worker_to_ask(&self, graph_id: &str) -> Result<Asked, CallError> {
        let mut freed = self.site.pool.freed();
        let mut waiting = None;
        loop {
            freed.mark_unchanged();
            match self.site.pool.ask(graph_id) {
                Found::Yes(asked) => return Ok(asked),
                Found::NotNow => {}
                Found::Hopeless(reason) => return Err(CallError::Unavailable(reason)),
                Found::Failed(error) => {
                    return Err(CallError::Unavailable(format!("graph {graph_id:?} could not be imported: {error}")));
                }
                Found::Unknown => {
                    return Err(CallError::Unavailable(format!("there is no graph {graph_id:?} in the configuration")));
                }
                Found::Closed => return Err(CallError::Unavailable("the server is shutting down".into())),
            }
            if waiting.is_none() {
                waiting = Some(self.site.pool.wait(Need::Shared));
            }
            // The sender lives in the pool.
            let _ = freed.changed().await;
        }
    }

    /// Waits until a worker other than this one can be asked.
    async fn another_is_there(&self, worker: &Worker, graph_id: &str) {
        let mut freed = self.site.pool.freed();
        // While this exists a relief worker is started if that is possible.
        let _waiting = self.site.pool.wait(Need::Shared);
        loop {
            freed.mark_unchanged();
            if matches!(self.site.pool.ask(graph_id), Found::Yes(asked) if asked.worker.id != worker.id) {
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
        let mut freed = self.site.pool.freed();
        loop {
            freed.mark_unchanged();
            let Some(worker) = self.site.pool.any()? else {
                // The sender lives in the pool.
                let _ = freed.changed().await;
                continue;
            };
            match worker.connection.call(method, args).await {
                Ok(answer) => return Ok(answer),
                Err(CallFailure::Answered(error)) => return Err(error),
                Err(CallFailure::Lost) => self.site.pool.remove(worker.id),
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
                    self.site.pool.remove(worker.id);
                    // Another worker can be asked the same; only an update may have been carried out already.
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
        self.site.pool.graphs()
    }

    fn capacity(&self) -> Places {
        self.site.pool.capacity()
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.site.pool.changes()
    }

    async fn execute(&self, job: Job, link: Arc<dyn RunLink>) -> Outcome {
        let executor = self.executor.clone();
        // A task of its own: when the caller goes away the execution still comes to its end and frees its place.
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
            Err(_) => match self.site.pool.start_failure() {
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
        if let Some(server) = &self.site.server {
            server.send_replace(Some(url.to_owned()));
        }
    }

    fn stats(&self) -> HostStats {
        let (workers, running) = self.site.pool.count();
        let restarts = self.site.restarts.load(Ordering::Relaxed);
        HostStats { slots: self.slots, running, workers, restarts }
    }

    async fn shutdown(&self) {
        self.site.pool.close();
        self.site.closing.cancel();
        self.site.tasks.close();
        self.site.tasks.wait().await;
    }
}

impl Drop for PythonHost {
    fn drop(&mut self) {
        self.site.closing.cancel();
    }
}

fn no_auth() -> AuthError {
    AuthError::Unavailable("the configuration names no authentication".into())
}

fn replace_workers(site: &Site) {
    site.pool.forget_start_failures();
    site.generation.send_modify(|generation| *generation += 1);
}

async fn reload(site: Arc<Site>, dirs: Vec<PathBuf>) {
    let mut watch = match CodeWatch::start(&dirs, site.log.clone()) {
        Ok(watch) => watch,
        Err(error) => {
            let source = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
            slog::warn!(site.log, "{error}: the code will not be reloaded"; "error" => source);
            return;
        }
    };
    loop {
        let files = tokio::select! {
            files = watch.changed() => files,
            () = site.closing.cancelled() => return,
        };
        let Some(files) = files else { return };
        let first = files.first().map(|file| file.strip_prefix(&site.root).unwrap_or(file).display().to_string());
        slog::info!(site.log, "the code has changed: reloading"; "file" => first.unwrap_or_default(), "files" => files.len());
        replace_workers(&site);
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

/// Where code may be that a change of must be noticed: around each file that is imported, and in the dependencies.
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

/// What the calls begin with whose answers are the same as long as the code is.
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

/// The arguments of a call with the graph's id among them, as the protocol wants it.
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
