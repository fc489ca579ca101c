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
        Ok(imported) => report(&imported),
        Err(message) => fail(&message),
    }
}

/// What the workers have imported.
struct Imported {
    graphs: Vec<GraphInfo>,
    /// Whether `store.index`, when it is there, can be used.
    index: Option<Result<(), String>>,
}

async fn import(mut config: Config) -> Result<Imported, String> {
    let python = python::prepare(&config, false).await.map_err(|error| chain(&error))?;
    // A folder of its own: a check leaves no trace and disturbs no server.
    let scratch = std::env::temp_dir().join(format!("runyard-check-{}", uuid::Uuid::new_v4()));
    config.data_dir.clone_from(&scratch);
    let storage = start::open_storage(&scratch, config.synchronous, &config.limits).map_err(|error| chain(&error))?;
    let log = slog::Logger::root(slog::Discard, slog::o!());
    let store = Store::open(Arc::clone(&storage), config.store.clone()).await.map_err(|error| chain(&error))?;
    let options = python::worker_options(&config, &python, false, false, start::persistence(&storage, &store), &log);
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
    // Without a worker there is nobody to ask, and the graphs say why.
    let stalled = graphs.iter().all(|graph| matches!(graph.state, GraphState::Stalled(_) | GraphState::Loading));
    let index = match &config.store.index {
        Some(_) if !stalled => Some(store.check_index(&*host).await.map_err(|error| error.to_string())),
        Some(_) | None => None,
    };
    host.shutdown().await;
    storage.close().await;
    let _ = std::fs::remove_dir_all(scratch);
    match imported {
        Ok(()) => Ok(Imported { graphs, index }),
        Err(_) => Err(format!("failed to import the graphs within {IMPORT_TIMEOUT_SECS} seconds")),
    }
}

fn report(Imported { graphs, index }: &Imported) -> ExitCode {
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
    match index {
        None => {}
        Some(Ok(())) => println!("ok      store.index"),
        Some(Err(error)) => println!("FAILED  store.index: {error}"),
    }
    if failed == 0 {
        return match index {
            Some(Err(_)) => fail("store.index cannot be used"),
            Some(Ok(())) | None => ExitCode::SUCCESS,
        };
    }
    fail(&format!("{failed} of {} graphs could not be imported", graphs.len()))
}
