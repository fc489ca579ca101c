//! Items of the long-term store.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{json::RawJson, time::Timestamp};

/// One item.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// The namespace.
    pub namespace: Vec<String>,
    /// Its key in there.
    pub key: String,
    /// Its value: an object, or whatever else a graph has put, kept as it was written.
    pub value: RawJson,
    /// The time of the first put.
    pub created_at: Timestamp,
    /// The time of the last put.
    pub updated_at: Timestamp,
}

/// The most labels that the namespace of an item may have.
pub const NAMESPACE_MAX_LABELS: usize = 100;
/// The most bytes that the labels of an item's namespace may have together.
pub const NAMESPACE_MAX_BYTES: usize = 8 * 1024;
/// The most bytes that the key of an item may have.
pub const KEY_MAX_BYTES: usize = 8 * 1024;

/// Checks the namespace and the key that an item is to be stored under.
///
/// # Errors
/// A sentence that names the limit or the character that does not fit.
pub fn check_name(namespace: &[String], key: &str) -> Result<(), String> {
    let (count, bytes) = (namespace.len(), namespace.iter().map(String::len).sum::<usize>());
    if count > NAMESPACE_MAX_LABELS || bytes > NAMESPACE_MAX_BYTES {
        return Err(format!(
            "The namespace has {count} labels with {bytes} bytes in all; the limits are {NAMESPACE_MAX_LABELS} labels and \
             {NAMESPACE_MAX_BYTES} bytes"
        ));
    }
    if key.len() > KEY_MAX_BYTES {
        return Err(format!("The key has {} bytes; the limit is {KEY_MAX_BYTES} bytes", key.len()));
    }
    check_no_nul(namespace, key)
}

/// Refuses NUL, which many databases and clients cannot carry in texts.
///
/// # Errors
/// Returns a message with the location of the NUL.
pub fn check_no_nul(namespace: &[String], key: &str) -> Result<(), String> {
    if namespace.iter().any(|label| label.contains('\0')) {
        return Err("Namespace labels cannot contain the character NUL (U+0000)".to_owned());
    }
    if key.contains('\0') {
        return Err("Keys cannot contain the character NUL (U+0000)".to_owned());
    }
    Ok(())
}

/// One end of a namespace to compare with; `*` stands for any label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NamespaceCondition {
    /// The end of the namespace to compare.
    #[serde(rename = "match")]
    pub end: NamespaceEnd,
    /// The labels.
    pub path: Vec<String>,
}

/// An end of a namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NamespaceEnd {
    /// Its first labels.
    Prefix,
    /// Its last labels.
    Suffix,
}

/// One operation on the store (worker/PROTOCOL.md, section Store).
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "WrittenOp")]
pub enum StoreOp {
    /// Reads an item.
    Get {
        /// The namespace.
        namespace: Vec<String>,
        /// The key.
        key: String,
        /// True if reading restarts the item's TTL; `None` for the store's default.
        refresh_ttl: Option<bool>,
    },
    /// Puts an item, or deletes it.
    Put {
        /// The namespace.
        namespace: Vec<String>,
        /// The key.
        key: String,
        /// The value; `None` deletes.
        value: Option<RawJson>,
        /// The paths of the value to index for semantic search: `false`, a list, or null for the default.
        index: Value,
        /// The TTL in minutes; `None` if the item never expires.
        ttl: Option<f64>,
        /// The vectors of the indexed paths; `None` if they have not been computed.
        vectors: Option<Vec<Vec<f32>>>,
    },
    /// Finds items.
    Search {
        /// Below this namespace.
        prefix: Vec<String>,
        /// Members of the value: equality, or an object of operators ($eq, $ne, $gt, $gte, $lt, $lte).
        filter: Option<Map<String, Value>>,
        /// At most so many.
        limit: u32,
        /// Skip so many.
        offset: u32,
        /// A text for semantic search.
        query: Option<String>,
        /// The same, embedded. Without it the query has no effect.
        vector: Option<Vec<f32>>,
        /// As for get.
        refresh_ttl: Option<bool>,
    },
    /// Lists namespaces.
    Namespaces {
        /// All must hold.
        conditions: Vec<NamespaceCondition>,
        /// Cut deeper namespaces to so many labels.
        max_depth: Option<u32>,
        /// At most so many.
        limit: u32,
        /// Skip so many.
        offset: u32,
    },
}

