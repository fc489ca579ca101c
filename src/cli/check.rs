//! `runyard check`: is the configuration right, and can every graph be imported?

use std::{process::ExitCode, sync::Arc, time::Duration};

use super::{args::CheckArgs, fail, python};
use crate::{
    config::{Config, Flags},
    domain::{
        graph::{GraphInfo, GraphState},
        text::chain,
    },
    graphs::{GraphHost, worker::PythonHost},
    start,
    store::Store,
};

/// How long all imports together may take.
const IMPORT_TIMEOUT_SECS: u64 = 600;

/// Prints a line per graph; the exit status is 0 when all is well.
pub async fn run(args: CheckArgs) -> ExitCode {
    let flags = Flags { config: Some(args.config), python: args.python, workers: Some(1), ..Flags::default() };
    let config = match Config::load(flags, &|name| std::env::var(name).ok()) {
        Ok(config) => config,
        Err(error) => return fail(&chain(&error)),
    };
    println!("{}: valid", config.file.as_deref().unwrap_or(&config.root).display());
    for warning in &config.warnings {
        println!("warning: {warning}");
    }
    match import(config).await {
        Ok(graphs) => report(&graphs),
        Err(message) => fail(&message),
    }
}

async fn import(mut config: Config) -> Result<Vec<GraphInfo>, String> {
    let python = python::prepare(&config, false).await.map_err(|error| chain(&error))?;
    // A folder of its own: a check leaves no trace and disturbs no server.
    let scratch = std::env::temp_dir().join(format!("runyard-check-{}", uuid::Uuid::new_v4()));
    config.data_dir.clone_from(&scratch);
    let storage = start::open_storage(&scratch, &config.limits).map_err(|error| chain(&error))?;
    let log = slog::Logger::root(slog::Discard, slog::o!());
    let store = Store::open(Arc::clone(&storage), config.store.clone()).await.map_err(|error| chain(&error))?;
    let options = python::worker_options(&config, &python, false, start::persistence(&storage, &store), &log);
    let host: Arc<dyn GraphHost> = Arc::new(PythonHost::start(options).map_err(|error| chain(&error))?);
    let mut changes = host.changes();
    let imported = tokio::time::timeout(Duration::from_secs(IMPORT_TIMEOUT_SECS), async {
        while host.graphs().iter().any(|graph| graph.state == GraphState::Loading) {
            if changes.changed().await.is_err() {
                break;
            }
        }
    })
    .await;
    let graphs = host.graphs();
    host.shutdown().await;
    storage.close().await;
    let _ = std::fs::remove_dir_all(scratch);
    match imported {
        Ok(()) => Ok(graphs),
        Err(_) => Err(format!("failed to import the graphs within {IMPORT_TIMEOUT_SECS} seconds")),
    }
}

fn report(graphs: &[GraphInfo]) -> ExitCode {
    let mut failed = 0;
    for graph in graphs {
        match &graph.state {
            GraphState::Ready => println!("ok      {}", graph.graph_id),
            GraphState::Loading => println!("waiting {}", graph.graph_id),
            GraphState::Failed(error) | GraphState::Stalled(error) => {
                failed += 1;
                println!("FAILED  {}: {error}", graph.graph_id);
                if let Some(traceback) = &error.traceback {
                    println!("{}", traceback.trim_end());
                }
            }
        }
    }
    if failed == 0 {
        return ExitCode::SUCCESS;
    }
    fail(&format!("{failed} of {} graphs could not be imported", graphs.len()))
}
