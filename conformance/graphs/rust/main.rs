//! Runyard with the reference graphs (`conformance/graphs/README.md`) in Rust: `reference-graphs serve --port 8123`.
//!
//! The conformance suite and many integration tests run against it. It has the commands and flags of `runyard`.

mod graphs;

use std::process::ExitCode;

use runyard::Program;

fn main() -> ExitCode {
    graphs::all().into_iter().fold(Program::new(), |program, (graph_id, graph)| program.graph(graph_id, graph)).run()
}
