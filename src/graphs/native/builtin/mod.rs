//! Graphs that are served when no configuration names others: something to talk to at the first start, and what the engine and the
//! conformance suite are tested with. Their ids and what they do are those of the graphs in the reference captures.

mod chat;
mod echo;
mod failer;
mod interrupter;
mod sleeper;
mod steps;
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
        build("interrupter", interrupter::graph()),
        build("chat", chat::graph()),
        build("tokens", tokens::graph()),
        build("sleeper", sleeper::graph()),
        build("failer", failer::graph()),
    ]
}
