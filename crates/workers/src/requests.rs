//! Executes the workers' requests to the storage: `cp.*` and `store` (worker/PROTOCOL.md).

use std::sync::Arc;

use tokio::sync::mpsc;

use super::{
    connection::Connection,
    frames::{Frame, FrameError, OutFrame},
    messages::{WorkerRequest, read_request},
    outgoing::{ToWorker, store_frame, tuple_frame, tuples_frame},
};
use runyard_core::{
    host::{HostError, Persistence},
    run::RunError,
};

/// Longer reasons for the refusal of a request are cut.
const REASON_MAX_CHARS: usize = 1000;

/// Returns whether a request changes what a run resumes from. When such a write fails the run must not go on as if it
/// had succeeded.
pub const fn is_checkpoint_write(request: &WorkerRequest) -> bool {
    match request {
        WorkerRequest::Put(_) | WorkerRequest::Writes(_) => true,
        WorkerRequest::Get(_) | WorkerRequest::List(_) | WorkerRequest::Upkeep(_) | WorkerRequest::Store(_) => false,
    }
}

/// Carries out a request. Returns the answer for the request's `id`, when it has one.
///
/// # Errors
/// Returns an error if the storage fails, even if the request expects no answer.
pub async fn carry_out(
    persistence: &dyn Persistence,
    request: WorkerRequest,
    id: Option<u64>,
) -> Result<Option<OutFrame>, HostError> {
    let answer = match request {
        WorkerRequest::Get(query) => {
            let tuple = persistence.get_checkpoint(query).await?;
            id.map(|id| tuple_frame(id, tuple.as_ref()))
        }
        WorkerRequest::List(list) => {
            let tuples = persistence.list_checkpoints(list).await?;
            id.map(|id| tuples_frame(id, &tuples))
        }
        WorkerRequest::Put(checkpoint) => {
            persistence.put_checkpoint(checkpoint).await?;
            id.map(done)
        }
        WorkerRequest::Writes(writes) => {
            persistence.put_writes(writes).await?;
            id.map(done)
        }
        WorkerRequest::Upkeep(upkeep) => {
            persistence.keep_up_checkpoints(upkeep).await?;
            id.map(done)
        }
        WorkerRequest::Store(ops) => {
            let results = persistence.store_batch(ops).await?;
            id.map(|id| store_frame(id, &results))
        }
    };
    answer.transpose().map_err(|error| HostError::new(format!("failed to answer the worker: {error}")))
}

fn done(id: u64) -> Result<OutFrame, FrameError> {
    ToWorker::Ok { id }.frame(None)
}

/// The answer to a request whose contents cannot be used.
pub fn rejection(id: u64, error: &FrameError) -> Result<OutFrame, FrameError> {
    ToWorker::Err { id, error: &rejected(error) }.frame(None)
}

/// Returns the error for a request with invalid contents.
pub fn rejected(error: &FrameError) -> RunError {
    // The error may quote a value of the request, however long that is.
    let reason: String = error.to_string().chars().take(REASON_MAX_CHARS).collect();
    RunError {
        error: "InvalidRequest".into(),
        message: format!("the server cannot carry out a request of the graph: {reason}"),
    }
}

/// The answer to a request that failed.
pub fn refusal(id: u64, error: &HostError) -> Result<OutFrame, FrameError> {
    ToWorker::Err { id, error: &RunError { error: "StorageError".into(), message: error.to_string() } }.frame(None)
}

/// Carries out the requests of a worker that belong to no execution, one after the other, until the connection ends.
pub async fn serve_outside(
    connection: Connection,
    mut queue: mpsc::Receiver<(Option<u64>, Frame)>,
    persistence: Arc<dyn Persistence>,
    log: slog::Logger,
) {
    while let Some((id, frame)) = queue.recv().await {
        let request = match read_request(&frame, None) {
            Ok(request) => request,
            Err(error) => {
                slog::error!(log, "failed to read a request of a worker"; "error" => %error);
                if let Some(refused) = id.and_then(|id| rejection(id, &error).ok())
                    && connection.send(refused).await.is_err()
                {
                    return;
                }
                continue;
            }
        };
        let answer = match carry_out(persistence.as_ref(), request, id).await {
            Ok(answer) => answer,
            Err(error) => {
                slog::error!(log, "failed to carry out a request of a worker"; "error" => %error);
                id.and_then(|id| refusal(id, &error).ok())
            }
        };
        if let Some(answer) = answer
            && connection.send(answer).await.is_err()
        {
            return;
        }
    }
}
