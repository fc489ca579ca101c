//! A chat in which a model that is none always says the same, word by word.

use std::time::Duration;

use runyard_graph::{END, GraphBuilder, MessageChunk, NodeContext, Reducer, START, Update, ai_message, new_message_id};

const ANSWER: &str = "hello from fake model";

pub fn graph() -> GraphBuilder {
    GraphBuilder::new()
        .description("A chat with a model that always says the same")
        .channel("messages", Reducer::Messages)
        .node("model", async |_, context| {
            let id = new_message_id();
            say(&context, &id, ANSWER, Duration::ZERO).await;
            Ok(Update::new().set("messages", [ai_message(&id, ANSWER)]))
        })
        .edge(START, "model")
        .edge("model", END)
}

/// Streams a text in words and the spaces between them, with a wait before each.
pub async fn say(context: &NodeContext, id: &str, text: &str, delay: Duration) {
    let mut pieces = text.split_inclusive(' ').flat_map(|word| match word.strip_suffix(' ') {
        Some(word) => vec![word, " "],
        None => vec![word],
    });
    let mut next = pieces.next();
    while let Some(piece) = next {
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        next = pieces.next();
        let chunk = MessageChunk { id: id.to_owned(), content: piece.to_owned(), last: next.is_none() };
        context.stream_message(chunk).await;
    }
}
