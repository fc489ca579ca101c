//! The operations of the tag Threads.

use super::{
    api::{Handlers, page, small, wide},
    endpoint::{AnyBody, ApiError, ByteStream, Call, Json, Reply},
    generated::{
        CopyThreadPath, DeleteThreadPath, GetThreadHistoryPath, GetThreadHistoryQuery, GetThreadPath, GetThreadQuery,
        GetThreadStateAtCheckpointPath, GetThreadStateAtPath, GetThreadStateAtQuery, GetThreadStatePath,
        GetThreadStateQuery, GetThreadStoragePath, JoinThreadStreamPath, JoinThreadStreamQuery, PatchThreadPath,
        SearchThreadHistoryPath, ThreadsApi, UpdateThreadStatePath,
    },
    payload::object,
    rows::IntoApi,
};
use crate::{
    app::{
        checkpoint_ref::CheckpointRef,
        state::History,
        threads::{AskedTtl, CreateThread, ShownThread},
    },
    error::Error,
};
use runyard_core::{
    id::ThreadId,
    thread::{CountBytes, ThreadFilter, ThreadSearch, ThreadSort, ThreadStatus, TtlStrategy},
};
use runyard_engine::streams::ModeFilter;
use runyard_types as types;

/// Threads of a page unless the client says otherwise (spec/wire.md#threads).
const DEFAULT_LIMIT: i64 = 10;

const fn strategy(strategy: Option<types::TtlStrategy>) -> TtlStrategy {
    match strategy {
        Some(types::TtlStrategy::KeepLatest) => TtlStrategy::KeepLatest,
        Some(types::TtlStrategy::Delete) | None => TtlStrategy::Delete,
    }
}

fn ttl(ttl: types::ThreadTtl) -> AskedTtl {
    AskedTtl { strategy: strategy(ttl.strategy), minutes: ttl.ttl.and_then(|minutes| minutes.as_f64()) }
}

/// Sizes as the document has them.
fn stored(size: CountBytes) -> types::StoredBytes {
    types::StoredBytes { count: wide(size.count), bytes: wide(size.bytes) }
}

/// Returns whether the client does without the answer's body (RFC 7240).
fn prefers_minimal(call: &Call) -> bool {
    call.header("prefer").is_some_and(|prefer| prefer.split([',', ';']).any(|p| p.trim() == "return=minimal"))
}

/// States of a history that is asked for by POST, unless the client says otherwise (spec/wire.md#threads).
const HISTORY_POST_LIMIT: i64 = 1;

/// The place that a body names: by an id of its own, or by its `checkpoint`.
fn place(checkpoint: Option<types::CheckpointConfig>, id: Option<&str>) -> Result<CheckpointRef, Error> {
    let place = CheckpointRef::read(&object(&checkpoint.unwrap_or_default()), "checkpoint")?;
    Ok(CheckpointRef::of_id(id, "checkpoint_id")?.or(place))
}

impl ThreadsApi for Handlers {
    async fn create_thread(&self, _: &Call, body: types::ThreadCreate) -> Result<Reply<types::Thread>, ApiError> {
        let create = CreateThread {
            thread_id: body.thread_id,
            metadata: body.metadata.unwrap_or_default(),
            keep_existing: matches!(body.if_exists, Some(types::IfExists::DoNothing)),
            ttl: body.ttl.map(ttl),
            supersteps: body
                .supersteps
                .map(|steps| steps.iter().map(types::RawJson::of).collect::<Result<_, _>>())
                .transpose()
                .map_err(Error::from)?,
        };
        Ok(Reply::ok(ShownThread::from(self.app.create_thread(create).await?).into_api()))
    }

