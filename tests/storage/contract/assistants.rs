//! Assistants.

use runyard::domain::{
    assistant::{AssistantFilter, AssistantSearch, AssistantSort},
    id::system_assistant_id,
};
use serde_json::json;

use crate::harness::{Backend, at, id, object};

pub async fn system_assistants_are_made_once(backend: &dyn Backend) {
    let storage = backend.open().await;
    storage.ensure_system_assistants(&["echo".into()], at(0)).await.unwrap();
    storage.ensure_system_assistants(&["echo".into(), "steps".into()], at(5)).await.unwrap();
    let echo = storage.get_assistant(system_assistant_id("echo")).await.unwrap().unwrap();
    assert_eq!((echo.name.as_str(), echo.graph_id.as_str(), echo.version), ("echo", "echo", 1));
    assert_eq!((echo.created_at, echo.updated_at), (at(0), at(0)));
    assert_eq!(echo.metadata.get(), r#"{"created_by":"system"}"#);
    assert_eq!(storage.count_assistants(AssistantFilter::default()).await.unwrap(), 2);
    assert_eq!(storage.get_assistant(id()).await.unwrap(), None);
}

pub async fn a_search_filters_sorts_and_pages(backend: &dyn Backend) {
    let storage = backend.open().await;
    for (n, graph_id) in ["echo", "steps", "Sleeper", "chat"].into_iter().enumerate() {
        storage.ensure_system_assistants(&[graph_id.to_owned()], at(n as i64)).await.unwrap();
    }
    let search = |filter: AssistantFilter, sort, ascending, limit, offset| {
        let storage = storage.clone();
        async move {
            let search = AssistantSearch { filter, sort, ascending, limit, offset };
            let found = storage.search_assistants(search).await.unwrap();
            found.into_iter().map(|a| a.name).collect::<Vec<_>>()
        }
    };
    let all = AssistantFilter::default;
    assert_eq!(search(all(), AssistantSort::CreatedAt, false, 10, 0).await, ["chat", "Sleeper", "steps", "echo"]);
    assert_eq!(search(all(), AssistantSort::CreatedAt, true, 2, 1).await, ["steps", "Sleeper"]);
    assert_eq!(search(all(), AssistantSort::CreatedAt, true, 0, 0).await, [""; 0]);
    assert_eq!(search(all(), AssistantSort::GraphId, true, 1, 1).await, ["chat"]);
    let named = AssistantFilter { name: Some("EP".into()), ..all() };
    assert_eq!(search(named, AssistantSort::CreatedAt, true, 10, 0).await, ["steps", "Sleeper"]);
    let of_graph = AssistantFilter { graph_id: Some("chat".into()), ..all() };
    assert_eq!(search(of_graph, AssistantSort::CreatedAt, true, 10, 0).await, ["chat"]);
    let system = AssistantFilter { metadata: Some(object(json!({"created_by": "system"}))), ..all() };
    assert_eq!(storage.count_assistants(system).await.unwrap(), 4);
    let other = AssistantFilter { metadata: Some(object(json!({"created_by": "user"}))), ..all() };
    assert_eq!(storage.count_assistants(other).await.unwrap(), 0);
}
