//! The document of this server: without disabled operations, and with the mount prefix.

use bytes::Bytes;
use serde_json::{Value, json};

use super::{
    endpoint::ApiScope,
    generated::{OPENAPI_JSON, OPERATIONS},
};

/// The text that `/openapi.json` answers.
pub(super) fn served(api_scope: &ApiScope) -> Bytes {
    let prefix = api_scope.prefix();
    let mut document: Value = match serde_json::from_str(OPENAPI_JSON) {
        // The generator wrote it: it can be read.
        Ok(document) if !prefix.is_empty() || !api_scope.is_whole() => document,
        Ok(_) | Err(_) => return Bytes::from_static(OPENAPI_JSON.as_bytes()),
    };
    if !prefix.is_empty() {
        document["servers"] = json!([{ "url": prefix }]);
    }
    let closed = OPERATIONS.iter().filter(|operation| !api_scope.has(operation.path, operation));
    if let Some(paths) = document["paths"].as_object_mut() {
        for operation in closed {
            if let Some(item) = paths.get_mut(operation.path).and_then(Value::as_object_mut) {
                item.shift_remove(&operation.method.as_str().to_ascii_lowercase());
            }
        }
        paths.retain(|_, item| {
            item.as_object().is_some_and(|item| item.values().any(|member| member.get("operationId").is_some()))
        });
        let used: Vec<Value> = paths
            .values()
            .filter_map(Value::as_object)
            .flat_map(|item| item.values())
            .filter_map(|operation| operation.get("tags")?.as_array())
            .flatten()
            .cloned()
            .collect();
        if let Some(tags) = document["tags"].as_array_mut() {
            tags.retain(|tag| tag.get("name").is_some_and(|name| used.contains(name)));
        }
    }
    document.to_string().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(api_scope: &ApiScope) -> Value {
        serde_json::from_slice(&served(api_scope)).unwrap()
    }

    #[test]
    fn a_whole_server_has_the_whole_document() {
        assert_eq!(served(&ApiScope::default()), OPENAPI_JSON.as_bytes());
    }

    #[test]
    fn what_is_closed_is_left_out_and_the_prefix_is_told() {
        let document = read(&ApiScope::new("/api/v1", vec!["System".into(), "Thread Runs".into()]));
        assert_eq!(document["servers"], json!([{"url": "/api/v1"}]));
        let paths = document["paths"].as_object().unwrap();
        assert!(paths.contains_key("/ok") && !paths.contains_key("/info"));
        assert!(paths.contains_key("/threads/{thread_id}") && !paths.contains_key("/threads/{thread_id}/runs"));
        let tags = document["tags"].as_array().unwrap();
        assert!(!tags.iter().any(|tag| tag["name"] == "Thread Runs"), "{tags:?}");
        assert!(tags.iter().any(|tag| tag["name"] == "System"), "health is still there: {tags:?}");
    }
}
