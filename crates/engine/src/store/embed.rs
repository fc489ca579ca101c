//! Having a worker make vectors of what clients put and search for. Graphs make their own, in the worker where they
//! are.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Store;
use runyard_core::{
    host::{CallError, GraphHost},
    item::StoreOp,
    json::RawJson,
    run::RunError,
    vector::ItemToIndex,
};

/// The arguments of `store.embed` (worker/PROTOCOL.md, section Calls).
#[derive(Serialize)]
struct EmbedRequest<'a> {
    items: Vec<Item<'a>>,
    queries: Vec<&'a str>,
}

#[derive(Serialize)]
struct Item<'a> {
    value: RawJson,
    index: &'a Value,
}

#[derive(Deserialize)]
struct Vectors {
    items: Vec<Vec<Vec<f32>>>,
    queries: Vec<Vec<f32>>,
}

async fn ask(host: &dyn GraphHost, request: &EmbedRequest<'_>) -> Result<Vectors, CallError> {
    let failed = |message: String| CallError::Failed(RunError { error: "EmbeddingError".into(), message });
    let args = RawJson::of(request).map_err(|error| failed(error.to_string()))?;
    let answer = host.ask("store.embed", args).await?;
    let vectors: Vectors = answer.read().map_err(|error| failed(format!("the worker's answer is none: {error}")))?;
    if vectors.items.len() != request.items.len() || vectors.queries.len() != request.queries.len() {
        return Err(failed("the worker's answer has another number of vectors".to_owned()));
    }
    Ok(vectors)
}

/// Checks that the embedding function could be loaded, without embedding anything.
pub(super) async fn check(host: &dyn GraphHost) -> Result<(), CallError> {
    ask(host, &EmbedRequest { items: Vec::new(), queries: Vec::new() }).await.map(drop)
}

impl Store {
    /// Checks that the configured index, if any, can be used.
    ///
    /// # Errors
    /// Returns an error if the index cannot be used.
    pub async fn check_index(&self, host: &dyn GraphHost) -> Result<(), CallError> {
        if self.inner.index.is_some() { check(host).await } else { Ok(()) }
    }

    /// Gives puts and searches their vectors, where the configuration has an index.
    ///
    /// # Errors
    /// Returns an error if the embedding fails or no worker can compute it.
    pub async fn embed(&self, host: &dyn GraphHost, ops: &mut [StoreOp]) -> Result<(), CallError> {
        if self.inner.index.is_none() {
            return Ok(());
        }
        let mut request = EmbedRequest { items: Vec::new(), queries: Vec::new() };
        for op in &*ops {
            match op {
                StoreOp::Put { value: Some(value), index, .. } if *index != Value::Bool(false) => {
                    request.items.push(Item { value: value.clone(), index });
                }
                StoreOp::Search { query: Some(query), .. } if !query.is_empty() => request.queries.push(query),
                StoreOp::Put { .. } | StoreOp::Search { .. } | StoreOp::Get { .. } | StoreOp::Namespaces { .. } => {}
            }
        }
        if request.items.is_empty() && request.queries.is_empty() {
            return Ok(());
        }
        let found = ask(host, &request).await?;
        let (mut items, mut queries) = (found.items.into_iter(), found.queries.into_iter());
        for op in ops {
            match op {
                StoreOp::Put { value: Some(_), index, vectors, .. } if *index != Value::Bool(false) => {
                    *vectors = items.next();
                }
                StoreOp::Search { query: Some(query), vector, .. } if !query.is_empty() => *vector = queries.next(),
                StoreOp::Put { .. } | StoreOp::Search { .. } | StoreOp::Get { .. } | StoreOp::Namespaces { .. } => {}
            }
        }
        Ok(())
    }
}

/// The vectors of items that are stored already.
pub(super) async fn vectors_of(host: &dyn GraphHost, items: &[ItemToIndex]) -> Result<Vec<Vec<Vec<f32>>>, CallError> {
    let items = items.iter().map(|item| Item { value: item.value.clone(), index: &item.paths }).collect();
    Ok(ask(host, &EmbedRequest { items, queries: Vec::new() }).await?.items)
}
