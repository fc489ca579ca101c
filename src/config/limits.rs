//! Every limit that can be set, with its name, unit and default.

use std::time::Duration;

use super::{ConfigError, env::Variables};

/// Limits of the server. The variables without `RUNYARD_` are the reference server's.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// `N_JOBS_PER_WORKER`: how many runs a worker takes at once.
    pub jobs_per_worker: usize,
    /// `BG_JOB_TIMEOUT_SECS`: how long an attempt of a run may take.
    pub run_timeout_secs: f64,
    /// `BG_JOB_MAX_RETRIES`: how many times a run is started before a fault of the server's makes it fail.
    pub max_attempts: u32,
    /// `RUNYARD_RUN_MAX_UNCLEAN_ENDS`: how many times the server may end without notice (a crash, a kill) while a run
    /// is running and makes no checkpoint; then the run fails instead of being started again.
    pub run_max_unclean_ends: u32,
    /// `BG_JOB_SHUTDOWN_GRACE_PERIOD_SECS`: how long runs may go on when the server is stopped; then they are given
    /// back to the queue.
    pub shutdown_grace_secs: f64,
    /// `RUNYARD_CANCEL_GRACE_MS`: how long a graph may take to obey a cancel; then its worker is killed.
    pub cancel_grace_ms: u64,
    /// `RUNYARD_CALL_TIMEOUT_MS`: how long a question about a thread's state or a graph's schemas may take.
    pub call_timeout_ms: u64,
    /// `RUNYARD_AUTH_TIMEOUT_MS`: the time limit of a handler of `auth`, after which the request is refused.
    pub auth_timeout_ms: u64,
    /// `RUNYARD_DESCRIPTION_CACHE_BYTES`: drawings and schemas of graphs that are kept until their code changes.
    pub description_cache_bytes: usize,
    /// `RUNYARD_STREAM_HEARTBEAT_MS`: silence in a stream before a heartbeat.
    pub stream_heartbeat_ms: u64,
    /// `RUNYARD_REQUEST_BODY_MAX_BYTES`: the largest request that is read.
    pub request_body_max_bytes: usize,
    /// `RUNYARD_REQUEST_BODY_IDLE_MS`: how long the body of a request may stay without another byte; then the request
    /// is refused.
    pub request_body_idle_ms: u64,
    /// `RUNYARD_FIRST_REQUEST_MS`: how long a connection may stay open before its first request.
    pub first_request_ms: u64,
    /// `RUNYARD_KEEP_ALIVE_MS`: how long a connection may stay open after a request before the next.
    pub keep_alive_ms: u64,
    /// `RUNYARD_LIVE_RING_BYTES`: events of one run that cannot be resumed, kept for its slowest reader.
    pub live_ring_bytes: usize,
    /// `RUNYARD_RESUMABLE_RING_BYTES`: events of one resumable run kept in memory; slower readers read from the
    /// database.
    pub resumable_ring_bytes: usize,
    /// `RUNYARD_EVENT_RETENTION_SECS`: how long the events of a resumable run are kept after its end.
    pub event_retention_secs: f64,
    /// `RUNYARD_STORE_VECTOR_CACHE_BYTES`: vectors of the store that searches by meaning keep in memory; others are
    /// read each time.
    pub store_vector_cache_bytes: usize,
    /// `RUNYARD_STORAGE_RETRY_MS`: wait between two tries of a transition that the database refused.
    pub storage_retry_ms: u64,
    /// `RUNYARD_SWEEP_BATCH_THREADS`: how many threads whose time to live has ended one transaction deletes at most,
    /// unless `checkpointer.ttl.sweep_limit` says.
    pub sweep_batch_threads: usize,
    /// `RUNYARD_WEBHOOK_TIMEOUT_MS`: how long a receiver of a webhook may take to answer.
    pub webhook_timeout_ms: u64,
    /// `RUNYARD_WEBHOOK_MAX_IN_FLIGHT`: how many webhooks are sent at once.
    pub webhook_max_in_flight: usize,
    /// `RUNYARD_WEBHOOK_MAX_IN_FLIGHT_PER_HOST`: how many of them to one receiver.
    pub webhook_max_in_flight_per_host: usize,
    /// `RUNYARD_WEBHOOK_MAX_TRIES`: after how many tries a webhook is given up.
    pub webhook_max_tries: u32,
    /// `RUNYARD_WEBHOOK_RETRY_FIRST_MS`: wait after the first try; it grows fourfold with each.
    pub webhook_retry_first_ms: u64,
    /// `RUNYARD_WEBHOOK_RETRY_MAX_MS`: the longest wait between two tries.
    pub webhook_retry_max_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            jobs_per_worker: 10,
            run_timeout_secs: 3600.0,
            max_attempts: 3,
            run_max_unclean_ends: 10,
            shutdown_grace_secs: 180.0,
            cancel_grace_ms: 5_000,
            call_timeout_ms: 120_000,
            auth_timeout_ms: 10_000,
            description_cache_bytes: 16 << 20,
            stream_heartbeat_ms: 5_000,
            request_body_max_bytes: 64 << 20,
            request_body_idle_ms: 60_000,
            first_request_ms: 60_000,
            keep_alive_ms: 120_000,
            live_ring_bytes: 4 << 20,
            resumable_ring_bytes: 1 << 20,
            event_retention_secs: 86_400.0,
            store_vector_cache_bytes: 1 << 30,
            storage_retry_ms: 500,
            sweep_batch_threads: 100,
            webhook_timeout_ms: 10_000,
            webhook_max_in_flight: 32,
            webhook_max_in_flight_per_host: 8,
            webhook_max_tries: 12,
            webhook_retry_first_ms: 2_000,
            webhook_retry_max_ms: 2 * 3600 * 1000,
        }
    }
}

