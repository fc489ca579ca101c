//! One execution: a run on a worker, from the dispatch to its outcome.

use std::sync::Arc;

use tokio::sync::watch;

use super::{
    cancel::{self, Enforced},
    connection::{ExecutionQueue, Incoming},
    frames::{Frame, FrameError, OutFrame},
    liveness::STOPPED_KILL_MS,
    messages::{read_end, read_request},
    outgoing::run_frame,
    pool::{Lease, Need, Pool, PoolAnswer, START_FAILED},
    process::Exit,
    requests::{carry_out, is_checkpoint_write, refusal, rejected, rejection},
    worker::{Role, Worker},
};
use runyard_core::{
    event::Event,
    host::{Blame, Death, EndStatus, HostError, Job, Outcome, Persistence, Report, RunLink, Stop},
    id::RunId,
    run::RunError,
};

/// Events that go to the engine in one call, about: whatever has arrived in the meantime, within a limit.
const EMIT_MAX_EVENTS: usize = 1024;

/// Runs executions on workers.
pub struct Executor {
    /// The workers.
    pub pool: Arc<Pool>,
    /// The storage of checkpoints.
    pub persistence: Arc<dyn Persistence>,
    /// How long a worker may take to obey a stop.
    pub cancel_grace: std::time::Duration,
    /// The logger.
    pub log: slog::Logger,
}

impl Executor {
    /// Runs a job to its end.
    pub async fn execute(&self, job: Job, link: Arc<dyn RunLink>) -> Outcome {
        let run_id = job.run.run_id;
        let mut stop = link.stop();
        loop {
            let lease = tokio::select! {
                lease = self.lease(&job) => match lease {
                    Ok(lease) => lease,
                    Err(outcome) => return outcome,
                },
                () = stopped(&mut stop) => return ended(EndStatus::Stopped),
            };
            let Some(queue) = lease.worker.connection.open(lease.r) else {
                // It died just now; its supervisor has not heard of it yet.
                lease.worker.exited().await;
                self.pool.remove(lease.worker.id);
                continue;
            };
            let frame = match run_frame(lease.r, &job) {
                Ok(frame) => frame,
                Err(error) => {
                    let message = format!("failed to hand the run to a worker: {error}");
                    return ended(EndStatus::Error(RunError { error: "RunTooLarge".into(), message }));
                }
            };
            let worker = lease.worker.clone();
            let (link, persistence) = (link.as_ref(), self.persistence.as_ref());
            let mut execution = Execution { run_id, worker, queue, link, persistence, unhandled: Vec::new() };
            if let Some(outcome) = self.see_to_the_end(&lease, &mut execution, frame, stop.clone()).await {
                return outcome;
            }
            slog::info!(self.log, "moved a run from an unresponsive worker to another one";
                "run_id" => %run_id, "worker" => lease.worker.id);
        }
    }

    async fn lease(&self, job: &Job) -> Result<Lease, Outcome> {
        let graph_id = &job.run.graph_id;
        let need = if job.alone { Need::Alone { fresh: job.run.faults > 0 } } else { Need::Shared };
        let mut freed = self.pool.freed();
        let mut waiting = None;
        loop {
            // Marked as seen before asking: a slot that becomes free in the meantime is not missed.
            freed.mark_unchanged();
            match self.pool.acquire(graph_id, need) {
                PoolAnswer::Yes(lease) => return Ok(lease),
                PoolAnswer::NotNow => {}
                PoolAnswer::Failed(error) => {
                    return Err(ended(EndStatus::Error(RunError {
                        error: "GraphLoadError".into(),
                        message: format!("graph {graph_id:?} could not be imported: {error}"),
                    })));
                }
                PoolAnswer::Unknown => {
                    return Err(ended(EndStatus::Error(RunError {
                        error: "GraphNotFound".into(),
                        message: format!("there is no graph {graph_id:?} in the configuration"),
                    })));
                }
                PoolAnswer::Hopeless(reason) => {
                    let error = START_FAILED.to_owned();
                    return Err(ended(EndStatus::Error(RunError { error, message: reason })));
                }
                PoolAnswer::Closed => {
                    let reason = "the workers were shut down".into();
                    return Err(Outcome::Lost { reason, blame: Blame::Innocent });
                }
            }
            match &waiting {
                None => waiting = Some(self.pool.wait(need)),
                Some(_) => self.pool.demand(),
            }
            // The sender lives in the pool.
            let _ = freed.changed().await;
        }
    }

