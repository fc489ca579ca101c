//! Graphs that are served when no configuration names others: something to talk to at the first start, and what the
//! engine and the conformance suite are tested with. `conformance/graphs/README.md` says what each does; it has the
//! same graphs in Python, and a few that only Python can have.

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

use super::BuiltGraph;

/// Every graph with its id, in the order they are shown.
///
/// # Panics
/// Never: that they can be built is tested.
#[must_use]
pub fn all() -> Vec<(&'static str, BuiltGraph)> {
    let build = |id, graph: super::GraphBuilder| (id, graph.build().expect("built-in graphs are sound"));
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
