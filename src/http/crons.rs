//! The operations of the tag Crons.

use super::{
    api::{Handlers, page, small, wide},
    endpoint::{ApiError, Call, Reply},
    generated::{CreateThreadCronPath, CronsApi, DeleteCronPath, GetCronPath, UpdateCronPath},
    rows::IntoApi,
};
use crate::{
    app::crons::{CreateCron, CronFields, PatchCron},
    error::Error,
};
use runyard_core::{
    cron::{CronFilter, CronSearch, CronSort},
    json::{RawJson, RawMembers},
    run::OnCompletion,
};
use runyard_types as types;

/// Crons of a page unless the client says otherwise (spec/wire.md#crons).
const DEFAULT_LIMIT: i64 = 10;

/// The members of a request body, as the client wrote them.
fn members(body: &impl serde::Serialize) -> Result<RawMembers, Error> {
    Ok(RawJson::of(body)?.members().unwrap_or_default())
}

impl CronsApi for Handlers {
    async fn create_cron(&self, _: &Call, body: types::CronCreate) -> Result<Reply<types::Cron>, ApiError> {
        let create = CreateCron {
            body: members(&body)?,
            assistant: body.assistant_id,
            thread_id: None,
            on_run_completed: body.on_run_completed.unwrap_or_default(),
            fields: CronFields {
                schedule: Some(body.schedule),
                timezone: body.timezone,
                metadata: body.metadata,
                enabled: body.enabled,
            },
        };
        Ok(Reply::ok(self.app.create_cron(create).await?.into_api()))
    }

    async fn create_thread_cron(
        &self,
        _: &Call,
        path: CreateThreadCronPath,
        body: types::ThreadCronCreate,
    ) -> Result<Reply<types::Cron>, ApiError> {
        let create = CreateCron {
            body: members(&body)?,
            assistant: body.assistant_id,
            thread_id: Some(path.thread_id),
            on_run_completed: OnCompletion::default(),
            fields: CronFields {
                schedule: Some(body.schedule),
                timezone: body.timezone,
                metadata: body.metadata,
                enabled: body.enabled,
            },
        };
        Ok(Reply::ok(self.app.create_cron(create).await?.into_api()))
    }

    async fn search_crons(&self, _: &Call, body: types::CronSearch) -> Result<Reply<types::CronList>, ApiError> {
        let search = CronSearch {
            filter: CronFilter {
                assistant_id: body.assistant_id,
                thread_id: body.thread_id,
                enabled: body.enabled,
                metadata: body.metadata,
            },
            sort: match body.sort_by {
                Some(types::CronSortBy::CronId) => CronSort::CronId,
                Some(types::CronSortBy::AssistantId) => CronSort::AssistantId,
                Some(types::CronSortBy::ThreadId) => CronSort::ThreadId,
                Some(types::CronSortBy::NextRunDate) => CronSort::NextRunDate,
                Some(types::CronSortBy::EndTime) => CronSort::EndTime,
                Some(types::CronSortBy::UpdatedAt) => CronSort::UpdatedAt,
                Some(types::CronSortBy::CreatedAt) | None => CronSort::CreatedAt,
            },
            ascending: matches!(body.sort_order, Some(types::SortOrder::Asc)),
            limit: small(body.limit.unwrap_or(DEFAULT_LIMIT)),
            offset: small(body.offset.unwrap_or_default()),
        };
        let select: Option<Vec<_>> =
            body.select.map(|fields| fields.into_iter().map(|field| field.as_str().to_owned()).collect());
        Ok(page(self.app.search_crons(search).await?, select))
    }

    async fn count_crons(&self, _: &Call, body: types::CronCountRequest) -> Result<Reply<i64>, ApiError> {
        let filter = CronFilter {
            assistant_id: body.assistant_id,
            thread_id: body.thread_id,
            enabled: None,
            metadata: body.metadata,
        };
        Ok(Reply::ok(wide(self.app.count_crons(filter).await?)))
    }

    async fn get_cron(&self, _: &Call, path: GetCronPath) -> Result<Reply<types::Cron>, ApiError> {
        Ok(Reply::ok(self.app.get_cron(path.cron_id).await?.into_api()))
    }

    async fn update_cron(
        &self,
        _: &Call,
        path: UpdateCronPath,
        body: types::CronPatch,
    ) -> Result<Reply<types::Cron>, ApiError> {
        let patch = PatchCron {
            body: members(&body)?,
            end_time: body.end_time,
            on_run_completed: body.on_run_completed,
            fields: CronFields {
                schedule: body.schedule,
                timezone: body.timezone,
                metadata: body.metadata,
                enabled: body.enabled,
            },
        };
        Ok(Reply::ok(self.app.patch_cron(path.cron_id, patch).await?.into_api()))
    }

    async fn delete_cron(&self, _: &Call, path: DeleteCronPath) -> Result<Reply<()>, ApiError> {
        self.app.delete_cron(path.cron_id).await?;
        Ok(Reply::empty_body())
    }
}
