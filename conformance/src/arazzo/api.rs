//! The operations of the API by their ids.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// An operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Upper case.
    pub method: String,
    /// The template, such as `/threads/{thread_id}`.
    pub path: String,
}

/// All operations of a document.
#[derive(Debug, Clone, Default)]
pub struct Api {
    operations: BTreeMap<String, Operation>,
}

impl Api {
    /// Reads the operations of an OpenAPI document.
    #[must_use]
    pub fn new(document: &Value) -> Self {
        let paths = document["paths"].as_object().into_iter().flatten();
        let operations = paths.flat_map(|(path, item)| {
            item.as_object().into_iter().flatten().filter_map(move |(method, operation)| {
                let id = operation.get("operationId")?.as_str()?.to_owned();
                Some((id, Operation { method: method.to_ascii_uppercase(), path: path.clone() }))
            })
        });
        Self { operations: operations.collect() }
    }

    /// An operation.
    #[must_use]
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.get(id)
    }

    /// The ids of all operations.
    #[must_use]
    pub fn ids(&self) -> BTreeSet<String> {
        self.operations.keys().cloned().collect()
    }
}
