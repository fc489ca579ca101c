//! Errors of nodes, and of the executor under the names that clients of this API know.

use serde_json::Value;

use runyard_core::run::RunError;

/// The address of langgraph's explanations of errors, which the reference server appends to the messages
/// (spec/wire.md#runs).
const TROUBLESHOOTING: &str = "\nFor troubleshooting, visit: https://docs.langchain.com/oss/python/langgraph/errors/";

/// The reason why a node has no update.
///
/// # Examples
///
/// ```
/// use runyard_graph::NodeError;
///
/// fn port(text: &str) -> Result<u16, NodeError> {
///     let port = text.parse()?;
///     if port == 0 { Err(NodeError::new("ValueError", "the port must not be 0")) } else { Ok(port) }
/// }
///
/// assert_eq!(port("0").unwrap_err().to_string(), "ValueError: the port must not be 0");
/// assert_eq!(port("x").unwrap_err().to_string(), "RuntimeError: invalid digit found in string");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum NodeError {
    /// It failed. The run ends with this class and message; it is not retried.
    Failed(RunError),
    /// It interrupted the run and has no answer yet: made by [`NodeContext::interrupt`](super::NodeContext::interrupt),
    /// to be passed on with `?`.
    Interrupted(Interrupt),
}

/// A question that a node asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Interrupt {
    /// 32 hexadecimal digits, the same each time the node is run again.
    pub id: String,
    /// The value passed to the interrupt.
    pub value: Value,
}

impl NodeError {
    /// A failure of a class, for example `ValueError`, with its message.
    #[must_use]
    pub fn new(class: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Failed(RunError { error: class.into(), message: message.into() })
    }
}

impl std::fmt::Display for NodeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Failed(error) => write!(f, "{}: {}", error.error, error.message),
            Self::Interrupted(interrupt) => write!(f, "waiting for an answer to interrupt {}", interrupt.id),
        }
    }
}

/// Any error may be returned from a node with `?`; clients see the class `RuntimeError` and the error's text.
///
/// `NodeError` itself is not a [`std::error::Error`], so that this can exist.
impl<E: std::error::Error> From<E> for NodeError {
    fn from(error: E) -> Self {
        Self::new("RuntimeError", error.to_string())
    }
}

/// The run got to its limit of supersteps.
pub(super) fn recursion_limit(limit: u64) -> RunError {
    RunError {
        error: "GraphRecursionError".to_owned(),
        message: format!(
            "Recursion limit of {limit} reached without hitting a stop condition. You can increase the limit by \
             setting the `recursion_limit` config key.{TROUBLESHOOTING}GRAPH_RECURSION_LIMIT"
        ),
    }
}

/// A fresh thread and nothing to start with.
pub(super) fn empty_input() -> RunError {
    RunError { error: "EmptyInputError".to_owned(), message: "Received no input for __start__".to_owned() }
}

/// Any other update that does not fit the graph.
pub(super) fn invalid_update(message: impl Into<String>) -> RunError {
    RunError { error: "InvalidUpdateError".to_owned(), message: message.into() }
}

/// Two writes in one superstep to a key without a reducer.
pub(super) fn concurrent_update(key: &str) -> RunError {
    invalid_update(format!(
        "At key '{key}': Can receive only one value per step. Use an Annotated key to handle multiple values.\
         {TROUBLESHOOTING}INVALID_CONCURRENT_GRAPH_UPDATE"
    ))
}

/// An input that is not an object.
pub(super) fn not_an_object(value: &Value) -> RunError {
    let shown = match value {
        // Python shows a bare string without quotes here.
        Value::String(text) => text.clone(),
        other => python_repr(other),
    };
    invalid_update(format!("Expected dict, got {shown}{TROUBLESHOOTING}INVALID_GRAPH_NODE_RETURN_VALUE"))
}

/// A value as Python would print it: clients of the reference have always seen it like this.
fn python_repr(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => python_string(text),
        Value::Array(items) => format!("[{}]", items.iter().map(python_repr).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let members: Vec<_> =
                members.iter().map(|(k, v)| format!("{}: {}", python_string(k), python_repr(v))).collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

/// A text as Python quotes it: single quotes unless it has some and no double ones.
pub(super) fn python_string(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn inputs_are_shown_as_the_reference_shows_them() {
        // What the reference answered.
        for (input, shown) in [(json!("str"), "got str\n"), (json!(5), "got 5\n"), (json!([1]), "got [1]\n")] {
            assert!(not_an_object(&input).message.contains(shown), "{input}");
        }
        assert_eq!(python_repr(&json!({"a": [null, true, "it's"]})), r#"{'a': [None, True, "it's"]}"#);
    }

    #[test]
    fn any_error_becomes_a_runtime_error() {
        fn fails() -> Result<i32, NodeError> {
            Ok("x".parse::<i32>()?)
        }
        assert_eq!(fails(), Err(NodeError::new("RuntimeError", "invalid digit found in string")));
    }
}
