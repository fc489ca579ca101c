//! The test bench: a host over a copy of the graphs, and runs on it.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use runyard_core::{
    event::Event,
    graph::GraphState,
    host::{GraphHost, HostError, Job, Outcome, RunLink, Stop},
    id::{AssistantId, RunId, ThreadId},
    json::RawJson,
    run::{MultitaskStrategy, OnCompletion, Run, RunStatus},
    time::Timestamp,
};
use runyard_workers::{AuthOptions, GraphSpec, LoadStore, PythonHost, WorkerOptions};
use serde_json::{Value, json};
use tokio::{sync::watch, task::JoinHandle, time::timeout};

use super::memory::Memory;
use crate::support::{self, PATIENCE, fixture};

/// Short, because tests wait for it to pass.
pub const CANCEL_GRACE: Duration = Duration::from_millis(400);

/// A host with its files.
pub struct Bench {
    pub dir: tempfile::TempDir,
    pub host: Arc<PythonHost>,
    pub memory: Arc<Memory>,
}

/// What differs between tests.
pub struct Setup {
    pub python: OsString,
    pub graphs: Vec<(&'static str, &'static str)>,
    pub workers: usize,
    pub reload: bool,
    /// The code of `auth.py`, and how it is asked.
    pub auth: Option<(&'static str, AuthOptions)>,
}

impl Default for Setup {
    fn default() -> Self {
        let graphs =
            vec![("three", "./graphs.py:three"), ("stubborn", "./graphs.py:stubborn"), ("dies", "./graphs.py:dies")];
        Self { python: support::python().into_os_string(), graphs, workers: 1, reload: false, auth: None }
    }
}

impl Bench {
    pub fn start(setup: Setup) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let source = fixture("worker_pool");
        for name in ["graphs.py", "broken.py"] {
            fs::copy(source.join(name), dir.path().join(name)).unwrap();
        }
        let auth = setup.auth.map(|(code, options)| {
            fs::write(dir.path().join("auth.py"), code).unwrap();
            options
        });
        let memory = Arc::new(Memory::default());
        let graphs = setup.graphs.into_iter().map(|(id, path)| GraphSpec {
            graph_id: id.into(),
            path: path.into(),
            description: None,
        });
        let host = PythonHost::start(WorkerOptions {
            python: PathBuf::from(setup.python),
            root: dir.path().to_owned(),
            graphs: graphs.collect(),
            dependencies: vec![],
            store: LoadStore::default(),
            auth,
            env: [("PYTHONDONTWRITEBYTECODE".to_owned(), "1".to_owned())].into(),
            data_dir: dir.path().join(".runyard"),
            workers: setup.workers,
            slots_per_worker: 10,
            cancel_grace: CANCEL_GRACE,
            call_timeout: PATIENCE,
            description_cache_bytes: 1 << 20,
            reload: setup.reload,
            served: false,
            persistence: memory.clone(),
            log: slog::Logger::root(slog::Discard, slog::o!()),
        });
        Self { dir, host: Arc::new(host.unwrap()), memory }
    }

    /// Waits until the host's state is as wanted.
    pub async fn until(&self, what: &str, wanted: impl Fn(&PythonHost) -> bool) {
        let mut changes = self.host.changes();
        let wait = async {
            while !wanted(&self.host) {
                changes.changed().await.unwrap();
            }
        };
        if timeout(PATIENCE, wait).await.is_err() {
            panic!("waited in vain until {what}; the graphs are {:?}", self.host.graphs());
        }
    }

    pub async fn until_capacity(&self, capacity: usize) {
        self.until(&format!("the capacity is {capacity}"), |host| host.capacity().shared == capacity).await;
    }

    pub fn state_of(&self, graph_id: &str) -> GraphState {
        self.host.graphs().into_iter().find(|graph| graph.graph_id == graph_id).unwrap().state
    }

    /// A pipe that a node waits on.
    pub fn gate(&self, name: &str) -> Gate {
        let path = self.dir.path().join(name);
        make_pipe(&path);
        Gate { path }
    }

