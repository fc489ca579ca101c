//! The operations of the tag Assistants.

use super::{
    api::{Handlers, page, row, small},
    endpoint::{ApiError, Call, Json, Reply},
    generated::{AssistantsApi, GetAssistantPath},
};
use crate::{
    domain::assistant::{AssistantFilter, AssistantSearch, AssistantSort},
    types,
};

/// Assistants of a page unless the client says otherwise (wire.md section 2).
const DEFAULT_LIMIT: i64 = 10;

impl AssistantsApi for Handlers {
    async fn search_assistants(&self, _: &Call, body: types::AssistantSearchRequest) -> Result<Reply<Json>, ApiError> {
        let search = AssistantSearch {
            filter: AssistantFilter { metadata: body.metadata, graph_id: body.graph_id, name: body.name },
            sort: match body.sort_by {
                Some(types::AssistantSortBy::AssistantId) => AssistantSort::AssistantId,
                Some(types::AssistantSortBy::UpdatedAt) => AssistantSort::UpdatedAt,
                Some(types::AssistantSortBy::Name) => AssistantSort::Name,
                Some(types::AssistantSortBy::GraphId) => AssistantSort::GraphId,
                Some(types::AssistantSortBy::CreatedAt) | None => AssistantSort::CreatedAt,
            },
            ascending: matches!(body.sort_order, Some(types::SortOrder::Asc)),
            limit: small(body.limit.unwrap_or(DEFAULT_LIMIT)),
            offset: small(body.offset.unwrap_or_default()),
        };
        let select: Option<Vec<_>> =
            body.select.map(|fields| fields.into_iter().map(|field| field.as_str().to_owned()).collect());
        page(&self.app.search_assistants(search).await?, select.as_deref())
    }

    async fn get_assistant(&self, _: &Call, path: GetAssistantPath) -> Result<Reply<Json>, ApiError> {
        Ok(Reply::ok(row(&self.app.get_assistant(path.assistant_id).await?)?))
    }
}