    /// Sees to an execution until it has ended; `None` when it was withdrawn before it began, because the worker does
    /// not answer.
    async fn see_to_the_end(
        &self,
        lease: &Lease,
        execution: &mut Execution<'_>,
        frame: OutFrame,
        mut stop: watch::Receiver<Option<Stop>>,
    ) -> Option<Outcome> {
        let worker = &lease.worker;
        let mut killed = false;
        let end = {
            let consume = execution.consume(frame);
            let enforce = cancel::enforce(worker, lease.r, &mut stop, self.cancel_grace, &self.log);
            let stuck = not_begun_and_stalled(worker, lease.r);
            tokio::pin!(consume, enforce, stuck);
            tokio::select! {
                // An end that has arrived counts, even if the grace period ends at the same moment.
                biased;
                end = &mut consume => end,
                enforced = &mut enforce => match enforced {
                    Enforced::Killed => {
                        killed = true;
                        // What the worker sent before its death still counts.
                        consume.await
                    }
                    // The others on the worker are not to pay for that.
                    Enforced::Withdrawn => return Some(ended(EndStatus::Stopped)),
                },
                () = &mut stuck => {
                    cancel::withdraw(worker, lease.r);
                    return None;
                }
            }
        };
        Some(match end {
            // A worker that is shutting down rejects frames that were still on the way.
            ExecutionEnd::Outcome(Outcome::Ended { status: EndStatus::Stopped, .. }) if stop.borrow().is_none() => {
                let reason = "the worker stopped the run without being asked to".into();
                Outcome::Lost { reason, blame: Blame::Innocent }
            }
            ExecutionEnd::Outcome(outcome) => outcome,
            ExecutionEnd::ConnectionEnded => {
                let exit = worker.exited().await;
                if killed {
                    return Some(ended(EndStatus::Stopped));
                }
                let why = worker.connection.closed().await;
                Outcome::Lost { reason: describe_loss(worker, &exit, &why), blame: blame(worker, lease.r) }
            }
            ExecutionEnd::Fault(error) => {
                if !error.is_gone() {
                    slog::error!(self.log, "failed to store the output of a run"; "run" => %execution.run_id, "error" => %error);
                }
                let unhandled = std::mem::take(&mut execution.unhandled);
                cancel::abandon(worker, lease.r, unhandled, &mut execution.queue, self.cancel_grace).await;
                Outcome::of_host_error(&error)
            }
            ExecutionEnd::Rejected(error) => {
                slog::error!(self.log, "failed to process an event of a run"; "run" => %execution.run_id, "error" => &error.message);
                let unhandled = std::mem::take(&mut execution.unhandled);
                cancel::abandon(worker, lease.r, unhandled, &mut execution.queue, self.cancel_grace).await;
                ended(EndStatus::Error(error))
            }
        })
    }
}

/// Waits until a worker's event loop does not answer, if the execution has not begun by then.
async fn not_begun_and_stalled(worker: &Worker, r: u64) {
    worker.stalled().await;
    if worker.connection.has_begun(r) {
        std::future::pending::<()>().await;
    }
}

/// Returns a run's responsibility for a worker's death. The connection has ended, so all messages of the worker have
/// been processed.
fn blame(worker: &Worker, r: u64) -> Blame {
    if worker.was_killed_for_a_run() {
        return Blame::Innocent;
    }
    let alone = worker.role == Role::Alone;
    let (started, started_on_worker) = (worker.connection.has_begun(r), worker.connection.begun());
    match Blame::for_death(Death { started, started_on_worker, alone }) {
        // Another program may have stopped the process, so the run is blamed only the second time.
        Blame::Culprit if worker.was_stopped() && !alone => Blame::Suspect,
        blame => blame,
    }
}

/// Describes how a worker was lost. The description includes the worker's output only if this run was the only one on
/// it.
fn describe_loss(worker: &Worker, exit: &Exit, why: &str) -> String {
    if worker.was_stopped() {
        return format!(
            "the process of worker {} had been stopped (SIGSTOP), did not go on, and was killed after {} seconds",
            worker.id,
            STOPPED_KILL_MS / 1000
        );
    }
    let mut text = format!("worker {} ended: {}", worker.id, exit.status);
    if exit.is_clean() {
        text = format!("{text}; {why}");
    }
    if worker.role == Role::Alone && worker.connection.begun_ever() <= 1 && !exit.tail.is_empty() {
        text = format!("{text}; its last lines on standard error:\n{}", exit.tail.join("\n"));
    }
    text
}

async fn stopped(stop: &mut watch::Receiver<Option<Stop>>) {
    if stop.wait_for(Option::is_some).await.is_err() {
        // This run can no longer be stopped.
        std::future::pending::<()>().await;
    }
}