    async fn search_threads(
        &self,
        _: &Call,
        body: types::ThreadSearchRequest,
    ) -> Result<Reply<types::ThreadList>, ApiError> {
        let search = ThreadSearch {
            filter: ThreadFilter {
                // An empty list filters nothing, as upstream.
                ids: body
                    .ids
                    .filter(|ids| !ids.is_empty())
                    .map(|ids| ids.into_iter().map(ThreadId::from_uuid).collect()),
                metadata: body.metadata,
                values: body.values,
                status: body.status.and_then(|status| ThreadStatus::parse(status.as_str())),
            },
            sort: match body.sort_by {
                Some(types::ThreadSortBy::ThreadId) => ThreadSort::ThreadId,
                Some(types::ThreadSortBy::Status) => ThreadSort::Status,
                Some(types::ThreadSortBy::CreatedAt) => ThreadSort::CreatedAt,
                Some(types::ThreadSortBy::StateUpdatedAt) => ThreadSort::StateUpdatedAt,
                Some(types::ThreadSortBy::UpdatedAt) | None => ThreadSort::UpdatedAt,
            },
            ascending: matches!(body.sort_order, Some(types::SortOrder::Asc)),
            limit: small(body.limit.unwrap_or(DEFAULT_LIMIT)),
            offset: small(body.offset.unwrap_or_default()),
        };
        let extract = body.extract.filter(|paths| !paths.is_empty()).map(|paths| paths.into_iter().collect());
        let select: Option<Vec<_>> =
            body.select.map(|fields| fields.into_iter().map(|field| field.as_str().to_owned()).collect());
        // Not a column: shown whatever is selected.
        let select =
            select.filter(|names| !names.is_empty()).map(|names| [names, vec!["extracted".to_owned()]].concat());
        Ok(page(self.app.search_threads(search, extract).await?, select))
    }

    async fn count_threads(&self, _: &Call, body: types::ThreadCountRequest) -> Result<Reply<i64>, ApiError> {
        let filter = ThreadFilter {
            ids: None,
            metadata: body.metadata,
            values: body.values,
            status: body.status.and_then(|status| ThreadStatus::parse(status.as_str())),
        };
        Ok(Reply::ok(wide(self.app.count_threads(filter).await?)))
    }

    async fn prune_threads(
        &self,
        _: &Call,
        body: types::ThreadPruneRequest,
    ) -> Result<Reply<types::ThreadPruneResponse>, ApiError> {
        let pruned = self.app.prune_threads(body.thread_ids, strategy(body.strategy)).await?;
        Ok(Reply::ok(types::ThreadPruneResponse { pruned_count: wide(pruned) }))
    }

    async fn patch_thread(
        &self,
        call: &Call,
        path: PatchThreadPath,
        body: types::ThreadPatch,
    ) -> Result<Reply<AnyBody>, ApiError> {
        let thread = self.app.patch_thread(path.thread_id, body.metadata, body.ttl.map(ttl)).await?;
        if prefers_minimal(call) {
            return Ok(Reply::ok(AnyBody::Empty).header("preference-applied", "return=minimal"));
        }
        Ok(Reply::ok(AnyBody::Json(Json::of(&ShownThread::from(thread).into_api())?)))
    }

    async fn copy_thread(&self, _: &Call, path: CopyThreadPath) -> Result<Reply<types::Thread>, ApiError> {
        // The client that copies knows the state, which may be large (spec/wire.md#threads).
        let copy = ShownThread::from(self.app.copy_thread(path.thread_id).await?).into_api();
        Ok(Reply::ok(types::Thread { values: None, error: None, interrupts: None, ..copy }))
    }

    async fn get_thread_storage(
        &self,
        _: &Call,
        path: GetThreadStoragePath,
    ) -> Result<Reply<types::ThreadStorage>, ApiError> {
        let size = self.app.thread_storage(path.thread_id).await?;
        let channels = size.total_channels();
        let by_channel = size.channels.iter().map(|(name, size)| {
            (name.clone(), types::ChannelBytes { versions: wide(size.count), bytes: wide(size.bytes) })
        });
        Ok(Reply::ok(types::ThreadStorage {
            thread_id: path.thread_id,
            total_bytes: wide(size.total_bytes()),
            checkpoints: stored(size.checkpoints),
            channel_values: types::StoredChannels {
                count: wide(channels.count),
                bytes: wide(channels.bytes),
                by_channel: by_channel.collect(),
            },
            pending_writes: stored(size.writes),
        }))
    }

    async fn get_thread(
        &self,
        _: &Call,
        path: GetThreadPath,
        query: GetThreadQuery,
    ) -> Result<Reply<types::Thread>, ApiError> {
        let thread = self.app.get_thread(path.thread_id).await?;
        let ttl = query.include.is_some_and(|include| include.split(',').any(|name| name.trim() == "ttl"));
        Ok(Reply::ok(ShownThread { thread, ttl, extracted: None }.into_api()))
    }

    async fn delete_thread(&self, _: &Call, path: DeleteThreadPath) -> Result<Reply<()>, ApiError> {
        self.app.delete_thread(path.thread_id).await?;
        Ok(Reply::empty_body())
    }

