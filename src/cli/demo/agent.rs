//! A chat agent with two tools. Instead of a model, a few rules decide what it says.

use std::time::Duration;

use runyard_graph::{
    BuiltGraph, END, GraphBuilder, MessageChunk, NodeContext, NodeError, Reducer, START, State, Target, Update,
    ai_message, message_text, new_message_id,
};
use serde_json::{Value, json};
use uuid::Uuid;

const HELLO: &str = "Hello! I am the demo agent of Runyard. A few rules answer here, not a model. Try one of these: \
    \"What is Runyard?\", \"Roll a die\", or \"Order a coffee\". I order only after you have approved it.";
const ABOUT: &str = "Runyard is a server for agents. It keeps threads, checkpoints and runs in one file, streams what \
    agents write, and waits when an agent asks a person. To serve an agent of your own, run `runyard new my-agent`.";
/// The time between two words, so that one can see them being streamed.
const WORD_INTERVAL: Duration = Duration::from_millis(20);

pub(super) fn graph() -> BuiltGraph {
    GraphBuilder::new()
        .description("A chat agent: ask what Runyard is, have a die rolled, or order a coffee")
        .channel("messages", Reducer::Messages)
        .node("model", model)
        .node("tools", tools)
        .edge(START, "model")
        .branch("model", ["tools", END], |state| {
            Ok(vec![Target::from(if called_tool(state)?.is_some() { "tools" } else { END })])
        })
        .edge("tools", "model")
        .build()
        .expect("the graph is sound")
}

/// Answers the last message, or asks for a tool.
async fn model(state: State, context: NodeContext) -> Result<Update, NodeError> {
    let message = last_message(&state)?;
    let text = message_text(&message);
    let lower = text.to_lowercase();
    let says = |word| lower.split(|c: char| !c.is_alphanumeric()).any(|other| other == word);
    if message["type"] == "tool" {
        speak(&context, &text).await
    } else if says("die") || says("dice") {
        Ok(call_tool("roll_die", &json!({"sides": 6})))
    } else if says("coffee") {
        Ok(call_tool("order_coffee", &json!({"cups": 1})))
    } else if says("runyard") {
        speak(&context, ABOUT).await
    } else {
        speak(&context, HELLO).await
    }
}

/// Carries out the tool that the model asked for.
async fn tools(state: State, context: NodeContext) -> Result<Update, NodeError> {
    let Some(call) = called_tool(&state)? else { return Ok(Update::new()) };
    let result = match call["name"].as_str() {
        Some("roll_die") => format!("I rolled a {}.", Uuid::new_v4().as_bytes()[0] % 6 + 1),
        _ => {
            // The run ends here, waiting. When a client resumes it, this node runs again and gets the answer.
            let answer = context.interrupt(json!({"question": "Order a coffee? Answer yes or no.", "tool": call}))?;
            match answer == "yes" || answer == true {
                true => "Your coffee is ordered.".to_owned(),
                false => "I did not order a coffee.".to_owned(),
            }
        }
    };
    let message = json!({"type": "tool", "name": call["name"], "tool_call_id": call["id"], "content": result});
    Ok(Update::new().set("messages", [message]))
}

/// Streams a text word by word and adds it to the messages.
async fn speak(context: &NodeContext, text: &str) -> Result<Update, NodeError> {
    let id = new_message_id();
    let mut words = text.split_inclusive(' ').peekable();
    while let Some(word) = words.next() {
        let last = words.peek().is_none();
        context.stream_message(MessageChunk { id: id.clone(), content: word.to_owned(), last }).await;
        tokio::time::sleep(WORD_INTERVAL).await;
    }
    Ok(Update::new().set("messages", [ai_message(&id, text)]))
}

fn call_tool(name: &str, args: &Value) -> Update {
    let call = json!({"name": name, "args": args, "id": Uuid::new_v4(), "type": "tool_call"});
    Update::new().set("messages", [json!({"type": "ai", "content": "", "tool_calls": [call]})])
}

fn last_message(state: &State) -> Result<Value, NodeError> {
    Ok(state.get::<Vec<Value>>("messages")?.and_then(|mut messages| messages.pop()).unwrap_or_default())
}

fn called_tool(state: &State) -> Result<Option<Value>, NodeError> {
    Ok(last_message(state)?["tool_calls"].get(0).cloned())
}
