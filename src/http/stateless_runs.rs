//! The operations of the tag Stateless Runs.

use super::{
    api::{Handlers, located, shown},
    endpoint::{ApiError, ByteStream, Call, Reply},
    generated::StatelessRunsApi,
    rows::IntoApi,
};
use crate::app::payload::Target;
use runyard_types as types;

impl StatelessRunsApi for Handlers {
    async fn create_stateless_run(
        &self,
        call: &Call,
        body: types::RunCreateStateless,
    ) -> Result<Reply<types::Run>, ApiError> {
        let run = self.app.create_run(self.payload(call, body)?, Target::Stateless, &call.request_id).await?;
        let (thread_id, run_id) = (run.thread_id, run.run_id);
        Ok(located(Reply::ok(run.into_api()), thread_id, run_id, None))
    }

    async fn create_run_batch(
        &self,
        call: &Call,
        body: types::RunBatchCreate,
    ) -> Result<Reply<types::RunList>, ApiError> {
        let payloads = body.into_iter().map(|body| self.payload(call, body)).collect::<Result<_, _>>()?;
        Ok(Reply::ok(shown(self.app.create_batch(payloads, &call.request_id).await?)))
    }

    async fn stream_stateless_run(
        &self,
        call: &Call,
        body: types::RunCreateStreamingStateless,
    ) -> Result<Reply<ByteStream>, ApiError> {
        let streaming = self.app.stream_run(self.payload(call, body)?, Target::Stateless, &call.request_id).await?;
        let (thread_id, run_id) = (streaming.thread_id, streaming.run_id);
        Ok(located(Reply::ok(self.event_body(streaming)), thread_id, run_id, Some("stream")))
    }

    async fn wait_stateless_run(
        &self,
        call: &Call,
        body: types::RunCreateStateless,
    ) -> Result<Reply<ByteStream>, ApiError> {
        let waiting = self.app.wait_run(self.payload(call, body)?, Target::Stateless, &call.request_id).await?;
        let (thread_id, run_id) = (waiting.thread_id, waiting.run_id);
        Ok(located(Reply::ok(self.wait_body(waiting)), thread_id, run_id, Some("join")))
    }
}
