//! Counters of the engine, updated by atomic additions. Clones share them.

use prometheus::{Histogram, HistogramOpts, IntCounter, IntCounterVec, Opts};

use runyard_core::run::RunStatus;

/// Upper bounds of the classes of a wait, seconds.
const WAIT_BUCKETS_SECS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1.0, 5.0, 15.0, 60.0, 300.0, 1800.0];
/// Upper bounds of the classes of an attempt's duration, seconds.
const ATTEMPT_BUCKETS_SECS: [f64; 12] = [0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0];

/// Counters of runs since the server was started.
#[derive(Clone, Debug)]
pub struct EngineMetrics {
    /// Runs that were accepted.
    pub created: IntCounter,
    /// Runs that ended, by status, whether or not they are kept. A pending run that is deleted does not end.
    pub ended: IntCounterVec,
    /// Attempts that a fault of ours ended: their worker died.
    pub lost: IntCounter,
    /// From when a run could start to its first start.
    pub wait_seconds: Histogram,
    /// The duration of attempts.
    pub attempt_seconds: Histogram,
}

impl Default for EngineMetrics {
    fn default() -> Self {
        let counter = |name: &str, help: &str| IntCounter::new(name, help).expect("the name is fine");
        let histogram = |name: &str, help: &str, buckets: &[f64]| {
            Histogram::with_opts(HistogramOpts::new(name, help).buckets(buckets.to_vec())).expect("the name is fine")
        };
        let ended = Opts::new("runyard_runs_ended_total", "Runs that ended since the start, by status.");
        let ended = IntCounterVec::new(ended, &["status"]).expect("the name is fine");
        for status in RunStatus::ALL.iter().copied().filter(|status| status.is_final()) {
            ended.with_label_values(&[status.as_str()]);
        }
        Self {
            created: counter("runyard_runs_created_total", "Runs that were accepted since the start."),
            ended,
            lost: counter("runyard_run_attempts_lost_total", "Attempts whose worker died."),
            wait_seconds: histogram(
                "runyard_run_wait_seconds",
                "From when a run could start to its first start.",
                &WAIT_BUCKETS_SECS,
            ),
            attempt_seconds: histogram(
                "runyard_run_attempt_seconds",
                "How long attempts of runs took.",
                &ATTEMPT_BUCKETS_SECS,
            ),
        }
    }
}

impl EngineMetrics {
    /// A run has ended.
    pub(super) fn run_ended(&self, status: RunStatus) {
        self.ended.with_label_values(&[status.as_str()]).inc();
    }

    /// A run has been ended before it started. One that was rolled back has no status any more.
    pub(super) fn ended_before_start(&self, status: Option<RunStatus>) {
        self.run_ended(status.unwrap_or(RunStatus::Interrupted));
    }
}
