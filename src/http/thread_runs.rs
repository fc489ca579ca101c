//! The operations of the tag Thread Runs.

use super::{
    api::{Handlers, located, shown, small},
    endpoint::{AnyBody, ApiError, ByteStream, Call, Reply},
    generated::{
        CancelRunPath, CancelRunQuery, CancelRunsQuery, CreateRunPath, DeleteRunPath, GetRunPath, JoinRunPath,
        JoinRunQuery, JoinRunStreamPath, JoinRunStreamQuery, ListRunsPath, ListRunsQuery, StreamRunPath, ThreadRunsApi,
        WaitRunPath,
    },
    rows::IntoApi,
};
use crate::app::{
    payload::Target,
    runs::{CancelMany, JoinStream},
};
use runyard_core::run::{CancelAction, RunList, RunStatus};
use runyard_types as types;

fn cancel_action(action: Option<types::CancelAction>) -> CancelAction {
    match action {
        Some(types::CancelAction::Rollback) => CancelAction::Rollback,
        Some(types::CancelAction::Interrupt) | None => CancelAction::Interrupt,
    }
}

impl ThreadRunsApi for Handlers {
    async fn list_runs(
        &self,
        _: &Call,
        path: ListRunsPath,
        query: ListRunsQuery,
    ) -> Result<Reply<types::RunList>, ApiError> {
        let list = RunList {
            thread_id: path.thread_id,
            status: query.status.and_then(|status| RunStatus::parse(status.as_str())),
            limit: small(query.limit),
            offset: small(query.offset),
        };
        let select: Option<Vec<_>> =
            query.select.map(|fields| fields.into_iter().map(|field| field.as_str().to_owned()).collect());
        let mut rows: types::RunList = shown(self.app.list_runs(list).await?);
        // Shown when it is selected (spec/deviations.yaml: run-without-langsmith-session).
        if select.iter().flatten().any(|name| name == "langsmith_session_name") {
            rows.iter_mut().for_each(|run| run.langsmith_session_name = Some(None));
        }
        Ok(Reply::ok(rows).select(select))
    }

    async fn create_run(
        &self,
        call: &Call,
        path: CreateRunPath,
        body: types::RunCreateStateful,
    ) -> Result<Reply<types::Run>, ApiError> {
        let run =
            self.app.create_run(self.payload(call, body)?, Target::Thread(path.thread_id), &call.request_id).await?;
        let (thread_id, run_id) = (run.thread_id, run.run_id);
        Ok(located(Reply::ok(run.into_api()), thread_id, run_id, None))
    }

    async fn stream_run(
        &self,
        call: &Call,
        path: StreamRunPath,
        body: types::RunCreateStreamingStateful,
    ) -> Result<Reply<ByteStream>, ApiError> {
        let streaming =
            self.app.stream_run(self.payload(call, body)?, Target::Thread(path.thread_id), &call.request_id).await?;
        let (thread_id, run_id) = (streaming.thread_id, streaming.run_id);
        Ok(located(Reply::ok(self.event_body(streaming)), thread_id, run_id, Some("stream")))
    }

    async fn wait_run(
        &self,
        call: &Call,
        path: WaitRunPath,
        body: types::RunCreateStreamingStateful,
    ) -> Result<Reply<ByteStream>, ApiError> {
        let waiting =
            self.app.wait_run(self.payload(call, body)?, Target::Thread(path.thread_id), &call.request_id).await?;
        let (thread_id, run_id) = (waiting.thread_id, waiting.run_id);
        Ok(located(Reply::ok(self.wait_body(waiting)), thread_id, run_id, Some("join")))
    }

    async fn get_run(&self, _: &Call, path: GetRunPath) -> Result<Reply<types::Run>, ApiError> {
        Ok(Reply::ok(self.app.get_run(path.thread_id, path.run_id).await?.into_api()))
    }

    async fn delete_run(&self, _: &Call, path: DeleteRunPath) -> Result<Reply<()>, ApiError> {
        self.app.delete_run(path.thread_id, path.run_id).await?;
        Ok(Reply::empty_body())
    }

    async fn join_run(&self, _: &Call, path: JoinRunPath, query: JoinRunQuery) -> Result<Reply<ByteStream>, ApiError> {
        let waiting = self.app.join_run(path.thread_id, path.run_id, query.cancel_on_disconnect).await?;
        Ok(located(Reply::ok(self.wait_body(waiting)), path.thread_id, path.run_id, Some("join")))
    }

    async fn join_run_stream(
        &self,
        call: &Call,
        path: JoinRunStreamPath,
        query: JoinRunStreamQuery,
    ) -> Result<Reply<ByteStream>, ApiError> {
        let join = JoinStream {
            last_event_id: call.last_event_id(),
            // The Python client writes `stream_mode=` for none.
            modes: query.stream_mode.unwrap_or_default().into_iter().filter(|mode| !mode.is_empty()).collect(),
            cancel_on_disconnect: query.cancel_on_disconnect,
        };
        let streaming = self.app.join_stream(path.thread_id, path.run_id, join).await?;
        Ok(located(Reply::ok(self.event_body(streaming)), path.thread_id, path.run_id, Some("stream")))
    }

    async fn cancel_runs(
        &self,
        _: &Call,
        query: CancelRunsQuery,
        body: types::RunsCancel,
    ) -> Result<Reply<()>, ApiError> {
        let which = match (body.status, body.thread_id, body.run_ids) {
            (Some(types::RunsCancelStatus::Pending), ..) => CancelMany::InFlight(Some(RunStatus::Pending)),
            (Some(types::RunsCancelStatus::Running), ..) => CancelMany::InFlight(Some(RunStatus::Running)),
            (None, Some(thread_id), Some(run_ids)) => CancelMany::Named { thread_id, run_ids },
            // The document refuses any other combination before it comes here.
            (Some(types::RunsCancelStatus::All) | None, ..) => CancelMany::InFlight(None),
        };
        self.app.cancel_runs(which, cancel_action(query.action)).await?;
        Ok(Reply::empty_body())
    }

    async fn cancel_run(
        &self,
        _: &Call,
        path: CancelRunPath,
        query: CancelRunQuery,
    ) -> Result<Reply<AnyBody>, ApiError> {
        let waiting = self.app.cancel_run(path.thread_id, path.run_id, cancel_action(query.action)).await?;
        if !query.wait {
            return Ok(Reply::with_status(http::StatusCode::ACCEPTED, AnyBody::Empty));
        }
        let body = AnyBody::JsonStream(self.wait_body(waiting));
        Ok(located(Reply::ok(body), path.thread_id, path.run_id, Some("join")))
    }
}