/// Longer times would overflow when they are added to a clock. A hundred years in seconds.
const DURATION_MAX_SECS: f64 = 100.0 * 365.0 * 24.0 * 3600.0;

impl Limits {
    pub(super) fn read(variables: &Variables<'_>) -> Result<Self, ConfigError> {
        let default = Self::default();
        let count = |name: &str, default: usize| {
            variables.number(name, default, "it must be a whole number above 0", |n: &usize| *n > 0)
        };
        let millis = |name: &str, default: u64| {
            let max = (DURATION_MAX_SECS * 1e3) as u64;
            variables
                .number(name, default, "it must be a number of milliseconds above 0", |n: &u64| *n > 0 && *n <= max)
        };
        Ok(Self {
            jobs_per_worker: count("N_JOBS_PER_WORKER", default.jobs_per_worker)?,
            run_timeout_secs: variables.number(
                "BG_JOB_TIMEOUT_SECS",
                default.run_timeout_secs,
                "it must be a number of seconds above 0",
                |n: &f64| *n > 0.0 && *n <= DURATION_MAX_SECS,
            )?,
            max_attempts: variables.number(
                "BG_JOB_MAX_RETRIES",
                default.max_attempts,
                "it must be a whole number above 0",
                |n: &u32| *n > 0,
            )?,
            run_max_unclean_ends: variables.number(
                "RUNYARD_RUN_MAX_UNCLEAN_ENDS",
                default.run_max_unclean_ends,
                "it must be a whole number above 0",
                |n: &u32| *n > 0,
            )?,
            shutdown_grace_secs: variables.number(
                "BG_JOB_SHUTDOWN_GRACE_PERIOD_SECS",
                default.shutdown_grace_secs,
                "it must be a number of seconds, 0 or more",
                |n: &f64| *n >= 0.0 && *n <= DURATION_MAX_SECS,
            )?,
            cancel_grace_ms: millis("RUNYARD_CANCEL_GRACE_MS", default.cancel_grace_ms)?,
            call_timeout_ms: millis("RUNYARD_CALL_TIMEOUT_MS", default.call_timeout_ms)?,
            auth_timeout_ms: millis("RUNYARD_AUTH_TIMEOUT_MS", default.auth_timeout_ms)?,
            description_cache_bytes: count("RUNYARD_DESCRIPTION_CACHE_BYTES", default.description_cache_bytes)?,
            stream_heartbeat_ms: millis("RUNYARD_STREAM_HEARTBEAT_MS", default.stream_heartbeat_ms)?,
            request_body_max_bytes: count("RUNYARD_REQUEST_BODY_MAX_BYTES", default.request_body_max_bytes)?,
            request_body_idle_ms: millis("RUNYARD_REQUEST_BODY_IDLE_MS", default.request_body_idle_ms)?,
            first_request_ms: millis("RUNYARD_FIRST_REQUEST_MS", default.first_request_ms)?,
            keep_alive_ms: millis("RUNYARD_KEEP_ALIVE_MS", default.keep_alive_ms)?,
            live_ring_bytes: count("RUNYARD_LIVE_RING_BYTES", default.live_ring_bytes)?,
            resumable_ring_bytes: count("RUNYARD_RESUMABLE_RING_BYTES", default.resumable_ring_bytes)?,
            event_retention_secs: variables.number(
                "RUNYARD_EVENT_RETENTION_SECS",
                default.event_retention_secs,
                "it must be a number of seconds above 0",
                |n: &f64| *n > 0.0 && *n <= DURATION_MAX_SECS,
            )?,
            store_vector_cache_bytes: count("RUNYARD_STORE_VECTOR_CACHE_BYTES", default.store_vector_cache_bytes)?,
            storage_retry_ms: millis("RUNYARD_STORAGE_RETRY_MS", default.storage_retry_ms)?,
            sweep_batch_threads: count("RUNYARD_SWEEP_BATCH_THREADS", default.sweep_batch_threads)?,
            webhook_timeout_ms: millis("RUNYARD_WEBHOOK_TIMEOUT_MS", default.webhook_timeout_ms)?,
            webhook_max_in_flight: count("RUNYARD_WEBHOOK_MAX_IN_FLIGHT", default.webhook_max_in_flight)?,
            webhook_max_in_flight_per_host: count(
                "RUNYARD_WEBHOOK_MAX_IN_FLIGHT_PER_HOST",
                default.webhook_max_in_flight_per_host,
            )?,
            webhook_max_tries: variables.number(
                "RUNYARD_WEBHOOK_MAX_TRIES",
                default.webhook_max_tries,
                "it must be a whole number above 0",
                |n: &u32| *n > 0,
            )?,
            webhook_retry_first_ms: millis("RUNYARD_WEBHOOK_RETRY_FIRST_MS", default.webhook_retry_first_ms)?,
            webhook_retry_max_ms: millis("RUNYARD_WEBHOOK_RETRY_MAX_MS", default.webhook_retry_max_ms)?,
        })
    }