const fn ended(status: EndStatus) -> Outcome {
    let report = Report { supersteps: None, failure: None };
    Outcome::Ended { status, waiting: false, values: None, interrupts: None, output: None, report }
}

/// The reason why an execution's frames are no longer processed.
enum ExecutionEnd {
    Outcome(Outcome),
    ConnectionEnded,
    /// The server could not keep something.
    Fault(HostError),
    /// The worker sent something for this run that the server cannot use.
    Rejected(RunError),
}

struct Execution<'a> {
    run_id: RunId,
    worker: Arc<Worker>,
    queue: ExecutionQueue,
    link: &'a dyn RunLink,
    persistence: &'a dyn Persistence,
    /// The frames that arrived after the one that ended the execution.
    unhandled: Vec<Incoming>,
}

impl Execution<'_> {
    /// Dispatches the run and handles its frames, in order, to the end.
    async fn consume(&mut self, run: OutFrame) -> ExecutionEnd {
        if self.worker.connection.send(run).await.is_err() {
            return ExecutionEnd::ConnectionEnded;
        }
        let mut events = Vec::new();
        while let Some(first) = self.queue.next().await {
            // Batches are kept until their events are out: their bytes count against the execution's budget until then.
            let mut held = Vec::new();
            let mut next = Some(first);
            while let Some(mut batch) = next {
                let mut items = std::mem::take(&mut batch.items).into_iter();
                while let Some(item) = items.next() {
                    if let Err(end) = self.handle(item, &mut events).await {
                        self.unhandled.extend(items);
                        return end;
                    }
                }
                held.push(batch);
                next = if events.len() < EMIT_MAX_EVENTS { self.queue.try_next() } else { None };
            }
            if let Err(end) = self.emit(&mut events).await {
                return end;
            }
        }
        ExecutionEnd::ConnectionEnded
    }

    async fn handle(&mut self, item: Incoming, events: &mut Vec<Event>) -> Result<(), ExecutionEnd> {
        match item {
            Incoming::Started => {
                self.link.started();
                Ok(())
            }
            Incoming::Event(event) => {
                events.push(event);
                Ok(())
            }
            Incoming::Request { id, frame } => {
                self.emit(events).await?;
                self.request(id, &frame).await
            }
            Incoming::End(frame) => {
                self.emit(events).await?;
                match read_end(&frame) {
                    Ok(outcome) => Err(ExecutionEnd::Outcome(outcome)),
                    // The execution has ended all the same.
                    Err(error) => Err(ExecutionEnd::Outcome(ended(EndStatus::Error(RunError {
                        error: "ProtocolError".into(),
                        message: format!("failed to read the end of the run: {error}"),
                    })))),
                }
            }
        }
    }

    async fn emit(&self, events: &mut Vec<Event>) -> Result<(), ExecutionEnd> {
        if events.is_empty() {
            return Ok(());
        }
        self.link.emit(std::mem::take(events)).await.map_err(ExecutionEnd::Fault)
    }

    async fn request(&self, id: Option<u64>, frame: &Frame) -> Result<(), ExecutionEnd> {
        let request = match read_request(frame, Some(self.run_id)) {
            Ok(request) => request,
            Err(error) => return self.reject(id, &error).await,
        };
        let must_succeed = id.is_none() || is_checkpoint_write(&request);
        let answer = match carry_out(self.persistence, request, id).await {
            Ok(answer) => answer,
            // The graph need not handle a temporary failure: it continues when the storage works again.
            Err(error) if must_succeed || error.is_temporary() => {
                // The worker may wait for the answer before it ends the execution.
                if let Some(refused) = id.and_then(|id| refusal(id, &error).ok()) {
                    // When it cannot be sent the connection has ended, and the worker with it.
                    let _ = self.worker.connection.send(refused).await;
                }
                return Err(ExecutionEnd::Fault(error));
            }
            Err(error) => id.and_then(|id| refusal(id, &error).ok()),
        };
        match answer {
            Some(answer) => self.worker.connection.send(answer).await.map_err(|_| ExecutionEnd::ConnectionEnded),
            None => Ok(()),
        }
    }

    /// Refuses a request whose contents cannot be used. One that waits for no answer ends the run: what it was to keep
    /// is missing.
    async fn reject(&self, id: Option<u64>, error: &FrameError) -> Result<(), ExecutionEnd> {
        let Some(id) = id else { return Err(ExecutionEnd::Rejected(rejected(error))) };
        match rejection(id, error) {
            Ok(refused) => self.worker.connection.send(refused).await.map_err(|_| ExecutionEnd::ConnectionEnded),
            Err(_) => Err(ExecutionEnd::Rejected(rejected(error))),
        }
    }
}
