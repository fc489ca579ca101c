//! A chat in a graph around it: its messages come from a subgraph.

use super::chat;
use runyard_graph::{END, GraphBuilder, Reducer, START};

pub fn graph() -> GraphBuilder {
    GraphBuilder::new()
        .description("The chat as a subgraph of another graph")
        .channel("messages", Reducer::Messages)
        .subgraph("chat", chat::graph().build().expect("the graph is sound"))
        .edge(START, "chat")
        .edge("chat", END)
}
