//! The reference graphs, one file each. `conformance/graphs/README.md` says what each does; it has the same graphs in
//! Python, and a few that only Python can have.

mod chat;
mod context;
mod echo;
mod failer;
mod interrupter;
mod nested;
mod parallel;
mod sleeper;
mod steps;
mod store;
mod stuck;
mod subgraph;
mod survey;
mod tokens;

use runyard_graph::{BuiltGraph, GraphBuilder};

/// Every graph with its id, in the order they are shown.
pub fn all() -> Vec<(&'static str, BuiltGraph)> {
    let build = |id, graph: GraphBuilder| (id, graph.build().expect("the graph is sound"));
    vec![
        build("echo", echo::graph()),
        build("steps", steps::graph()),
        build("tokens", tokens::graph()),
        build("chat", chat::graph()),
        build("nested", nested::graph()),
        build("sleeper", sleeper::graph()),
        build("stuck", stuck::graph()),
        build("interrupter", interrupter::graph()),
        build("parallel", parallel::graph()),
        build("survey", survey::graph()),
        build("failer", failer::graph()),
        build("subgraph", subgraph::graph()),
        build("store", store::graph()),
        build("context", context::graph()),
    ]
}