/// An operation as a worker writes it: the members of all operations, of which each has its own. Serde cannot read an
/// enum by a tag and leave a value as it was written, so the operation is chosen afterwards.
#[derive(Deserialize)]
struct WrittenOp {
    op: OpName,
    namespace: Option<Vec<String>>,
    key: Option<String>,
    value: Option<RawJson>,
    #[serde(default)]
    index: Value,
    ttl: Option<f64>,
    vectors: Option<Vec<Vec<f32>>>,
    #[serde(default)]
    prefix: Vec<String>,
    filter: Option<RawJson>,
    limit: Option<u32>,
    offset: Option<u32>,
    query: Option<String>,
    vector: Option<Vec<f32>>,
    refresh_ttl: Option<bool>,
    #[serde(default)]
    conditions: Vec<NamespaceCondition>,
    max_depth: Option<u32>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum OpName {
    Get,
    Put,
    Search,
    Namespaces,
}

impl TryFrom<WrittenOp> for StoreOp {
    type Error = String;

    fn try_from(op: WrittenOp) -> Result<Self, String> {
        fn member<T>(name: &str, value: Option<T>) -> Result<T, String> {
            value.ok_or_else(|| format!("a store operation lacks `{name}`"))
        }
        Ok(match op.op {
            OpName::Get => Self::Get {
                namespace: member("namespace", op.namespace)?,
                key: member("key", op.key)?,
                refresh_ttl: op.refresh_ttl,
            },
            OpName::Put => Self::Put {
                namespace: member("namespace", op.namespace)?,
                key: member("key", op.key)?,
                value: op.value,
                index: op.index,
                ttl: op.ttl,
                vectors: op.vectors,
            },
            OpName::Search => Self::Search {
                prefix: op.prefix,
                filter: op.filter.as_ref().map(read_filter).transpose()?,
                limit: member("limit", op.limit)?,
                offset: member("offset", op.offset)?,
                query: op.query,
                vector: op.vector,
                refresh_ttl: op.refresh_ttl,
            },
            OpName::Namespaces => Self::Namespaces {
                conditions: op.conditions,
                max_depth: op.max_depth,
                limit: member("limit", op.limit)?,
                offset: member("offset", op.offset)?,
            },
        })
    }
}

/// Parses a filter. Its numbers must be exact, because they are compared with values.
fn read_filter(filter: &RawJson) -> Result<Map<String, Value>, String> {
    if filter.has_huge_integer() {
        return Err("the filter of a search of the store has an integer that does not fit into 64 bits".to_owned());
    }
    filter.read().map_err(|error| format!("failed to read the filter of a search of the store: {error}"))
}

/// The answer to one operation.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum StoreResult {
    /// Of a get.
    Item(Option<Item>),
    /// Of a put.
    Done(()),
    /// Of a search.
    Items(Vec<FoundItem>),
    /// Of a listing.
    Namespaces(Vec<Vec<String>>),
}

/// The result of a sweep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemsSwept {
    /// The number of deleted items.
    pub removed: usize,
    /// The time at which the next item expires; in the past if more items have expired.
    pub next: Option<Timestamp>,
}

/// An item that a search found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FoundItem {
    /// The item.
    #[serde(flatten)]
    pub item: Item,
    /// The similarity to the query; `None` without a query.
    pub score: Option<f64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_put_keeps_its_value_as_it_was_written() {
        let (huge, deep) = ("9".repeat(5_000), format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000)));
        for value in ["\"text\"", "[1, 2.50]", "true", &huge, &deep, r#"{"a": "\ud83d", "b": "\u0000", "c": 1e999}"#] {
            let text = format!(r#"[{{"key": "k", "value": {value}, "op": "put", "namespace": ["n"]}}]"#);
            let ops: Vec<StoreOp> = serde_json::from_str(&text).unwrap();
            let [StoreOp::Put { value: Some(read), .. }] = &*ops else { panic!("{ops:?}") };
            assert_eq!(read.get(), value);
        }
        let deleted: StoreOp =
            serde_json::from_str(r#"{"op": "put", "namespace": [], "key": "k", "value": null}"#).unwrap();
        assert!(matches!(deleted, StoreOp::Put { value: None, .. }));
    }

    #[test]
    fn an_operation_that_cannot_be_carried_out_says_why() {
        let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
        for (text, reason) in [
            (r#"{"op": "get", "namespace": ["n"]}"#.to_owned(), "a store operation lacks `key`"),
            (r#"{"op": "swap"}"#.to_owned(), "unknown variant `swap`"),
            (
                r#"{"op": "search", "limit": 1, "offset": 0, "filter": {"n": {"$gt": 18446744073709551616}}}"#
                    .to_owned(),
                "the filter of a search of the store has an integer that does not fit into 64 bits",
            ),
            (
                format!(r#"{{"op": "search", "limit": 1, "offset": 0, "filter": {{"n": {deep}}}}}"#),
                "failed to read the filter of a search of the store: recursion limit exceeded",
            ),
        ] {
            let error = serde_json::from_str::<StoreOp>(&text).unwrap_err().to_string();
            assert!(error.starts_with(reason), "{error}");
        }
    }
}
