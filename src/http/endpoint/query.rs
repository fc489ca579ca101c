//! Query parameters: scalars, repeated keys, and one JSON array as the JavaScript client sends it.

use runyard_types::fields::FromParam;

use super::ApiError;

/// The decoded pairs of a query string, in order. Unknown names are ignored, an empty value counts as absent.
#[derive(Debug, Clone, Default)]
pub struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// Decodes a query string; what is not valid UTF-8 after decoding is replaced.
    #[must_use]
    pub fn parse(query: &str) -> Self {
        if query.is_empty() {
            return Self::default();
        }
        Self(serde_html_form::from_str(query).unwrap_or_default())
    }

    fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// One value; of a repeated key the last.
    ///
    /// # Errors
    /// 422 naming the parameter when the value has the wrong form.
    pub fn one<T: FromParam>(&self, name: &str) -> Result<Option<T>, ApiError> {
        self.values(name).last().map(|text| read(name, text)).transpose()
    }

    /// Every value of a repeated key, or the items of one JSON array.
    ///
    /// # Errors
    /// 422 naming the parameter when a value has the wrong form.
    pub fn list<T: FromParam>(&self, name: &str) -> Result<Option<Vec<T>>, ApiError> {
        let values: Vec<&str> = self.values(name).collect();
        if let [one] = values.as_slice()
            && one.starts_with('[')
            && let Ok(items) = serde_json::from_str::<Vec<serde_json::Value>>(one)
        {
            let read_item = |item: &serde_json::Value| match item {
                serde_json::Value::String(text) => read(name, text),
                other => read(name, &other.to_string()),
            };
            return items.iter().map(read_item).collect::<Result<_, _>>().map(Some);
        }
        if values.is_empty() {
            return Ok(None);
        }
        values.into_iter().map(|text| read(name, text)).collect::<Result<_, _>>().map(Some)
    }
}

fn read<T: FromParam>(name: &str, text: &str) -> Result<T, ApiError> {
    T::from_param(text).ok_or_else(|| invalid(name, &format!("expected {}, got {text:?}", T::EXPECTED)))
}

fn invalid(name: &str, why: &str) -> ApiError {
    ApiError::unprocessable(format!("Invalid value for query parameter {name:?}: {why}"))
}

/// Refuses an absent parameter.
///
/// # Errors
/// 422 naming the parameter.
pub fn needed<T>(name: &str, value: Option<T>) -> Result<T, ApiError> {
    value.ok_or_else(|| ApiError::unprocessable(format!("Query parameter {name:?} is required")))
}

/// Refuses a number outside of the document's `minimum` and `maximum`.
///
/// # Errors
/// 422 naming the parameter and the limit.
pub fn within(name: &str, value: Option<i64>, minimum: i64, maximum: i64) -> Result<Option<i64>, ApiError> {
    match value {
        Some(v) if v < minimum => Err(invalid(name, &format!("{v} is less than the minimum of {minimum}"))),
        Some(v) if v > maximum => Err(invalid(name, &format!("{v} is greater than the maximum of {maximum}"))),
        other => Ok(other),
    }
}

/// Refuses a number or boolean that is not among the document's values.
///
/// # Errors
/// 422 naming the parameter and the values.
pub fn one_of<T: std::fmt::Display>(name: &str, value: Option<T>, allowed: &[&str]) -> Result<Option<T>, ApiError> {
    match value {
        Some(v) if !allowed.contains(&v.to_string().as_str()) => {
            Err(invalid(name, &format!("{v} is not one of {}", allowed.join(", "))))
        }
        other => Ok(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_keys_and_a_json_array_are_the_same_list() {
        let expected = Some(vec!["a".to_string(), "b c".to_string()]);
        assert_eq!(Pairs::parse("s=a&s=b+c&t=1").list::<String>("s").unwrap(), expected);
        assert_eq!(Pairs::parse("s=%5B%22a%22,%22b%20c%22%5D").list::<String>("s").unwrap(), expected);
        assert_eq!(Pairs::parse("s=&t").list::<String>("s").unwrap(), None);
    }

    #[test]
    fn a_bad_value_names_its_parameter() {
        let error = Pairs::parse("limit=abc").one::<i64>("limit").unwrap_err();
        assert_eq!(error.status, 422);
        assert_eq!(error.detail, r#"Invalid value for query parameter "limit": expected an integer, got "abc""#);
        assert_eq!(Pairs::parse("wait=1").one::<bool>("wait").unwrap(), Some(true));
        assert!(within("limit", Some(0), 1, 10).is_err());
        assert_eq!(one_of("x", Some(1), &["0", "1"]).unwrap(), Some(1));
    }
}
