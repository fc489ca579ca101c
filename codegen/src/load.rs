//! Reads a YAML or JSON text into one JSON value. JSON is tried only for a text that begins like JSON,
//! so that the error of a broken document is the error of the format it was written in.

use serde_json::Value;

use crate::error::{Error, Result};

/// Parses `text`; the error names line and column.
pub fn load(input: &'static str, text: &str) -> Result<Value> {
    let fail = |message: String| Error { input, pointer: String::new(), message };
    if text.trim_start().starts_with('{') {
        return serde_json::from_str(text).map_err(|e| fail(format!("failed to read as JSON: {e}")));
    }
    let yaml: serde_yaml_ng::Value =
        serde_yaml_ng::from_str(text).map_err(|e| fail(format!("failed to read as YAML: {e}")))?;
    to_json(yaml, "").map_err(|(pointer, message)| Error { input, pointer, message })
}

/// YAML that JSON can express: string keys (a status code such as `200:` counts), finite numbers, no tags.
fn to_json(yaml: serde_yaml_ng::Value, at: &str) -> std::result::Result<Value, (String, String)> {
    use serde_yaml_ng::Value as Yaml;
    Ok(match yaml {
        Yaml::Null => Value::Null,
        Yaml::Bool(b) => Value::Bool(b),
        Yaml::String(s) => Value::String(s),
        Yaml::Number(n) => {
            if let Some(i) = n.as_i64() {
                i.into()
            } else if let Some(u) = n.as_u64() {
                u.into()
            } else {
                n.as_f64()
                    .and_then(serde_json::Number::from_f64)
                    .map(Value::Number)
                    .ok_or_else(|| (at.to_string(), format!("{n} is not a JSON number")))?
            }
        }
        Yaml::Sequence(items) => Value::Array(
            items
                .into_iter()
                .enumerate()
                .map(|(i, item)| to_json(item, &format!("{at}/{i}")))
                .collect::<std::result::Result<_, _>>()?,
        ),
        Yaml::Mapping(map) => {
            let mut object = serde_json::Map::new();
            for (key, value) in map {
                let key = match key {
                    Yaml::String(s) => s,
                    Yaml::Number(n) => n.to_string(),
                    Yaml::Bool(b) => b.to_string(),
                    other => return Err((at.to_string(), format!("{other:?} cannot be a key"))),
                };
                let value = to_json(value, &crate::error::join(at, &key))?;
                object.insert(key, value);
            }
            Value::Object(object)
        }
        Yaml::Tagged(tag) => {
            return Err((at.to_string(), format!("the YAML tag {} has no meaning here", tag.tag)));
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn yaml_and_json_are_the_same_document() {
        let yaml = load("openapi", "a:\n  200: [1, 2.5, null, true]\n").unwrap();
        assert_eq!(yaml, load("openapi", r#"{"a":{"200":[1,2.5,null,true]}}"#).unwrap());
        assert_eq!(yaml, json!({"a": {"200": [1, 2.5, null, true]}}));
    }

    #[test]
    fn a_broken_document_names_the_line() {
        let yaml = load("openapi", "a: 1\nb: [1,\nc: 2\n").unwrap_err().to_string();
        assert!(yaml.contains("line 2 column 4"), "{yaml}");
        let json = load("overlay", "{\n\"a\": }").unwrap_err().to_string();
        assert!(json.starts_with("overlay: ") && json.contains("line 2"), "{json}");
    }
}