    pub fn job(graph_id: &str, thread_id: ThreadId, input: &Value) -> Job {
        let run_id = RunId::now_v7();
        let now = Timestamp::now();
        let kwargs = json!({
            "input": input,
            "command": null,
            "config": {"configurable": {"thread_id": thread_id, "run_id": run_id, "graph_id": graph_id}},
            "context": null,
            "stream_mode": ["values", "custom"],
            "interrupt_before": null,
            "interrupt_after": null,
            "subgraphs": false,
            "durability": "async",
        });
        let run = Run {
            run_id,
            thread_id,
            assistant_id: AssistantId::nil(),
            graph_id: graph_id.into(),
            status: RunStatus::Running,
            metadata: RawJson::object(),
            kwargs: RawJson::from(&kwargs),
            multitask_strategy: MultitaskStrategy::Enqueue,
            created_at: now,
            updated_at: now,
            available_at: now,
            attempt: 1,
            faults: 0,
            error: None,
            cancel: None,
            stateless: false,
            on_completion: OnCompletion::Keep,
            resumable: false,
            webhook: None,
        };
        Job { run, resume: false, tuple: None, alone: false }
    }

    pub fn run(&self, job: Job) -> Running {
        let link = Arc::new(Link { events: watch::Sender::new(Vec::new()), stop: watch::Sender::new(None) });
        let (host, shared) = (self.host.clone(), link.clone());
        let outcome = tokio::spawn(async move { host.execute(job, shared).await });
        Running { link, outcome }
    }

    pub async fn shutdown(self) {
        timeout(PATIENCE, self.host.shutdown()).await.expect("the host shuts down");
    }
}

/// Makes a named pipe.
pub fn make_pipe(path: &Path) {
    rustix::fs::mkfifoat(rustix::fs::CWD, path, rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR).unwrap();
}

/// A pipe that a node waits on.
pub struct Gate {
    path: PathBuf,
}

impl Gate {
    pub fn path(&self) -> &str {
        self.path.to_str().unwrap()
    }

    /// Lets the node go on.
    pub async fn open(&self) {
        let path = self.path.clone();
        // Opening waits for the reader, which is there or will be.
        let write = tokio::task::spawn_blocking(move || fs::write(path, "go"));
        timeout(PATIENCE, write).await.expect("a node waits at the gate").unwrap().unwrap();
    }
}

struct Link {
    events: watch::Sender<Vec<Event>>,
    stop: watch::Sender<Option<Stop>>,
}

#[async_trait]
impl RunLink for Link {
    async fn emit(&self, events: Vec<Event>) -> Result<(), HostError> {
        assert!(!events.is_empty(), "an emit has events");
        self.events.send_modify(|all| all.extend(events));
        Ok(())
    }

    fn started(&self) {}

    fn stop(&self) -> watch::Receiver<Option<Stop>> {
        self.stop.subscribe()
    }
}

/// A run under way.
pub struct Running {
    link: Arc<Link>,
    outcome: JoinHandle<Outcome>,
}

impl Running {
    pub fn stop(&self, stop: Stop) {
        self.link.stop.send_replace(Some(stop));
    }

    /// Waits for the custom event of a node, and returns it.
    pub async fn reached(&self, node: &str) -> Value {
        let find = |events: &Vec<Event>| {
            events
                .iter()
                .filter(|event| event.name == "custom")
                .map(|event| serde_json::from_slice::<Value>(&event.data).unwrap())
                .find(|data| data["node"] == node)
        };
        let mut events = self.link.events.subscribe();
        let reached = timeout(PATIENCE, events.wait_for(|events| find(events).is_some())).await;
        find(&reached.unwrap_or_else(|_| panic!("node {node} is reached")).unwrap()).unwrap()
    }

    pub fn events(&self) -> Vec<(String, Value)> {
        let events = self.link.events.borrow();
        events.iter().map(|event| (event.name.clone(), serde_json::from_slice(&event.data).unwrap())).collect()
    }

    pub async fn outcome(&mut self) -> Outcome {
        timeout(PATIENCE, &mut self.outcome).await.expect("the run ends").unwrap()
    }
}

/// Kills a worker as the kernel would.
pub fn kill(event: &Value) {
    let pid = event["pid"].as_i64().and_then(|pid| i32::try_from(pid).ok()).unwrap();
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
}
