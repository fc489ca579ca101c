//! Asks several questions in one node and keeps their answers in the order of the questions.

use runyard_graph::{END, GraphBuilder, Reducer, START, Update};

const QUESTIONS: [&str; 4] = ["first", "second", "third", "fourth"];

pub fn graph() -> GraphBuilder {
    GraphBuilder::new()
        .description("Asks four questions in one node")
        .channel("note", Reducer::Replace)
        .channel("answers", Reducer::Replace)
        .node("ask", async |_, context| {
            let answers =
                QUESTIONS.iter().map(|question| context.interrupt(question)).collect::<Result<Vec<_>, _>>()?;
            Ok(Update::new().set("answers", answers))
        })
        .edge(START, "ask")
        .edge("ask", END)
}
