//! Validating JSON against a schema of the document (JSON Schema 2020-12, formats asserted).

use serde_json::{Map, Value, json};

/// A compiled schema.
#[derive(Debug)]
pub struct Schema {
    validator: jsonschema::Validator,
}

/// Where JSON is not what its schema says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// A JSON pointer into the instance, empty for all of it.
    pub at: String,
    /// What is wrong.
    pub reason: String,
    /// Something required is not there.
    pub is_missing: bool,
}

impl Violation {
    /// Where it is, in words.
    #[must_use]
    pub fn place(&self) -> &str {
        if self.at.is_empty() { "the body" } else { &self.at }
    }
}

impl Schema {
    pub(super) fn new(root: &Value, schema: &Value) -> Result<Self, String> {
        // References begin with `#/components/schemas`, so what they name has to be there; only that, because the rest
        // would be compiled, too.
        let mut named = Map::new();
        collect(root, schema, &mut named);
        let whole = json!({"components": {"schemas": named}, "allOf": [schema]});
        let options = jsonschema::draft202012::options().should_validate_formats(true);
        let validator = options.build(&whole).map_err(|e| e.to_string())?;
        Ok(Self { validator })
    }

    /// Whether the schema takes the instance.
    #[must_use]
    pub fn takes(&self, instance: &Value) -> bool {
        self.validator.is_valid(instance)
    }

    /// Everything that is wrong with the instance.
    #[must_use]
    pub fn violations(&self, instance: &Value) -> Vec<Violation> {
        let errors = self.validator.iter_errors(instance).map(|error| Violation {
            at: error.instance_path().to_string(),
            reason: shortened(&error.to_string()),
            is_missing: matches!(error.kind(), jsonschema::error::ValidationErrorKind::Required { .. }),
        });
        errors.collect()
    }
}

/// Everything that a schema names, and what that names in turn.
fn collect(root: &Value, schema: &Value, named: &mut Map<String, Value>) {
    match schema {
        Value::Object(object) => {
            let name =
                object.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix("#/components/schemas/"));
            if let Some(name) = name.filter(|name| !named.contains_key(*name)) {
                let target = &root["components"]["schemas"][name];
                named.insert(name.to_owned(), target.clone());
                collect(root, target, named);
            }
            object.values().for_each(|value| collect(root, value, named));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(root, item, named)),
        _ => {}
    }
}

/// Messages repeat the instance, which is in the exchange already.
fn shortened(text: &str) -> String {
    const KEPT_CHARS: usize = 300;
    if text.chars().count() <= KEPT_CHARS {
        return text.to_owned();
    }
    let (half, all) = (KEPT_CHARS / 2, text.chars().count());
    let (begin, end): (String, String) = (text.chars().take(half).collect(), text.chars().skip(all - half).collect());
    format!("{begin} … {end}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn references_and_formats_are_checked() {
        let document = Document::embedded().expect("the document can be read");
        let schema = document.schema(&json!({"$ref": "#/components/schemas/ErrorResponse"})).expect("a schema");
        assert!(schema.takes(&json!({"detail": "x"})));
        assert_eq!(schema.violations(&json!({"detail": 5}))[0].at, "/detail");
        let id = document.schema(&json!({"type": "string", "format": "uuid"})).expect("a schema");
        assert!(id.takes(&json!("fe096781-5601-53d2-b2f6-0d3403f7e9ca")) && !id.takes(&json!("fe09")));
        let time = document.schema(&json!({"type": "string", "format": "date-time"})).expect("a schema");
        assert!(time.takes(&json!("2026-11-22T05:13:34.311967+00:00")) && !time.takes(&json!("yesterday")));
    }
}
