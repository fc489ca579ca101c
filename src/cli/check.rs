//! `runyard check`: checks the configuration and imports every graph.

use std::{process::ExitCode, sync::Arc, time::Duration};

use serde_json::{Value, json};
use slog::Logger;

use super::{
    args::{CheckArgs, LogLevel},
    fail,
    log::loggers,
    output::line,
    python::{self, Environment},
};
use crate::{
    config::{Config, Flags, Warning},
    start,
};
use runyard_core::{
    graph::{GraphError, GraphState},
    host::{CallError, GraphHost},
    progress::Progress,
    text::{chain, printable},
};
use runyard_engine::store::Store;
use runyard_workers::{PythonHost, ScratchDir};

/// The time limit for all imports together.
const IMPORT_TIMEOUT_SECS: u64 = 600;

/// Prints a line per graph, or everything as one JSON object; the exit status is 0 when all is well.
pub async fn run(args: CheckArgs) -> ExitCode {
    let json = args.json;
    let report = examine(args).await;
    if json {
        line(&format!("{:#}", report.json()));
        return if report.failures().is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    report.print();
    report.failures().map_or(ExitCode::SUCCESS, |text| fail(&text))
}

/// The result of the check.
#[derive(Default)]
struct Report {
    config: Option<String>,
    warnings: Vec<Warning>,
    python: Option<Environment>,
    graphs: Vec<(String, Result<(), GraphError>)>,
    /// The result of importing the `Auth` object, if it is configured.
    auth: Option<Result<(), GraphError>>,
    /// The result of checking `store.index`, if it is configured.
    index: Option<Result<(), String>>,
    /// The reason why the check was aborted.
    error: Option<String>,
}

async fn examine(args: CheckArgs) -> Report {
    let flags = Flags { config: Some(args.config), python: args.python, workers: Some(1), ..Flags::default() };
    let mut report = Report::default();
    let config = match Config::load(flags, &|name| std::env::var(name).ok()) {
        Ok(config) => config,
        Err(error) => return Report { error: Some(chain(&error)), ..report },
    };
    report.config = Some(config.file.as_deref().unwrap_or(&config.root).display().to_string());
    report.warnings.clone_from(&config.warnings);
    // What the workers log is for people; the JSON has everything that counts.
    let log =
        if args.json { Logger::root(slog::Discard, slog::o!()) } else { loggers(LogLevel::Warning, None, false).root };
    match python::prepare(&config, false, &Progress::Hidden).await {
        Ok(python) => {
            report.warnings.extend(python.warnings.iter().cloned());
            report.python = Some(python.clone());
            if let Err(error) = try_graphs(config, &python, &log, &mut report).await {
                report.error = Some(error);
            }
        }
        Err(error) => report.error = Some(chain(&error)),
    }
    report
}

async fn try_graphs(mut config: Config, python: &Environment, log: &Logger, report: &mut Report) -> Result<(), String> {
    // A folder of its own: a check leaves no trace and disturbs no server.
    let scratch = ScratchDir::create(&std::env::temp_dir(), &ScratchDir::unique_name("check-"))
        .map_err(|error| format!("failed to make a temporary directory: {error}"))?;
    scratch.path().clone_into(&mut config.data_dir);
    let storage = start::open_storage(scratch.path(), config.synchronous, &config.limits, &Progress::Hidden)
        .map_err(|error| chain(&error))?;
    let store = Store::open(Arc::clone(&storage), config.store.clone()).await.map_err(|error| chain(&error))?;
    let mut options = python::worker_options(&config, python, false, false, start::persistence(&storage, &store), log);
    options.auth = python::auth_options(&config);
    let host = PythonHost::start(options).map_err(|error| chain(&error))?;
    let mut changes = host.changes();
    let imported = tokio::time::timeout(Duration::from_secs(IMPORT_TIMEOUT_SECS), async {
        let mut states;
        while {
            states = host.graphs().into_iter().map(|graph| graph.state).chain(host.auth_state());
            states.any(|state| state == GraphState::Loading)
        } {
            if changes.changed().await.is_err() {
                break;
            }
        }
    })
    .await;
    let graphs = host.graphs();
    // Without a worker no call is possible, and the state of the graphs says why.
    let stalled = graphs.iter().all(|graph| matches!(graph.state, GraphState::Stalled(_) | GraphState::Loading));
    for graph in graphs {
        let found = match graph.state {
            GraphState::Ready => try_factory(&host, &graph.graph_id).await,
            state => imported_as(state),
        };
        report.graphs.push((graph.graph_id, found));
    }
    report.auth = host.auth_state().map(imported_as);
    report.index = match &config.store.index {
        Some(_) if !stalled => Some(store.check_index(&host).await.map_err(|error| error.to_string())),
        Some(_) | None => None,
    };
    host.shutdown().await;
    storage.close().await;
    drop(scratch);
    imported.map_err(|_| format!("failed to import the graphs within {IMPORT_TIMEOUT_SECS} seconds"))
}

fn imported_as(state: GraphState) -> Result<(), GraphError> {
    match state {
        GraphState::Ready => Ok(()),
        GraphState::Loading => Err(plain("TimeoutError", "it is still being imported")),
        GraphState::Failed(error) | GraphState::Stalled(error) => Err(error),
    }
}

/// Has a graph's factory called, as a request for its schemas does; for a graph that is none, this changes nothing.
async fn try_factory(host: &dyn GraphHost, graph_id: &str) -> Result<(), GraphError> {
    let error = match host.call(graph_id, "graph.schemas", (&json!({"config": {}})).into()).await {
        Ok(_) => return Ok(()),
        Err(error) => error,
    };
    let (error, place) = match error {
        CallError::Raised { error, class, file, line } => (*error, Some((class, file, line))),
        error => (error, None),
    };
    let class = match (&place, &error) {
        (Some((class, ..)), _) => class.as_str(),
        (None, CallError::Failed(error)) => &error.error,
        (None, _) => "GraphLoadError",
    };
    let text = error.to_string();
    let message = text.strip_prefix(&format!("{class}: ")).unwrap_or(&text);
    let mut found = plain(class, &format!("{message} (the factory was called with an empty config)"));
    if let Some((_, file, line)) = place {
        (found.file, found.line) = (Some(file), line);
    }
    Err(found)
}

fn plain(class: &str, message: &str) -> GraphError {
    GraphError { error: class.to_owned(), message: message.to_owned(), file: None, line: None, traceback: None }
}

impl Report {
    fn print(&self) {
        if let Some(config) = &self.config {
            line(&format!("config  {config}"));
        }
        if let Some(python) = &self.python {
            let (major, minor, patch) = python.version;
            let langgraph = python.langgraph_version.as_deref().unwrap_or("?");
            let path = python.python.display();
            line(&format!("python  {path} ({major}.{minor}.{patch}, langgraph {langgraph}; {})", python.origin));
        }
        for warning in &self.warnings {
            line(&format!("warning {warning}"));
        }
        for (graph_id, found) in &self.graphs {
            match found {
                Ok(()) => line(&format!("ok      {graph_id}")),
                Err(error) => {
                    line(&format!("FAILED  {graph_id}: {}", printable(&error.to_string())));
                    if let Some(traceback) = &error.traceback {
                        line(printable(traceback).trim_end());
                    }
                }
            }
        }
        match &self.auth {
            None => {}
            Some(Ok(())) => line("ok      auth"),
            Some(Err(error)) => {
                line(&format!("FAILED  auth: {}", printable(&error.to_string())));
                if let Some(traceback) = &error.traceback {
                    line(printable(traceback).trim_end());
                }
            }
        }
        match &self.index {
            None => {}
            Some(Ok(())) => line("ok      store.index"),
            Some(Err(error)) => line(&format!("FAILED  store.index: {}", printable(error))),
        }
    }

    /// Returns the failures in one sentence; `None` if there are none.
    fn failures(&self) -> Option<String> {
        if let Some(error) = &self.error {
            return Some(error.clone());
        }
        let failed = self.graphs.iter().filter(|(_, found)| found.is_err()).count();
        if failed > 0 {
            return Some(format!("{failed} of {} graphs cannot be used", self.graphs.len()));
        }
        if matches!(self.auth, Some(Err(_))) {
            return Some("auth cannot be used".to_owned());
        }
        matches!(self.index, Some(Err(_))).then(|| "store.index cannot be used".to_owned())
    }

    fn json(&self) -> Value {
        let python = self.python.as_ref().map(|python| {
            let (major, minor, patch) = python.version;
            json!({
                "path": python.python,
                "version": format!("{major}.{minor}.{patch}"),
                "langgraph_version": python.langgraph_version,
                "origin": python.origin,
            })
        });
        let graph = |(graph_id, found): &(String, Result<(), GraphError>)| json!({"graph_id": graph_id, "ok": found.is_ok(), "error": found.as_ref().err()});
        json!({
            "ok": self.failures().is_none(),
            "config": self.config,
            "python": python,
            "warnings": self.warnings.iter().map(|warning| json!({"path": warning.path, "text": warning.text})).collect::<Vec<_>>(),
            "graphs": self.graphs.iter().map(graph).collect::<Vec<_>>(),
            "auth": self.auth.as_ref().map(|auth| json!({"ok": auth.is_ok(), "error": auth.as_ref().err()})),
            "store_index": self.index.as_ref().map(|index| json!({"ok": index.is_ok(), "error": index.as_ref().err()})),
            "error": self.error,
        })
    }
}
