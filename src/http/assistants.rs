//! The operations of the tag Assistants.

use super::{
    api::{Handlers, page, shown, small},
    endpoint::{ApiError, Call, Reply},
    generated::{
        AssistantsApi, DeleteAssistantPath, DeleteAssistantQuery, GetAssistantGraphPath, GetAssistantGraphQuery,
        GetAssistantPath, GetAssistantSchemasPath, GetAssistantSubgraphsAtPath, GetAssistantSubgraphsAtQuery,
        GetAssistantSubgraphsPath, GetAssistantSubgraphsQuery, GetAssistantVersionsPath, PatchAssistantPath,
        SetLatestAssistantVersionPath, SetLatestAssistantVersionQuery,
    },
    payload::object,
    rows::IntoApi,
};
use crate::app::{assistants::CreateAssistant, graphs::Xray};
use runyard_core::{
    assistant::{AssistantFilter, AssistantPatch, AssistantSearch, AssistantSort, VersionList},
    time::Timestamp,
};
use runyard_types as types;

/// Assistants or versions of a page unless the client says otherwise (spec/wire.md#assistants).
const DEFAULT_LIMIT: i64 = 10;

/// Levels begin at one: `false` is how to ask for none.
fn xray(xray: Option<types::Xray>) -> Result<Xray, ApiError> {
    match xray {
        None | Some(types::Xray::Boolean(false)) => Ok(Xray::No),
        Some(types::Xray::Boolean(true)) => Ok(Xray::All),
        Some(types::Xray::Integer(levels @ 1..)) => Ok(Xray::Levels(levels)),
        Some(types::Xray::Integer(_)) => Err(ApiError::unprocessable("Invalid xray value")),
    }
}

impl AssistantsApi for Handlers {
    async fn create_assistant(
        &self,
        _: &Call,
        body: types::AssistantCreate,
    ) -> Result<Reply<types::Assistant>, ApiError> {
        let create = CreateAssistant {
            assistant_id: body.assistant_id,
            graph_id: body.graph_id,
            config: body.config.as_ref().map(object).unwrap_or_default(),
            context: body.context.unwrap_or_default(),
            metadata: body.metadata.unwrap_or_default(),
            keep_existing: matches!(body.if_exists, Some(types::IfExists::DoNothing)),
            name: body.name,
            description: body.description.flatten(),
        };
        Ok(Reply::ok(self.app.create_assistant(create).await?.into_api()))
    }

    async fn search_assistants(
        &self,
        _: &Call,
        body: types::AssistantSearchRequest,
    ) -> Result<Reply<types::AssistantList>, ApiError> {
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
        Ok(page(self.app.search_assistants(search).await?, select))
    }

    async fn count_assistants(
        &self,
        _: &Call,
        body: types::AssistantCountRequest,
    ) -> Result<Reply<types::Count>, ApiError> {
        let filter = AssistantFilter { metadata: body.metadata, graph_id: body.graph_id, name: body.name };
        Ok(Reply::ok(self.app.count_assistants(filter).await?.cast_signed()))
    }

    async fn get_assistant(&self, _: &Call, path: GetAssistantPath) -> Result<Reply<types::Assistant>, ApiError> {
        Ok(Reply::ok(self.app.get_assistant(path.assistant_id).await?.into_api()))
    }

    async fn patch_assistant(
        &self,
        _: &Call,
        path: PatchAssistantPath,
        body: types::AssistantPatch,
    ) -> Result<Reply<types::Assistant>, ApiError> {
        let patch = AssistantPatch {
            graph_id: body.graph_id,
            config: body.config.as_ref().map(object),
            context: body.context,
            metadata: body.metadata,
            name: body.name,
            description: body.description,
            now: Timestamp::now(),
        };
        Ok(Reply::ok(self.app.patch_assistant(path.assistant_id, patch).await?.into_api()))
    }

    async fn delete_assistant(
        &self,
        _: &Call,
        path: DeleteAssistantPath,
        query: DeleteAssistantQuery,
    ) -> Result<Reply<()>, ApiError> {
        self.app.delete_assistant(path.assistant_id, query.delete_threads).await?;
        Ok(Reply::empty_body())
    }

    async fn get_assistant_graph(
        &self,
        _: &Call,
        path: GetAssistantGraphPath,
        query: GetAssistantGraphQuery,
    ) -> Result<Reply<types::GraphDrawing>, ApiError> {
        Ok(Reply::ok(self.typed(&self.app.assistant_drawing(&path.assistant_id, xray(query.xray)?).await?)?))
    }

    async fn get_assistant_schemas(
        &self,
        _: &Call,
        path: GetAssistantSchemasPath,
    ) -> Result<Reply<types::GraphSchema>, ApiError> {
        Ok(Reply::ok(self.typed(&self.app.assistant_schemas(path.assistant_id).await?)?))
    }

    async fn get_assistant_subgraphs(
        &self,
        _: &Call,
        path: GetAssistantSubgraphsPath,
        query: GetAssistantSubgraphsQuery,
    ) -> Result<Reply<types::Subgraphs>, ApiError> {
        Ok(Reply::ok(self.typed(&self.app.assistant_subgraphs(path.assistant_id, None, query.recurse).await?)?))
    }

    async fn get_assistant_subgraphs_at(
        &self,
        _: &Call,
        path: GetAssistantSubgraphsAtPath,
        query: GetAssistantSubgraphsAtQuery,
    ) -> Result<Reply<types::Subgraphs>, ApiError> {
        let subgraphs = self.app.assistant_subgraphs(path.assistant_id, Some(path.namespace), query.recurse).await?;
        Ok(Reply::ok(self.typed(&subgraphs)?))
    }

    async fn get_assistant_versions(
        &self,
        _: &Call,
        path: GetAssistantVersionsPath,
        body: types::AssistantVersionsSearchRequest,
    ) -> Result<Reply<types::AssistantVersionList>, ApiError> {
        let list = VersionList {
            assistant_id: path.assistant_id,
            metadata: body.metadata,
            limit: small(body.limit.unwrap_or(DEFAULT_LIMIT)),
            offset: small(body.offset.unwrap_or_default()),
        };
        Ok(Reply::ok(shown(self.app.list_assistant_versions(list).await?)))
    }

    async fn set_latest_assistant_version(
        &self,
        _: &Call,
        path: SetLatestAssistantVersionPath,
        query: SetLatestAssistantVersionQuery,
        body: Option<types::AssistantVersionChange>,
    ) -> Result<Reply<types::Assistant>, ApiError> {
        let version = body.and_then(|body| body.version).or(query.version).ok_or_else(|| {
            ApiError::unprocessable("\"version\" is required, in the request body or as a query parameter")
        })?;
        Ok(Reply::ok(self.app.set_latest_version(path.assistant_id, version).await?.into_api()))
    }
}
