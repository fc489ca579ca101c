//! Simple conditions (Arazzo 1.0, section 4.6.12 and its operators): literals and runtime expressions with
//! `<` `<=` `>` `>=` `==` `!=` `!` `&&` `||` and parentheses.

use std::cmp::Ordering;

use serde_json::Value;

use super::expression::{self, ExpressionError, Scope};

/// A condition that cannot be read: a fault of the workflow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConditionError {
    /// The text is not a condition.
    #[error("{condition} is not a condition: {reason}")]
    Syntax {
        /// The text.
        condition: String,
        /// What is wrong.
        reason: String,
    },
    /// One of its expressions is none.
    #[error(transparent)]
    Expression(#[from] ExpressionError),
}

/// The result of a condition, with the value of each expression in it, for the report.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Whether it holds.
    pub holds: bool,
    /// The expressions in their order; `None` for what is not there.
    pub values: Vec<(String, Option<Value>)>,
}

/// Evaluates a condition. What an expression names and is not there counts as null.
///
/// # Errors
/// When the text is not a condition.
pub fn evaluate(condition: &str, scope: &Scope<'_>) -> Result<Outcome, ConditionError> {
    let syntax = |reason: String| ConditionError::Syntax { condition: condition.to_owned(), reason };
    let tokens = tokens(condition).map_err(syntax)?;
    let mut parser = Parser { tokens: &tokens, scope, values: Vec::new() };
    let value = match parser.any() {
        Ok(value) => value,
        Err(Stop::Syntax(reason)) => return Err(syntax(reason)),
        Err(Stop::Expression(error)) => return Err(error.into()),
    };
    if let Some(token) = parser.tokens.first() {
        return Err(syntax(format!("{token:?} is too much")));
    }
    Ok(Outcome { holds: truth(&value), values: parser.values })
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Literal(Value),
    Expression(String),
    Operator(&'static str),
}

/// Two characters before one, so that `<=` is not `<`.
const OPERATORS: [&str; 11] = ["<=", ">=", "==", "!=", "&&", "||", "<", ">", "!", "(", ")"];

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = if first == '\'' {
            quoted(rest)?
        } else if first == '$' {
            let end = rest.find(|c: char| c.is_whitespace() || "()<>=!&|'".contains(c)).unwrap_or(rest.len());
            (Token::Expression(rest[..end].to_owned()), end)
        } else if let Some(operator) = OPERATORS.into_iter().find(|operator| rest.starts_with(operator)) {
            (Token::Operator(operator), operator.len())
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || "()<>=!&|'".contains(c)).unwrap_or(rest.len());
            let word = &rest[..end];
            let literal = match word {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                "null" => Value::Null,
                number => serde_json::from_str::<serde_json::Number>(number)
                    .map_err(|_| format!("{word:?} is no literal; strings stand in single quotes"))?
                    .into(),
            };
            (Token::Literal(literal), end)
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

/// A string in single quotes; a quote inside is written twice.
fn quoted(text: &str) -> Result<(Token, usize), String> {
    let mut value = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((index, c)) = chars.next() {
        if c != '\'' {
            value.push(c);
        } else if chars.next_if(|(_, c)| *c == '\'').is_some() {
            value.push('\'');
        } else {
            return Ok((Token::Literal(value.into()), index + 1));
        }
    }
    Err("a string does not end".to_owned())
}

struct Parser<'a> {
    tokens: &'a [Token],
    scope: &'a Scope<'a>,
    values: Vec<(String, Option<Value>)>,
}

enum Stop {
    Syntax(String),
    Expression(ExpressionError),
}

impl Parser<'_> {
    fn take(&mut self, operators: &[&'static str]) -> Option<&'static str> {
        let Some((Token::Operator(operator), rest)) = self.tokens.split_first() else { return None };
        let found = operators.iter().find(|o| *o == operator)?;
        self.tokens = rest;
        Some(found)
    }

    fn any(&mut self) -> Result<Value, Stop> {
        let mut value = self.all()?;
        while self.take(&["||"]).is_some() {
            // Both sides are always evaluated, so that the report has all values.
            let right = self.all()?;
            value = Value::Bool(truth(&value) || truth(&right));
        }
        Ok(value)
    }

    fn all(&mut self) -> Result<Value, Stop> {
        let mut value = self.comparison()?;
        while self.take(&["&&"]).is_some() {
            let right = self.comparison()?;
            value = Value::Bool(truth(&value) && truth(&right));
        }
        Ok(value)
    }

    fn comparison(&mut self) -> Result<Value, Stop> {
        let left = self.not()?;
        let Some(operator) = self.take(&["<=", ">=", "==", "!=", "<", ">"]) else { return Ok(left) };
        let right = self.not()?;
        let holds = match operator {
            "==" => equal(&left, &right),
            "!=" => !equal(&left, &right),
            _ => compare(&left, &right).is_some_and(|order| match operator {
                "<" => order.is_lt(),
                "<=" => order.is_le(),
                ">" => order.is_gt(),
                _ => order.is_ge(),
            }),
        };
        Ok(Value::Bool(holds))
    }

    fn not(&mut self) -> Result<Value, Stop> {
        if self.take(&["!"]).is_some() {
            let value = self.not()?;
            return Ok(Value::Bool(!truth(&value)));
        }
        if self.take(&["("]).is_some() {
            let value = self.any()?;
            return match self.take(&[")"]) {
                Some(_) => Ok(value),
                None => Err(Stop::Syntax("a parenthesis is not closed".to_owned())),
            };
        }
        let Some((token, rest)) = self.tokens.split_first() else {
            return Err(Stop::Syntax("something is missing at its end".to_owned()));
        };
        self.tokens = rest;
        match token {
            Token::Literal(value) => Ok(value.clone()),
            Token::Expression(text) => {
                let value = expression::evaluate(text, self.scope).map_err(Stop::Expression)?;
                self.values.push((text.clone(), value.clone()));
                Ok(value.unwrap_or_default())
            }
            Token::Operator(operator) => Err(Stop::Syntax(format!("{operator} stands where a value is expected"))),
        }
    }
}

fn truth(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false))
}

