//! A chat in a graph around it: its messages come from a subgraph.

use super::chat;
use crate::{END, GraphBuilder, Reducer, START};

pub(super) fn graph() -> GraphBuilder {
    GraphBuilder::new()
        .description("The chat as a subgraph of another graph")
        .channel("messages", Reducer::Messages)
        .subgraph("chat", chat::graph().build().expect("built-in graphs are sound"))
        .edge(START, "chat")
        .edge("chat", END)
}
