//! The program: the commands, optionally with graphs in Rust.

use std::{collections::BTreeSet, fmt, process::ExitCode, sync::Arc};

use clap::Parser;

use super::{
    args::{Cli, Command},
    check, compact, fail, new, serve,
};
use runyard_graph::Graph;

/// The `runyard` program, with graphs of your own.
///
/// It has the same commands and flags, and serves the graphs beside those of `langgraph.json`, if there is one.
///
/// ```no_run
/// use runyard::Program;
/// use runyard_graph::{END, GraphBuilder, Reducer, START, Update};
///
/// fn main() -> std::process::ExitCode {
///     let greeter = GraphBuilder::new()
///         .channel("name", Reducer::Replace)
///         .channel("greeting", Reducer::Replace)
///         .node("greet", async |state, _| {
///             let name: String = state.require("name")?;
///             Ok(Update::new().set("greeting", format!("Hello, {name}!")))
///         })
///         .edge(START, "greet")
///         .edge("greet", END)
///         .build()
///         .expect("the graph is sound");
///     Program::new().graph("greeter", greeter).run()
/// }
/// ```
#[derive(Clone, Default)]
pub struct Program {
    graphs: Vec<NamedGraph>,
}

/// A graph in Rust with its id.
pub(super) type NamedGraph = (String, Arc<dyn Graph>);

impl Program {
    /// The program as it is.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Serves a graph, under an id that no other graph has.
    #[must_use]
    pub fn graph(self, graph_id: impl Into<String>, graph: impl Graph) -> Self {
        self.shared_graph(graph_id, Arc::new(graph))
    }

    fn shared_graph(mut self, graph_id: impl Into<String>, graph: Arc<dyn Graph>) -> Self {
        self.graphs.push((graph_id.into(), graph));
        self
    }

    /// Carries out the command of the command line, and returns the exit status of the process.
    #[must_use]
    pub fn run(self) -> ExitCode {
        let command = Cli::parse().command;
        let runtime = match tokio::runtime::Runtime::new() {
            Ok(runtime) => runtime,
            Err(error) => return fail(&format!("failed to start the server's threads: {error}")),
        };
        runtime.block_on(async {
            match command {
                Command::Dev(args) => serve::dev(args, self.graphs).await,
                Command::Serve(args) => serve::serve(args, self.graphs).await,
                Command::Check(args) => check::run(args).await,
                Command::Compact(args) => compact::run(&args),
                Command::New(args) => new::run(&args),
            }
        })
    }
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.graphs.iter().map(|(graph_id, _)| graph_id)).finish()
    }
}

/// Refuses two graphs of one name: one of them would never run.
pub(super) fn check_names(graphs: &[NamedGraph]) -> Result<(), String> {
    let mut names = BTreeSet::new();
    match graphs.iter().find(|(graph_id, _)| !names.insert(graph_id)) {
        Some((twice, _)) => Err(format!("the program has two graphs named \"{twice}\"; give one of them another name")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::demo;

    #[test]
    fn two_graphs_of_one_name_are_refused() {
        let add = |program: Program, name: &str| {
            let (_, graph) = demo::graphs().remove(0);
            program.shared_graph(name, graph)
        };
        let program = add(add(Program::new(), "a"), "b");
        assert_eq!(check_names(&program.graphs), Ok(()));
        let error = check_names(&add(program, "a").graphs).unwrap_err();
        assert!(error.contains("two graphs named \"a\""), "{error}");
    }
}
