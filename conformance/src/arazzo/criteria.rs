//! Criteria (Arazzo 1.0, section 4.6.12): a simple condition, a regular expression over a text, or a JSONPath query
//! over JSON that has to find something.

use serde_json::Value;
use serde_json_path::JsonPath;

use super::condition::{self, ConditionError};
use super::document::{Criterion, CriterionType};
use super::expression::{self, ExpressionError, Scope, to_text};

/// A criterion that cannot be evaluated: a fault of the workflow.
#[derive(Debug, thiserror::Error)]
pub enum CriterionError {
    /// A simple condition that is none.
    #[error(transparent)]
    Condition(#[from] ConditionError),
    /// An expression that is none.
    #[error(transparent)]
    Expression(#[from] ExpressionError),
    /// A regular expression that is none.
    #[error("{0} is not a regular expression")]
    Regex(String, #[source] Box<regex::Error>),
    /// A query that is none.
    #[error("{0} is not a JSONPath query: {1}")]
    JsonPath(String, String),
    /// A regular expression or a query without a context.
    #[error("{0} has no context to look at")]
    Context(String),
}

/// A criterion that does not hold, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// What was asked for.
    pub expected: String,
    /// What there was.
    pub came: String,
}

/// Whether a criterion holds; `Some` says why not.
///
/// # Errors
/// When it cannot be evaluated.
pub fn unmet(criterion: &Criterion, scope: &Scope<'_>) -> Result<Option<Unmet>, CriterionError> {
    match criterion.kind() {
        CriterionType::Simple => {
            let outcome = condition::evaluate(&criterion.condition, scope)?;
            let values = outcome.values.iter().map(|(text, value)| format!("{text} is {}", shown(value.as_ref())));
            Ok((!outcome.holds)
                .then(|| Unmet { expected: criterion.condition.clone(), came: values.collect::<Vec<_>>().join(", ") }))
        }
        CriterionType::Regex => {
            let (name, text) = context(criterion, scope, true)?;
            let pattern = expression::fill_text(&criterion.condition, scope)?;
            let regex = regex::Regex::new(&pattern).map_err(|e| CriterionError::Regex(pattern.clone(), Box::new(e)))?;
            let found = text.as_ref().is_some_and(|text| regex.is_match(&to_text(text)));
            Ok((!found).then(|| Unmet {
                expected: format!("{name} matches {pattern}"),
                came: format!("{name} is {}", shown(text.as_ref())),
            }))
        }
        CriterionType::Jsonpath => {
            let (name, value) = context(criterion, scope, false)?;
            let query = expression::fill_text(&criterion.condition, scope)?;
            let path = JsonPath::parse(&query).map_err(|e| CriterionError::JsonPath(query.clone(), e.to_string()))?;
            let found = value.as_ref().is_some_and(|value| !path.query(value).is_empty());
            Ok((!found).then(|| Unmet {
                expected: format!("{query} finds something in {name}"),
                came: format!("{name} is {}", shown(value.as_ref())),
            }))
        }
    }
}

/// The context's name and value. A regular expression looks at a body as it was sent.
fn context(criterion: &Criterion, scope: &Scope<'_>, text: bool) -> Result<(String, Option<Value>), CriterionError> {
    let name = criterion.context.clone().ok_or_else(|| CriterionError::Context(criterion.condition.clone()))?;
    let value = match scope.exchange {
        Some(exchange) if text && name == "$response.body" => Some(exchange.response.text.clone().into()),
        _ => expression::evaluate(&name, scope)?,
    };
    Ok((name, value))
}

/// Longer values are cut in reports; the exchange has them whole.
const SHOWN_MAX_CHARS: usize = 600;

fn shown(value: Option<&Value>) -> String {
    let Some(value) = value else { return "not there".to_owned() };
    let text = value.to_string();
    match text.char_indices().nth(SHOWN_MAX_CHARS) {
        Some((end, _)) => format!("{} ... ({} bytes)", &text[..end], text.len()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::super::expression::{Exchange, Message};
    use super::*;

    fn check(criterion: Value, body: &str) -> Result<Option<Unmet>, CriterionError> {
        let exchange = Exchange {
            status: Some(200),
            response: Message {
                headers: vec![("location".into(), "/threads/t1/runs/r1/join".into())],
                body: serde_json::from_str(body).ok(),
                text: body.to_owned(),
            },
            ..Exchange::default()
        };
        let (steps, workflows) = (BTreeMap::new(), BTreeMap::new());
        let inputs = json!({"id": "r1"});
        let scope =
            Scope { inputs: &inputs, steps: &steps, workflows: &workflows, outputs: None, exchange: Some(&exchange) };
        unmet(&serde_json::from_value(criterion).unwrap(), &scope)
    }

    fn holds(criterion: Value, body: &str) -> bool {
        check(criterion, body).unwrap().is_none()
    }

    fn query(condition: &str) -> Value {
        json!({"context": "$response.body", "type": "jsonpath", "condition": condition})
    }

    #[test]
    fn json_paths_find_or_do_not() {
        let runs = r#"[{"run_id":"r1","n":1},{"run_id":"r2","n":2}]"#;
        assert!(holds(query("$[?(@.run_id == '{$inputs.id}')]"), runs));
        assert!(!holds(query("$[?(@.run_id == 'zzz')]"), runs));
        assert!(holds(query("$[?(length($) == 2)]"), runs));
        assert!(!holds(query("$[?(length($) == 3)]"), runs));
        assert!(holds(query("$[?(!$.values)]"), r#"{"status":"idle"}"#));
        assert!(!holds(query("$[?(!$.values)]"), r#"{"values":null}"#));
        assert!(holds(query("$[?($.values == null)]"), r#"{"values":null}"#));
        assert!(!holds(query("$[?($.values == null)]"), r#"{"status":1}"#));
        assert!(holds(query("$[?(count($.*) == 2)]"), r#"{"a":1,"b":2}"#));
        assert!(!holds(query("$"), "not JSON"), "what is not there has nothing to find");
        let goessner = json!({
            "context": "$response.body", "type": {"type": "jsonpath", "version": "draft-goessner-dispatch-jsonpath-00"}, "condition": "$.a",
        });
        assert!(holds(goessner, r#"{"a":1}"#));
    }

    #[test]
    fn regular_expressions_see_the_text() {
        let regex =
            |context: &str, condition: &str| json!({"context": context, "type": "regex", "condition": condition});
        assert!(holds(regex("$response.header.location", "^/threads/[^/]+/runs/{$inputs.id}/join$"), ""));
        assert!(holds(regex("$response.body", r"^\s*\[\s*\]$"), " [ ]"), "white space is as it was sent");
        assert!(!holds(regex("$response.header.zzz", ".*"), ""), "what is not there has no text");
        assert!(holds(regex("$statusCode", "^20[04]$"), ""));
        assert!(check(regex("$response.body", "("), "").is_err());
        assert!(check(json!({"type": "regex", "condition": "x"}), "").is_err());
    }

    #[test]
    fn what_is_unmet_says_what_came() {
        let unmet = check(json!({"condition": "$response.body#/status == 'success'"}), r#"{"status":"error"}"#);
        assert_eq!(
            unmet.unwrap(),
            Some(Unmet {
                expected: "$response.body#/status == 'success'".into(),
                came: "$response.body#/status is \"error\"".into(),
            })
        );
        let long = format!("[{:?}]", "x".repeat(2000));
        let unmet = check(query("$[?(@ == 'y')]"), &long).unwrap().unwrap();
        assert!(unmet.came.ends_with("(2004 bytes)") && unmet.came.len() < 700, "{}", unmet.came);
    }
}
