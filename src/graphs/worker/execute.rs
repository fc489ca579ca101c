//! One execution: a run on a worker, from the dispatch to its outcome.

use std::sync::Arc;

use tokio::sync::watch;
use uuid::Uuid;

use super::{
    cancel,
    connection::{ExecutionQueue, Incoming},
    frames::{Frame, FrameError, OutFrame},
    messages::{read_end, read_request},
    outgoing::run_frame,
    pool::{Found, Lease, Pool, Worker},
    requests::{carry_out, is_checkpoint_write, refusal, rejected, rejection},
};
use crate::{
    domain::{event::Event, run::RunError},
    graphs::{EndStatus, HostError, Job, Outcome, Persistence, Report, RunLink, Stop},
};

/// Events that go to the engine in one call, about: whatever has arrived meanwhile, but not for ever.
const EMIT_MAX_EVENTS: usize = 1024;

/// What executions need of their host.
pub struct Executor {
    /// Where to run.
    pub pool: Arc<Pool>,
    /// Where checkpoints go.
    pub persistence: Arc<dyn Persistence>,
    /// How long a worker may take to obey a stop.
    pub cancel_grace: std::time::Duration,
    /// Where to log.
    pub log: slog::Logger,
}

impl Executor {
    /// Runs a job to its end.
    pub async fn execute(&self, job: Job, link: Arc<dyn RunLink>) -> Outcome {
        let run_id = job.run.run_id;
        let mut stop = link.stop();
        loop {
            let lease = tokio::select! {
                lease = self.lease(&job.run.graph_id) => match lease {
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
            return self.see_to_the_end(&lease, &mut execution, frame, stop).await;
        }
    }

    async fn lease(&self, graph_id: &str) -> Result<Lease, Outcome> {
        let mut freed = self.pool.freed();
        loop {
            // Marked as seen before asking: a place that comes free meanwhile is not overlooked.
            freed.mark_unchanged();
            match self.pool.acquire(graph_id) {
                Found::Yes(lease) => return Ok(lease),
                Found::NotNow => {}
                Found::Failed(error) => {
                    return Err(ended(EndStatus::Error(RunError {
                        error: "GraphLoadError".into(),
                        message: format!("graph {graph_id:?} could not be imported: {error}"),
                    })));
                }
                Found::Unknown => {
                    return Err(ended(EndStatus::Error(RunError {
                        error: "GraphNotFound".into(),
                        message: format!("there is no graph {graph_id:?} in the configuration"),
                    })));
                }
                Found::Closed => {
                    return Err(Outcome::Lost { reason: "the workers were shut down".into(), blameless: true });
                }
            }
            // The sender lives in the pool.
            let _ = freed.changed().await;
        }
    }

    async fn see_to_the_end(
        &self,
        lease: &Lease,
        execution: &mut Execution<'_>,
        frame: OutFrame,
        mut stop: watch::Receiver<Option<Stop>>,
    ) -> Outcome {
        let worker = &lease.worker;
        let mut killed = false;
        let end = {
            let consume = execution.consume(frame);
            let enforce = cancel::enforce(worker, lease.r, &mut stop, self.cancel_grace, &self.log);
            tokio::pin!(consume, enforce);
            tokio::select! {
                // An end that is there counts, even when the grace is over at the same moment.
                biased;
                end = &mut consume => end,
                () = &mut enforce => {
                    killed = true;
                    // What the worker sent before its death still counts.
                    consume.await
                }
            }
        };
        match end {
            // A worker that has been told to shut down refuses what was on its way to it.
            End::Outcome(Outcome::Ended { status: EndStatus::Stopped, .. }) if stop.borrow().is_none() => {
                Outcome::Lost { reason: "the worker stopped the run without being asked to".into(), blameless: true }
            }
            End::Outcome(outcome) => outcome,
            End::ConnectionEnded => {
                let exit = worker.exited().await;
                if killed {
                    return ended(EndStatus::Stopped);
                }
                let why = worker.connection.closed().await;
                Outcome::Lost {
                    reason: format!("worker {} was lost: {why}; its process: {exit}", worker.id),
                    blameless: worker.was_killed_for_a_run(),
                }
            }
            End::Fault(error) => {
                slog::error!(self.log, "failed to keep what a run produced"; "run" => %execution.run_id, "error" => %error);
                let unhandled = std::mem::take(&mut execution.unhandled);
                cancel::abandon(worker, lease.r, unhandled, &mut execution.queue, self.cancel_grace).await;
                Outcome::of_host_error(&error)
            }
            End::Rejected(error) => {
                slog::error!(self.log, "failed to use what a run sent"; "run" => %execution.run_id, "error" => &error.message);
                let unhandled = std::mem::take(&mut execution.unhandled);
                cancel::abandon(worker, lease.r, unhandled, &mut execution.queue, self.cancel_grace).await;
                ended(EndStatus::Error(error))
            }
        }
    }
}

async fn stopped(stop: &mut watch::Receiver<Option<Stop>>) {
    if stop.wait_for(Option::is_some).await.is_err() {
        // Nobody can stop this run any more.
        std::future::pending::<()>().await;
    }
}

const fn ended(status: EndStatus) -> Outcome {
    let report = Report { supersteps: None, failure: None };
    Outcome::Ended { status, waiting: false, values: None, interrupts: None, output: None, report }
}

/// Why an execution's frames are no longer taken.
enum End {
    Outcome(Outcome),
    ConnectionEnded,
    /// The server could not keep something.
    Fault(HostError),
    /// The worker sent something for this run that the server cannot use.
    Rejected(RunError),
}

struct Execution<'a> {
    run_id: Uuid,
    worker: Arc<Worker>,
    queue: ExecutionQueue,
    link: &'a dyn RunLink,
    persistence: &'a dyn Persistence,
    /// What came together with the frame that ended the execution, after it.
    unhandled: Vec<Incoming>,
}

impl Execution<'_> {
    /// Dispatches the run and handles its frames, in order, to the end.
    async fn consume(&mut self, run: OutFrame) -> End {
        if self.worker.connection.send(run).await.is_err() {
            return End::ConnectionEnded;
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
        End::ConnectionEnded
    }

    async fn handle(&mut self, item: Incoming, events: &mut Vec<Event>) -> Result<(), End> {
        match item {
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
                    Ok(outcome) => Err(End::Outcome(outcome)),
                    // The execution has ended all the same.
                    Err(error) => Err(End::Outcome(ended(EndStatus::Error(RunError {
                        error: "ProtocolError".into(),
                        message: format!("failed to read the end of the run: {error}"),
                    })))),
                }
            }
        }
    }

    async fn emit(&self, events: &mut Vec<Event>) -> Result<(), End> {
        if events.is_empty() {
            return Ok(());
        }
        self.link.emit(std::mem::take(events)).await.map_err(End::Fault)
    }

    async fn request(&self, id: Option<u64>, frame: &Frame) -> Result<(), End> {
        let request = match read_request(frame, Some(self.run_id)) {
            Ok(request) => request,
            Err(error) => return self.reject(id, &error).await,
        };
        let must_succeed = id.is_none() || is_checkpoint_write(&request);
        let answer = match carry_out(self.persistence, request, id).await {
            Ok(answer) => answer,
            // What passes is not for the graph to deal with: it goes on when the storage works again.
            Err(error) if must_succeed || error.is_temporary() => {
                // The worker may wait for the answer before it ends the execution.
                if let Some(refused) = id.and_then(|id| refusal(id, &error).ok()) {
                    // When it cannot be sent the connection has ended, and the worker with it.
                    let _ = self.worker.connection.send(refused).await;
                }
                return Err(End::Fault(error));
            }
            Err(error) => id.and_then(|id| refusal(id, &error).ok()),
        };
        match answer {
            Some(answer) => self.worker.connection.send(answer).await.map_err(|_| End::ConnectionEnded),
            None => Ok(()),
        }
    }

    /// Refuses a request whose contents cannot be used. One that waits for no answer ends the run: what it was to keep is missing.
    async fn reject(&self, id: Option<u64>, error: &FrameError) -> Result<(), End> {
        let Some(id) = id else { return Err(End::Rejected(rejected(error))) };
        match rejection(id, error) {
            Ok(refused) => self.worker.connection.send(refused).await.map_err(|_| End::ConnectionEnded),
            Err(_) => Err(End::Rejected(rejected(error))),
        }
    }
}
