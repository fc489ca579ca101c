//! The graphs that are served without a configuration: two graphs that need neither keys nor Python. They are also
//! examples of graphs in Rust.

mod agent;
mod countdown;

use std::sync::Arc;

use super::program::NamedGraph;

/// The graphs with their ids.
pub(super) fn graphs() -> Vec<NamedGraph> {
    vec![("agent".to_owned(), Arc::new(agent::graph())), ("countdown".to_owned(), Arc::new(countdown::graph()))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use runyard_graph::{Invocation, Runner, message_text};
    use serde_json::{Value, json};

    fn said(values: &Value) -> String {
        values["messages"].as_array().and_then(|messages| messages.last()).map(message_text).unwrap_or_default()
    }

    fn say(text: &str) -> Value {
        json!({"messages": [{"role": "user", "content": text}]})
    }

    #[tokio::test(start_paused = true)]
    async fn the_agent_answers_calls_a_tool_and_asks_before_it_orders() {
        let mut thread = Runner::new(agent::graph()).thread();
        let output = thread.invoke(say("hello")).await.unwrap();
        assert!(said(&output.values).starts_with("Hello! I am the demo agent"), "{}", output.values);
        let output = thread.invoke(say("What is Runyard?")).await.unwrap();
        assert!(said(&output.values).contains("a server for agents"), "{}", output.values);

        let output = thread.invoke(say("Roll a die!")).await.unwrap();
        let messages = output.values["messages"].as_array().unwrap();
        assert_eq!(messages.len(), 8);
        let [call, result] = &messages[5..7] else { panic!("{messages:?}") };
        assert_eq!(call["tool_calls"][0]["name"], "roll_die");
        assert_eq!((&result["type"], &result["tool_call_id"]), (&json!("tool"), &call["tool_calls"][0]["id"]));
        let rolled = said(&output.values);
        assert!((1..=6).any(|n| rolled == format!("I rolled a {n}.")), "{rolled}");

        for (answer, ending) in [("yes", "Your coffee is ordered."), ("no", "I did not order a coffee.")] {
            let asked = thread.invoke(say("order a coffee")).await.unwrap();
            assert_eq!(asked.interrupts[0].value["question"], "Order a coffee? Answer yes or no.");
            let output = thread.invoke(Invocation::resume(answer)).await.unwrap();
            assert_eq!(said(&output.values), ending);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_agent_streams_its_words_and_takes_an_empty_chat() {
        let mut thread = Runner::new(agent::graph()).thread();
        let mut run = thread.stream(Invocation::input(json!({})).stream_mode(["messages-tuple"])).await.unwrap();
        let mut text = String::new();
        let mut pieces = 0;
        while let Some(event) = run.next().await {
            text.push_str(&message_text(&event.data[0]));
            pieces += 1;
        }
        assert!(pieces > 30, "{pieces}");
        assert_eq!(text, said(&run.output().await.unwrap().values));
    }

    #[tokio::test(start_paused = true)]
    async fn the_countdown_ends_at_nothing() {
        let mut thread = Runner::new(countdown::graph()).thread();
        let output = thread.invoke(json!({"from": 3})).await.unwrap();
        assert_eq!(output.values, json!({"from": 3, "left": 0}));
        assert_eq!(thread.history().await.unwrap().len(), 6, "the input, the start, and one checkpoint per second");
        assert_eq!(thread.invoke(json!({"from": 0})).await.unwrap().values["left"], 0);
    }
}