/// Strings are equal without regard to case (section 4.6.12.1), and a number equals the text of it, which headers and
/// query parameters have.
fn equal(left: &Value, right: &Value) -> bool {
    compare(left, right).map_or_else(|| left == right, Ordering::is_eq)
}

fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::String(left), Value::String(right)) => Some(left.to_lowercase().cmp(&right.to_lowercase())),
        (Value::Number(left), Value::Number(right)) => match (left.as_i64(), right.as_i64()) {
            (Some(left), Some(right)) => Some(left.cmp(&right)),
            _ => left.as_f64()?.partial_cmp(&right.as_f64()?),
        },
        (Value::Number(left), Value::String(right)) => left.as_f64()?.partial_cmp(&right.trim().parse().ok()?),
        (Value::String(left), Value::Number(right)) => left.trim().parse::<f64>().ok()?.partial_cmp(&right.as_f64()?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::super::expression::{Exchange, Message};
    use super::*;

    fn outcome(condition: &str) -> Result<Outcome, ConditionError> {
        let body = json!({
            "status": "success", "n": 3, "half": 0.5, "text": "it's", "number": "7", "yes": true, "no": false, "none": null,
            "list": [1, 2], "same": [1, 2], "object": {"a": 1},
        });
        let exchange = Exchange {
            status: Some(200),
            response: Message { headers: Vec::new(), text: body.to_string(), body: Some(body) },
            ..Exchange::default()
        };
        let (steps, workflows) = (BTreeMap::new(), BTreeMap::new());
        evaluate(
            condition,
            &Scope {
                inputs: &json!({"a-b": 1}),
                steps: &steps,
                workflows: &workflows,
                outputs: None,
                exchange: Some(&exchange),
            },
        )
    }

    fn holds(condition: &str) -> bool {
        outcome(condition).unwrap_or_else(|error| panic!("{error}")).holds
    }

    #[test]
    fn what_holds() {
        for condition in [
            "$statusCode == 200",
            "$statusCode==200",
            "200 == $statusCode",
            "$statusCode != 404",
            "$statusCode >= 200 && $statusCode < 300",
            "$statusCode <= 200",
            "$statusCode > 199",
            "$response.body#/status == 'success'",
            "$response.body#/status == 'SUCCESS'",
            "$response.body#/text == 'it''s'",
            "$response.body#/half < 1",
            "$response.body#/half == 0.5",
            "$response.body#/n == 3.0",
            "$response.body#/number == 7",
            "7 == $response.body#/number",
            "$response.body#/number > 6",
            "$response.body#/yes",
            "!$response.body#/no",
            "!$response.body#/none",
            "!$response.body#/zzz",
            "$response.body#/zzz == null",
            "$response.body#/status != null",
            "$response.body#/list == $response.body#/same",
            "$response.body#/list != $response.body#/object",
            "$response.body.list[1] == 2",
            "$response.body.object.a == 1",
            "$inputs.a-b == 1",
            "false || true && true",
            "!(false || false)",
            "(true || false) && !false",
            "'b' > 'A'",
            "-1 < 0",
            "1e3 == 1000",
        ] {
            assert!(holds(condition), "{condition}");
        }
    }

    #[test]
    fn what_does_not() {
        for condition in [
            "$statusCode == 404",
            "$statusCode < 200 || $statusCode > 200",
            "$response.body#/status == 'error'",
            "$response.body#/status == null",
            "$response.body#/none",
            "$response.body#/zzz > 0",
            "$response.body#/zzz < 0",
            "$response.body#/n == '4'",
            "$response.body#/list == $response.body#/object",
            "$response.body#/yes == 'true'",
            "false && false || false",
            "false && (true || true)",
            "'a' > 'B'",
            "null > 0",
        ] {
            assert!(!holds(condition), "{condition}");
        }
    }

    #[test]
    fn values_are_reported() {
        let outcome = outcome("$response.body#/zzz == 1 || $statusCode == 200").unwrap();
        assert!(outcome.holds);
        assert_eq!(
            outcome.values,
            [("$response.body#/zzz".to_owned(), None), ("$statusCode".to_owned(), Some(json!(200)))]
        );
    }

    #[test]
    fn what_is_no_condition_is_refused() {
        for (condition, reason) in [
            ("", "missing"),
            ("$statusCode ==", "missing"),
            ("$statusCode == success", "single quotes"),
            ("$statusCode == 'x", "does not end"),
            ("($statusCode == 200", "not closed"),
            ("$statusCode == 200)", "too much"),
            ("$statusCode 200", "too much"),
            ("== 200", "where a value is expected"),
            ("$statuscode == 200", "not a runtime expression"),
        ] {
            let error = outcome(condition).unwrap_err().to_string();
            assert!(error.contains(reason), "{condition}: {error}");
        }
    }
}
