//! The long-term store.

use serde_json::{Map, Value};

use super::App;
use crate::error::Error;
use runyard_core::{
    item::{self, FoundItem, Item, NamespaceCondition, NamespaceEnd, StoreOp, StoreResult},
    json::RawJson,
    storage::StorageError,
};

/// The first label of namespaces that belong to the library.
const RESERVED_ROOT: &str = "langgraph";

/// The separator between labels in the storage.
const SEPARATOR: char = '\u{1f}';

/// A request to put an item.
#[derive(Debug)]
pub struct PutItem {
    /// The namespace.
    pub namespace: Vec<String>,
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: RawJson,
    /// The paths to index: false, a list of paths, or null for the configured ones.
    pub index: Value,
    /// The TTL in minutes: `Some(None)` for none, `None` for the configured default.
    pub ttl: Option<Option<f64>>,
}

/// A query for items.
#[derive(Debug)]
pub struct SearchItems {
    /// The namespace.
    pub prefix: Vec<String>,
    /// The filter on the members of their values.
    pub filter: Option<Map<String, Value>>,
    /// The number.
    pub limit: u32,
    /// The number of items to skip.
    pub offset: u32,
    /// A text to find by meaning.
    pub query: Option<String>,
    /// True if the TTL of the returned items restarts.
    pub refresh_ttl: Option<bool>,
}

/// A query for namespaces.
#[derive(Debug)]
pub struct ListNamespaces {
    /// The prefix of the namespaces.
    pub prefix: Vec<String>,
    /// The suffix of the namespaces.
    pub suffix: Vec<String>,
    /// The depth to which namespaces are truncated.
    pub max_depth: Option<u32>,
    /// The number.
    pub limit: u32,
    /// The number of items to skip.
    pub offset: u32,
}

/// Refuses labels that clients, which join them by dots, could not write.
fn check_labels(labels: &[String]) -> Result<(), Error> {
    if labels.iter().any(|label| label.contains(SEPARATOR)) {
        return Err(Error::Invalid("Namespace labels cannot contain the character U+001F".to_owned()));
    }
    match labels.iter().find(|label| label.is_empty() || label.contains('.')) {
        Some(label) => {
            Err(Error::Invalid(format!("Namespace label '{label}' must be a non-empty string without periods")))
        }
        None => Ok(()),
    }
}

impl App {
    /// Puts an item.
    ///
    /// # Errors
    /// Returns an error if the namespace is none that items may be in, the embedding failed (nothing is put then), or
    /// the database.
    pub async fn put_item(&self, put: PutItem) -> Result<(), Error> {
        let PutItem { namespace, key, value, index, ttl } = put;
        let Some(root) = namespace.first() else {
            return Err(Error::BadRequest("Namespace cannot be empty.".to_owned()));
        };
        check_labels(&namespace)?;
        item::check_name(&namespace, &key).map_err(Error::Invalid)?;
        if root == RESERVED_ROOT {
            let shown = Value::from(namespace);
            return Err(Error::BadRequest(format!(
                "Root label for namespace cannot be \"{RESERVED_ROOT}\". Got: {shown}"
            )));
        }
        let ttl = ttl.unwrap_or(self.store.settings().ttl.default_ttl_minutes);
        let op = StoreOp::Put { namespace, key, value: Some(value), index, ttl, vectors: None };
        self.item_op(op).await.map(drop)
    }

    /// One item.
    ///
    /// # Errors
    /// Returns an error if the namespace cannot be, or the database fails.
    pub async fn get_item(
        &self,
        namespace: Vec<String>,
        key: String,
        refresh_ttl: Option<bool>,
    ) -> Result<Option<Item>, Error> {
        check_labels(&namespace)?;
        item::check_no_nul(&namespace, &key).map_err(Error::Invalid)?;
        match self.item_op(StoreOp::Get { namespace, key, refresh_ttl }).await? {
            StoreResult::Item(item) => Ok(item),
            other => Err(mismatch(&other)),
        }
    }

    /// Deletes an item if it exists.
    ///
    /// # Errors
    /// Returns an error if the namespace cannot be, or the database fails.
    pub async fn delete_item(&self, namespace: Vec<String>, key: String) -> Result<(), Error> {
        check_labels(&namespace)?;
        item::check_no_nul(&namespace, &key).map_err(Error::Invalid)?;
        let op = StoreOp::Put { namespace, key, value: None, index: Value::Null, ttl: None, vectors: None };
        self.item_op(op).await.map(drop)
    }

    /// Items at and below a namespace.
    ///
    /// # Errors
    /// Returns an error if the namespace cannot be, the filter has an operator that does not exist, or the embedding or
    /// the database fails.
    pub async fn search_items(&self, search: SearchItems) -> Result<Vec<FoundItem>, Error> {
        let SearchItems { prefix, filter, limit, offset, query, refresh_ttl } = search;
        check_labels(&prefix)?;
        item::check_no_nul(&prefix, "").map_err(Error::Invalid)?;
        let op = StoreOp::Search { prefix, filter, limit, offset, query, vector: None, refresh_ttl };
        match self.item_op(op).await? {
            StoreResult::Items(items) => Ok(items),
            other => Err(mismatch(&other)),
        }
    }

    /// Namespaces that have items.
    ///
    /// # Errors
    /// Returns an error if a label cannot be, or the database fails.
    pub async fn list_namespaces(&self, list: ListNamespaces) -> Result<Vec<Vec<String>>, Error> {
        let ListNamespaces { prefix, suffix, max_depth, limit, offset } = list;
        let ends = [(NamespaceEnd::Prefix, prefix), (NamespaceEnd::Suffix, suffix)];
        let mut conditions = Vec::new();
        for (end, path) in ends {
            check_labels(&path)?;
            item::check_no_nul(&path, "").map_err(Error::Invalid)?;
            if !path.is_empty() {
                conditions.push(NamespaceCondition { end, path });
            }
        }
        match self.item_op(StoreOp::Namespaces { conditions, max_depth, limit, offset }).await? {
            StoreResult::Namespaces(namespaces) => Ok(namespaces),
            other => Err(mismatch(&other)),
        }
    }

    async fn item_op(&self, op: StoreOp) -> Result<StoreResult, Error> {
        let mut ops = vec![op];
        self.store.embed(&*self.host, &mut ops).await?;
        let mut results = self.store.batch(ops).await.map_err(|error| match error {
            // A filter, or a vector: each value has the form that the document asks for, and makes no sense all the
            // same.
            StorageError::Invalid(text) => Error::BadRequest(text),
            error => error.into(),
        })?;
        results.pop().ok_or_else(|| Error::Internal("the store gave no answer".to_owned()))
    }
}

fn mismatch(result: &StoreResult) -> Error {
    Error::Internal(format!("the store answered something else: {result:?}"))
}
