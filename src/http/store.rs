//! The operations of the tag Store.

use serde_json::Value;

use super::{
    api::{Handlers, shown, small},
    endpoint::{ApiError, Call, Reply},
    generated::{GetItemQuery, StoreApi},
    rows::IntoApi,
};
use crate::app::store::{ListNamespaces, PutItem, SearchItems};
use runyard_core::json::RawJson;
use runyard_types as types;

/// Items of a page unless the client says otherwise (spec/wire.md#store).
const ITEMS_DEFAULT_LIMIT: i64 = 10;
/// Namespaces of a page unless the client says otherwise.
const NAMESPACES_DEFAULT_LIMIT: i64 = 100;

/// The labels of a query's namespace: one value is labels joined by dots, several are the labels.
fn labels(namespace: Option<Vec<String>>) -> Vec<String> {
    let namespace = namespace.unwrap_or_default();
    match namespace.as_slice() {
        [joined] => joined.split('.').map(str::to_owned).collect(),
        // No item is there; as an empty label it is refused in the words of any other.
        [] => vec![String::new()],
        _ => namespace,
    }
}

fn index(index: Option<types::StorePutRequestIndex>) -> Value {
    index.map_or(Value::Null, |index| serde_json::json!(index))
}

impl StoreApi for Handlers {
    async fn get_item(&self, _: &Call, query: GetItemQuery) -> Result<Reply<Option<types::Item>>, ApiError> {
        let item = self.app.get_item(labels(query.namespace), query.key, query.refresh_ttl).await?;
        Ok(Reply::ok(item.map(IntoApi::into_api)))
    }

    async fn put_item(&self, _: &Call, body: types::StorePutRequest) -> Result<Reply<()>, ApiError> {
        let put = PutItem {
            namespace: body.namespace,
            key: body.key,
            value: RawJson::of(&body.value).map_err(|_| ApiError::internal())?,
            index: index(body.index.flatten()),
            ttl: body.ttl.map(|ttl| ttl.and_then(|minutes| minutes.as_f64())),
        };
        self.app.put_item(put).await?;
        Ok(Reply::empty_body())
    }

    async fn delete_item(&self, _: &Call, body: types::StoreDeleteRequest) -> Result<Reply<()>, ApiError> {
        let namespace = body.namespace.unwrap_or_default();
        self.app.delete_item(namespace, body.key).await?;
        Ok(Reply::empty_body())
    }

    async fn search_items(
        &self,
        _: &Call,
        body: types::StoreSearchRequest,
    ) -> Result<Reply<types::SearchItemsResponse>, ApiError> {
        let prefix = body.namespace_prefix.flatten().unwrap_or_default();
        let search = SearchItems {
            prefix,
            filter: body.filter.flatten(),
            limit: small(body.limit.unwrap_or(ITEMS_DEFAULT_LIMIT)),
            offset: small(body.offset.unwrap_or_default()),
            query: body.query.flatten(),
            refresh_ttl: body.refresh_ttl.flatten(),
        };
        let items = self.app.search_items(search).await?;
        Ok(Reply::ok(types::SearchItemsResponse { items: shown(items) }))
    }

    async fn list_namespaces(
        &self,
        _: &Call,
        body: types::StoreListNamespacesRequest,
    ) -> Result<Reply<types::ListNamespaceResponse>, ApiError> {
        let (prefix, suffix) = (body.prefix.unwrap_or_default(), body.suffix.unwrap_or_default());
        let list = ListNamespaces {
            prefix,
            suffix,
            max_depth: body.max_depth.map(small),
            limit: small(body.limit.unwrap_or(NAMESPACES_DEFAULT_LIMIT)),
            offset: small(body.offset.unwrap_or_default()),
        };
        let namespaces = self.app.list_namespaces(list).await?;
        Ok(Reply::ok(types::ListNamespaceResponse { namespaces }))
    }
}
