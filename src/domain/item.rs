//! Items of the long-term store.

use serde::{Deserialize, Serialize};

use super::{json::RawJson, time::Timestamp};

/// One item.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// Where it is.
    pub namespace: Vec<String>,
    /// Its key in there.
    pub key: String,
    /// Its value, an object.
    pub value: RawJson,
    /// When it was first put.
    pub created_at: Timestamp,
    /// When it was put last.
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
/// A sentence that says where the NUL is.
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
    /// Which end.
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
#[serde(tag = "op", rename_all = "lowercase")]
pub enum StoreOp {
    /// Reads an item.
    Get {
        /// Where.
        namespace: Vec<String>,
        /// Which.
        key: String,
        /// Whether reading starts its time to live anew; the store's default when `None`.
        #[serde(default)]
        refresh_ttl: Option<bool>,
    },
    /// Puts an item, or deletes it.
    Put {
        /// Where.
        namespace: Vec<String>,
        /// Which.
        key: String,
        /// The value, an object; `None` deletes.
        value: Option<serde_json::Value>,
        /// Which paths of the value are indexed for semantic search: `false`, a list, or null for the default.
        #[serde(default)]
        index: serde_json::Value,
        /// Minutes to live; `None` for ever.
        #[serde(default)]
        ttl: Option<f64>,
        /// What `index` says of the value, embedded; `None` when nobody has done that.
        #[serde(default)]
        vectors: Option<Vec<Vec<f32>>>,
    },
    /// Finds items.
    Search {
        /// Below this namespace.
        #[serde(default)]
        prefix: Vec<String>,
        /// Members of the value: equality, or an object of operators ($eq, $ne, $gt, $gte, $lt, $lte).
        #[serde(default)]
        filter: Option<serde_json::Map<String, serde_json::Value>>,
        /// At most so many.
        limit: u32,
        /// Skip so many.
        offset: u32,
        /// A text for semantic search.
        #[serde(default)]
        query: Option<String>,
        /// The same, embedded. Without it the query has no effect.
        #[serde(default)]
        vector: Option<Vec<f32>>,
        /// As for get.
        #[serde(default)]
        refresh_ttl: Option<bool>,
    },
    /// Lists namespaces.
    Namespaces {
        /// All must hold.
        #[serde(default)]
        conditions: Vec<NamespaceCondition>,
        /// Cut deeper namespaces to so many labels.
        #[serde(default)]
        max_depth: Option<u32>,
        /// At most so many.
        limit: u32,
        /// Skip so many.
        offset: u32,
    },
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

/// What a sweep did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemsSwept {
    /// How many items are gone.
    pub removed: usize,
    /// When the next item's time to live is over; in the past when there was more to do.
    pub next: Option<Timestamp>,
}

/// An item that a search found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FoundItem {
    /// The item.
    #[serde(flatten)]
    pub item: Item,
    /// How near it is to the query; `None` without one.
    pub score: Option<f64>,
}
