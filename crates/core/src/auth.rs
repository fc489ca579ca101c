//! Authentication and authorization by the project's own code (`auth` of `langgraph.json`).
//!
//! A handler that fails, does not answer, or answers with something that cannot be read is an [`AuthError`]. Only a
//! [`Principal`] and a [`Permit`] let a request through.

use std::{collections::BTreeMap, fmt, net::SocketAddr};

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::json::RawJson;

/// The request that the authenticate handler sees.
#[derive(Clone, Debug, Default)]
pub struct AuthRequest {
    /// `GET`, ...
    pub method: String,
    /// The path as the client sent it, percent-encoded and without the query.
    pub path: String,
    /// The part after `?`; empty without a query.
    pub query: String,
    /// Names in lower case, in the order of the request.
    pub headers: Vec<(String, Bytes)>,
    /// The variables of the path: `thread_id`, ...
    pub path_params: BTreeMap<String, String>,
    /// The body. The handler gets it if it asks for it.
    pub body: Bytes,
    /// The address of the other end of the connection.
    pub client: Option<SocketAddr>,
}

impl AuthRequest {
    /// The values of all headers of a name, which is written in lower case.
    pub fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Bytes> {
        self.headers.iter().filter(move |(found, _)| found == name).map(|(_, value)| value)
    }
}

/// The user that the authenticate handler has returned.
#[derive(Clone, PartialEq)]
pub struct Principal {
    /// The user's id; never empty.
    pub identity: String,
    /// The name for people.
    pub display_name: String,
    /// The handler's own statement. A user that is not authenticated gets through, as in the reference: `on` handlers
    /// may check it.
    pub is_authenticated: bool,
    /// The user's permissions, whose names the project chooses.
    pub permissions: Vec<String>,
    /// The whole user as a JSON object, with the members above first. It may contain secrets.
    pub user: RawJson,
}

impl fmt::Debug for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Principal").field("identity", &self.identity).finish_non_exhaustive()
    }
}

impl Principal {
    /// Reads a user.
    ///
    /// # Errors
    /// When it is no object with these members, or has no identity.
    pub fn read(user: RawJson) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Members {
            identity: String,
            display_name: String,
            is_authenticated: bool,
            permissions: Vec<String>,
        }
        let Members { identity, display_name, is_authenticated, permissions } = user.read()?;
        if identity.is_empty() {
            return Err(serde::de::Error::custom("the identity is empty"));
        }
        Ok(Self { identity, display_name, is_authenticated, permissions, user })
    }
}

/// A kind of resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthResource {
    /// Assistants.
    Assistants,
    /// Threads and their runs.
    Threads,
    /// Crons.
    Crons,
    /// Items of the long-term store.
    Store,
}

/// An operation on a resource. `langgraph_sdk.auth.types` documents the actions of each resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthAction {
    /// Create a resource.
    Create,
    /// Read a resource.
    Read,
    /// Change a resource.
    Update,
    /// Delete a resource.
    Delete,
    /// Search for resources.
    Search,
    /// Create a run, with a thread or without.
    CreateRun,
    /// Write an item.
    Put,
    /// Read an item.
    Get,
    /// List the namespaces of items.
    ListNamespaces,
}

/// An operation to be authorized.
#[derive(Clone, Debug)]
pub struct AuthQuestion {
    /// The user.
    pub user: Principal,
    /// The resource.
    pub resource: AuthResource,
    /// The action.
    pub action: AuthAction,
    /// The data of the operation: a JSON object, which the handler sees as `value`.
    pub value: RawJson,
}

/// The permission to carry out an operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Permit {
    /// The condition on the metadata of the resources; without it all resources are allowed.
    pub filter: Option<Filter>,
    /// The value that replaces the operation's own, if the handler changed it.
    pub value: Option<RawJson>,
}

/// The reason why a request is refused.
#[derive(Clone, Debug, thiserror::Error)]
pub enum AuthError {
    /// A handler refused the request, or failed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// No worker can be asked, or none answered in time. The text may be shown to any client.
    #[error("{0}")]
    Unavailable(String),
    /// The answer cannot be used. The text is for the log.
    #[error("{0}")]
    Failed(String),
}

/// The response to a refused request.
#[derive(Clone, Debug, PartialEq, Deserialize, thiserror::Error)]
#[error("the project's code refused the request with status {status}")]
pub struct Refusal {
    /// 400 to 599.
    pub status: u16,
    /// The member `detail` of the body.
    pub detail: Value,
    /// Further headers of the answer.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
}

/// A condition on the metadata of a resource.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Filter {
    /// All of these hold; none of them does when there are none.
    All(Vec<Filter>),
    /// One of these holds.
    Any(Vec<Filter>),
    /// The member equals the value. A member that is missing equals nothing, null included.
    Eq {
        /// The member of the metadata.
        key: String,
        /// The value.
        value: Value,
    },
    /// The member is a list with all of these values in it.
    Contains {
        /// The member of the metadata.
        key: String,
        /// The values, in any order.
        values: Vec<Value>,
    },
}

impl Filter {
    /// Whether a resource with these metadata is within the filter.
    #[must_use]
    pub fn matches(&self, metadata: &Map<String, Value>) -> bool {
        match self {
            // Nobody means to allow everything by an empty list.
            Self::All(filters) => !filters.is_empty() && filters.iter().all(|filter| filter.matches(metadata)),
            Self::Any(filters) => filters.iter().any(|filter| filter.matches(metadata)),
            Self::Eq { key, value } => metadata.get(key).is_some_and(|found| equal(found, value)),
            Self::Contains { key, values } => metadata
                .get(key)
                .and_then(Value::as_array)
                .is_some_and(|found| values.iter().all(|value| found.iter().any(|one| equal(one, value)))),
        }
    }
}