    async fn join_thread_stream(
        &self,
        call: &Call,
        path: JoinThreadStreamPath,
        query: JoinThreadStreamQuery,
    ) -> Result<Reply<ByteStream>, ApiError> {
        // Both official clients call the parameter `stream_mode` (spec/deviations.yaml: thread-stream-modes).
        let modes = match call.query().list::<types::ThreadStreamMode>("stream_mode")? {
            Some(modes) => modes,
            None => query.stream_modes,
        };
        let filter = if modes.contains(&types::ThreadStreamMode::RunModes) {
            ModeFilter::all()
        } else if modes.contains(&types::ThreadStreamMode::Lifecycle) {
            ModeFilter::lifecycle()
        } else {
            ModeFilter::none()
        };
        let reader = self.app.thread_stream(path.thread_id, call.last_event_id(), filter).await?;
        Ok(Reply::ok(self.thread_body(reader)))
    }

    async fn get_thread_state(
        &self,
        _: &Call,
        path: GetThreadStatePath,
        query: GetThreadStateQuery,
    ) -> Result<Reply<types::ThreadState>, ApiError> {
        let state = self.app.thread_state(path.thread_id, CheckpointRef::default(), query.subgraphs).await?;
        Ok(Reply::ok(self.typed(&state)?))
    }

    async fn get_thread_state_at(
        &self,
        _: &Call,
        path: GetThreadStateAtPath,
        query: GetThreadStateAtQuery,
    ) -> Result<Reply<types::ThreadState>, ApiError> {
        let place = CheckpointRef { checkpoint_id: Some(path.checkpoint_id.to_string()), ..CheckpointRef::default() };
        Ok(Reply::ok(self.typed(&self.app.thread_state(path.thread_id, place, query.subgraphs).await?)?))
    }

    async fn get_thread_state_at_checkpoint(
        &self,
        _: &Call,
        path: GetThreadStateAtCheckpointPath,
        body: types::ThreadStateCheckpointRequest,
    ) -> Result<Reply<types::ThreadState>, ApiError> {
        let subgraphs = body.subgraphs.unwrap_or_default();
        let state = self.app.thread_state(path.thread_id, place(Some(body.checkpoint), None)?, subgraphs).await?;
        Ok(Reply::ok(self.typed(&state)?))
    }

    async fn update_thread_state(
        &self,
        _: &Call,
        path: UpdateThreadStatePath,
        body: types::ThreadStateUpdate,
    ) -> Result<Reply<types::ThreadStateUpdateResponse>, ApiError> {
        let place = place(body.checkpoint, body.checkpoint_id.flatten().as_deref())?;
        let values = body.values.filter(|values| !values.is_null());
        let updated = self.app.update_thread_state(path.thread_id, place, values, body.as_node.flatten()).await?;
        let checkpoint_id = updated.get("checkpoint_id").and_then(|id| id.as_str()).map(str::to_owned);
        let checkpoint = types::RawJson::from(&serde_json::Value::Object(updated));
        Ok(Reply::ok(types::ThreadStateUpdateResponse {
            checkpoint: Some(checkpoint.clone()),
            configurable: Some(checkpoint),
            checkpoint_id,
        }))
    }

    async fn get_thread_history(
        &self,
        _: &Call,
        path: GetThreadHistoryPath,
        query: GetThreadHistoryQuery,
    ) -> Result<Reply<types::ThreadStateList>, ApiError> {
        let before = CheckpointRef::of_id(query.before.as_deref(), "before")?;
        let history = History {
            limit: small(query.limit),
            before: before.checkpoint_id.is_some().then_some(before),
            ..History::default()
        };
        Ok(Reply::ok(self.typed(&self.app.thread_history(path.thread_id, history).await?)?))
    }

    async fn search_thread_history(
        &self,
        _: &Call,
        path: SearchThreadHistoryPath,
        body: types::ThreadStateSearch,
    ) -> Result<Reply<types::ThreadStateList>, ApiError> {
        let before = body.before.flatten().map(|before| match before.configurable {
            Some(configurable) => CheckpointRef::read(&object(&configurable), "before.configurable"),
            None => CheckpointRef::read(&object(&before), "before"),
        });
        let history = History {
            limit: small(body.limit.unwrap_or(HISTORY_POST_LIMIT)),
            before: before.transpose()?.filter(|before| before.checkpoint_id.is_some()),
            metadata: body.metadata.flatten(),
            place: place(body.checkpoint.flatten(), None)?,
        };
        Ok(Reply::ok(self.typed(&self.app.thread_history(path.thread_id, history).await?)?))
    }
}
