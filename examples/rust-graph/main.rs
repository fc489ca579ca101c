//! A server with a graph in Rust: `cargo run --example rust-graph -- dev --port 8123`.
//!
//! It has the commands and flags of `runyard`, and serves the graphs of a `langgraph.json` beside this one.

use std::process::ExitCode;

use runyard::Program;
use runyard_graph::{END, GraphBuilder, Reducer, START, Update};

fn main() -> ExitCode {
    let travel = GraphBuilder::new()
        .description("Plans a trip, and asks before it books")
        .channel("city", Reducer::Replace)
        .channel("steps", Reducer::Append)
        .node("plan", async |state, _| {
            let city: String = state.require("city")?;
            Ok(Update::new().set("steps", format!("found a train to {city}")))
        })
        .node("book", async |_, context| {
            // The run stops here until a client resumes it; then the node runs again and gets the answer.
            let answer = context.interrupt("Book it?")?;
            Ok(Update::new().set("steps", format!("the answer was {answer}")))
        })
        .edge(START, "plan")
        .edge("plan", "book")
        .edge("book", END)
        .build()
        .expect("the graph is sound");
    Program::new().graph("travel", travel).run()
}