/// Equality of JSON, for which 1 and 1.0 are the same number.
fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right || ((left.is_f64() || right.is_f64()) && left.as_f64() == right.as_f64())
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| equal(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, left)| right.get(key).is_some_and(|right| equal(left, right)))
        }
        (Value::Null, _) | (Value::Bool(_), _) | (Value::Number(_), _) | (Value::String(_), _) => left == right,
        (Value::Array(_) | Value::Object(_), _) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn eq(key: &str, value: Value) -> Filter {
        Filter::Eq { key: key.into(), value }
    }

    fn contains(values: Value) -> Filter {
        Filter::Contains { key: "tags".into(), values: values.as_array().unwrap().clone() }
    }

    /// The rows without a remark are what the reference was seen to answer.
    #[test]
    fn a_filter_matches_what_it_says() {
        let bob = eq("owner", json!("bob"));
        let cases = [
            (bob.clone(), json!({"owner": "bob", "a": 1}), true),
            (bob.clone(), json!({"owner": "al"}), false),
            (bob.clone(), json!({"owner": ["bob"]}), false),
            (bob.clone(), json!({}), false),
            (eq("owner", Value::Null), json!({"owner": null}), true),
            (eq("owner", Value::Null), json!({}), false),
            (eq("n", json!(1)), json!({"n": 1.0}), true),
            (eq("n", json!(1.0)), json!({"n": 1}), true),
            (eq("n", json!(1)), json!({"n": "1"}), false),
            // Python takes them for equal, JSON and PostgreSQL do not.
            (eq("n", json!(1)), json!({"n": true}), false),
            (eq("n", json!(9_007_199_254_740_993_u64)), json!({"n": 9_007_199_254_740_992_u64}), false),
            (eq("tags", json!(["a", 1])), json!({"tags": ["a", 1.0]}), true),
            (eq("tags", json!(["a", "b"])), json!({"tags": ["b", "a"]}), false),
            (eq("o", json!({"x": 1})), json!({"o": {"x": 1.0}}), true),
            (eq("o", json!({"x": 1})), json!({"o": {"x": 1, "y": 2}}), false),
            (eq("o", json!({})), json!({"o": []}), false),
            (contains(json!(["a"])), json!({"tags": ["a", "b"]}), true),
            (contains(json!(["b", "a"])), json!({"tags": ["a", "b"]}), true),
            (contains(json!(["a", "z"])), json!({"tags": ["a", "b"]}), false),
            (contains(json!([{"k": "v"}])), json!({"tags": [{"k": "v"}]}), true),
            (contains(json!(["abc"])), json!({"tags": "abc"}), false),
            (contains(json!(["a"])), json!({"tags": {"a": 1}}), false),
            (contains(json!([])), json!({"tags": ["a"]}), true),
            (contains(json!([])), json!({"tags": "a"}), false),
            (contains(json!([])), json!({}), false),
            (Filter::All(vec![bob.clone(), eq("a", json!(1))]), json!({"owner": "bob", "a": 1}), true),
            (Filter::All(vec![bob.clone(), eq("a", json!(1))]), json!({"owner": "bob", "a": 2}), false),
            (Filter::Any(vec![bob.clone(), eq("a", json!(1))]), json!({"a": 1}), true),
            (Filter::Any(vec![bob.clone(), eq("a", json!(1))]), json!({"a": 2}), false),
            // No handler can say these.
            (Filter::All(vec![]), json!({"owner": "bob"}), false),
            (Filter::Any(vec![]), json!({"owner": "bob"}), false),
        ];
        for (filter, metadata, expected) in cases {
            let found = filter.matches(metadata.as_object().unwrap());
            assert_eq!(found, expected, "{filter:?} on {metadata}");
        }
    }

    #[test]
    fn filters_are_read_as_the_protocol_writes_them() {
        let text = json!({"all": [
            {"any": [{"eq": {"key": "a", "value": 1}}, {"contains": {"key": "tags", "values": ["b"]}}]},
            {"eq": {"key": "c", "value": null}},
        ]});
        let filter: Filter = serde_json::from_value(text.clone()).unwrap();
        let any = Filter::Any(vec![eq("a", json!(1)), contains(json!(["b"]))]);
        assert_eq!(filter, Filter::All(vec![any, eq("c", Value::Null)]));
        assert_eq!(serde_json::to_value(&filter).unwrap(), text);
        for wrong in [
            json!({}),
            json!({"ne": {"key": "a", "value": 1}}),
            json!({"eq": {"key": "a"}}),
            json!({"eq": {"key": "a", "value": 1, "not": true}}),
            json!({"eq": {"key": "a", "value": 1}, "all": []}),
            json!({"a": 1}),
            json!(true),
        ] {
            assert!(serde_json::from_value::<Filter>(wrong.clone()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_user_has_an_identity_and_hides_the_rest() {
        let read = |user: Value| Principal::read((&user).into());
        let user = json!({
            "identity": "bob", "is_authenticated": true, "display_name": "Bob", "permissions": ["p"], "token": "s3cret",
        });
        let principal = read(user.clone()).unwrap();
        assert_eq!((principal.identity.as_str(), principal.display_name.as_str()), ("bob", "Bob"));
        assert_eq!(principal.permissions, ["p"]);
        assert_eq!(principal.user.read::<Value>().unwrap(), user);
        assert!(!format!("{principal:?}").contains("s3cret"));
        let with = |key: &str, value: Value| {
            let mut user = user.clone();
            user[key] = value;
            user
        };
        for wrong in [with("identity", json!("")), with("identity", json!(null)), with("permissions", json!("p"))] {
            assert!(read(wrong.clone()).is_err(), "{wrong}");
        }
        assert!(read(json!("bob")).is_err());
    }
}