    /// [`Self::run_timeout_secs`].
    #[must_use]
    pub fn run_timeout(&self) -> Duration {
        Duration::from_secs_f64(self.run_timeout_secs)
    }

    /// [`Self::shutdown_grace_secs`].
    #[must_use]
    pub fn shutdown_grace(&self) -> Duration {
        Duration::from_secs_f64(self.shutdown_grace_secs)
    }

    /// [`Self::cancel_grace_ms`].
    #[must_use]
    pub const fn cancel_grace(&self) -> Duration {
        Duration::from_millis(self.cancel_grace_ms)
    }

    /// [`Self::call_timeout_ms`].
    #[must_use]
    pub const fn call_timeout(&self) -> Duration {
        Duration::from_millis(self.call_timeout_ms)
    }

    /// [`Self::auth_timeout_ms`].
    #[must_use]
    pub const fn auth_timeout(&self) -> Duration {
        Duration::from_millis(self.auth_timeout_ms)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Limits, ConfigError> {
        let configured = BTreeMap::new();
        let process = |name: &str| pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.to_owned());
        Limits::read(&Variables::new(&configured, &process))
    }

    #[test]
    fn variables_change_limits() {
        assert_eq!(read(&[]).unwrap(), Limits::default());
        let limits =
            read(&[("N_JOBS_PER_WORKER", "4"), ("BG_JOB_TIMEOUT_SECS", "1.5"), ("BG_JOB_MAX_RETRIES", "")]).unwrap();
        assert_eq!(limits, Limits { jobs_per_worker: 4, run_timeout_secs: 1.5, ..Limits::default() });
        assert_eq!(limits.run_timeout(), Duration::from_millis(1500));
    }

    #[test]
    fn bad_values_name_their_variable() {
        for (name, value) in [
            ("N_JOBS_PER_WORKER", "0"),
            ("BG_JOB_TIMEOUT_SECS", "soon"),
            ("BG_JOB_TIMEOUT_SECS", "inf"),
            ("BG_JOB_TIMEOUT_SECS", "NaN"),
            ("BG_JOB_MAX_RETRIES", "-1"),
            ("BG_JOB_SHUTDOWN_GRACE_PERIOD_SECS", "-1"),
            ("RUNYARD_CANCEL_GRACE_MS", "1.5"),
        ] {
            let error = read(&[(name, value)]).unwrap_err().to_string();
            assert!(error.contains(name) && error.contains(value), "{error}");
        }
    }
}
