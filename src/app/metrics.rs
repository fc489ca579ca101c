//! Metrics of the server, for Prometheus and as JSON.
//!
//! Metrics that the reference also has keep its names (`lg_api_*`), so that dashboards continue to work; the others are
//! named `runyard_*`. Counters are updated by atomic additions; gauges are read when the metrics are requested.

use prometheus::{
    Encoder, Gauge, HistogramOpts, HistogramVec, IntCounterVec, Opts, Registry, TextEncoder, core::Collector,
};
use runyard_core::{
    host::HostStats,
    run::RunStatus,
    storage::{QueueStats, StorageStats},
    time::Timestamp,
    webhook::DeliveryCounts,
};
use runyard_types as types;
use serde_json::Number;

use super::App;
use crate::error::Error;
use runyard_engine::streams::StreamStats;

/// Upper bounds of the classes of a request's duration, milliseconds. Those of the reference are among them.
const LATENCY_BUCKETS_MS: [f64; 18] =
    [1.0, 2.5, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1e3, 5e3, 15e3, 30e3, 60e3, 120e3, 300e3, 600e3, 3600e3];

/// The registry, with its counters and gauges.
pub struct Metrics {
    registry: Registry,
    /// Requests by method, path of the document and status.
    pub http_requests: IntCounterVec,
    /// From a request's head to its answer's, milliseconds, by method and path.
    pub http_latency: HistogramVec,
    gauges: Gauges,
}

/// The gauges, read when the metrics are requested.
struct Gauges {
    pending: Gauge,
    running: Gauge,
    wait_max: Gauge,
    wait_median: Gauge,
    ready_wait_max: Gauge,
    slots: Gauge,
    slots_taken: Gauge,
    slots_free: Gauge,
    workers: Gauge,
    restarts: Gauge,
    stream_logs: Gauge,
    run_readers: Gauge,
    thread_readers: Gauge,
    stream_bytes: Gauge,
    storage_up: Gauge,
    storage_bytes: Gauge,
    storage_waiting: Gauge,
    storage_removals: Gauge,
    webhooks_waiting: Gauge,
    webhooks_given_up: Gauge,
}

/// The current values. Those that come from the database are missing if it does not answer.
struct Snapshot {
    queue: Option<QueueStats>,
    storage: Option<StorageStats>,
    webhooks: Option<DeliveryCounts>,
    host: HostStats,
    streams: StreamStats,
}

impl Metrics {
    /// Puts together what the parts of an application count.
    ///
    /// # Errors
    /// Returns an error if two of them have the same name.
    pub fn new(app: &App) -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let requests = Opts::new("lg_api_http_requests_total", "Requests by method, path and status.");
        let http_requests = IntCounterVec::new(requests, &["method", "path", "status"])?;
        let latency = HistogramOpts::new(
            "lg_api_http_requests_latency",
            "Milliseconds from the head of a request to the head of its answer, which may be a stream.",
        );
        let latency = latency.buckets(LATENCY_BUCKETS_MS.to_vec());
        let http_latency = HistogramVec::new(latency, &["method", "path"])?;
        let (engine, storage) = (app.engine.metrics(), app.storage.metrics());
        let counted: [Box<dyn Collector>; 10] = [
            Box::new(http_requests.clone()),
            Box::new(http_latency.clone()),
            Box::new(engine.created.clone()),
            Box::new(engine.ended.clone()),
            Box::new(engine.lost.clone()),
            Box::new(engine.wait_seconds.clone()),
            Box::new(engine.attempt_seconds.clone()),
            Box::new(storage.commit_seconds),
            Box::new(storage.writes),
            Box::new(storage.removal_failures),
        ];
        counted.into_iter().try_for_each(|collector| registry.register(collector))?;
        #[cfg(target_os = "linux")]
        registry.register(Box::new(prometheus::process_collector::ProcessCollector::for_self()))?;
        let gauges = Gauges::new(&registry)?;
        Ok(Self { registry, http_requests, http_latency, gauges })
    }

    /// Prometheus' text format, and its content type.
    ///
    /// # Errors
    /// Returns an error if it cannot be written.
    pub async fn text(&self, app: &App) -> Result<String, Error> {
        self.gauges.set(&look(app).await);
        let mut text = Vec::new();
        let encoded = TextEncoder::new().encode(&self.registry.gather(), &mut text);
        encoded.map_err(|error| Error::Internal(error.to_string()))?;
        String::from_utf8(text).map_err(|error| Error::Internal(error.to_string()))
    }

    /// The members that the reference has (spec/wire.md#system), and Runyard's own.
    pub async fn json(&self, app: &App) -> types::Metrics {
        let Snapshot { queue, storage, webhooks, host, streams } = look(app).await;
        let engine = app.engine.metrics();
        let ended = |status: RunStatus| integer(engine.ended.with_label_values(&[status.as_str()]).get());
        let seconds = |secs: fn(&QueueStats) -> Option<f64>| queue.as_ref().and_then(secs).and_then(Number::from_f64);
        let commits = app.storage.metrics().commit_seconds;
        types::Metrics {
            queue: types::MetricsQueue {
                n_pending: queue.as_ref().map(|queue| integer(queue.pending)),
                pending_runs_wait_time_max_secs: seconds(|queue| queue.wait_max_secs),
                pending_runs_wait_time_med_secs: seconds(|queue| queue.wait_median_secs),
                pending_unblocked_runs_wait_time_max_secs: seconds(|queue| queue.ready_wait_max_secs),
                n_running: queue.as_ref().map(|queue| integer(queue.running)),
            },
            api: types::MetricsApi { http_requests_total: self.requests() },
            workers: types::MetricsWorkers {
                max: integer(host.slots),
                active: integer(host.running),
                available: integer(host.slots.saturating_sub(host.running)),
                processes: integer(host.workers),
                restarts: integer(host.restarts),
            },
            runs: types::MetricsRuns {
                created: integer(engine.created.get()),
                success: ended(RunStatus::Success),
                error: ended(RunStatus::Error),
                timeout: ended(RunStatus::Timeout),
                interrupted: ended(RunStatus::Interrupted),
                attempts_lost: integer(engine.lost.get()),
            },
            streams: types::MetricsStreams {
                run_readers: integer(streams.run_readers),
                thread_readers: integer(streams.thread_readers),
                logs: integer(streams.logs),
                memory_bytes: integer(streams.memory_bytes),
            },
            storage: types::MetricsStorage {
                up: storage.is_some(),
                size_bytes: storage.as_ref().map(|storage| integer(storage.size_bytes)),
                waiting_writes: storage.as_ref().map(|storage| integer(storage.waiting_writes)),
                commits: integer(commits.get_sample_count()),
                commit_secs_total: Number::from_f64(commits.get_sample_sum()).unwrap_or_else(|| 0.into()),
            },
            webhooks: types::MetricsWebhooks {
                waiting: webhooks.as_ref().map(|counts| integer(counts.waiting)),
                given_up: webhooks.as_ref().map(|counts| integer(counts.given_up)),
            },
        }
    }

    fn requests(&self) -> Vec<types::MetricsApiHttpRequestsTotalItem> {
        let families = self.http_requests.collect();
        let counted = families.iter().flat_map(|family| family.get_metric());
        counted
            .map(|metric| {
                let label = |name| {
                    metric.get_label().iter().find(|label| label.name() == name).map_or("", |label| label.value())
                };
                types::MetricsApiHttpRequestsTotalItem {
                    method: label("method").to_owned(),
                    path: label("path").to_owned(),
                    status: label("status").parse().unwrap_or_default(),
                    count: integer(metric.get_counter().get_value() as u64),
                }
            })
            .collect()
    }
}

/// A count as the document has it; counts beyond its range are cut off.
fn integer(count: impl TryInto<i64>) -> i64 {
    count.try_into().unwrap_or(i64::MAX)
}

async fn look(app: &App) -> Snapshot {
    let (queue, storage, webhooks) =
        tokio::join!(app.storage.queue_stats(Timestamp::now()), app.storage.stats(), app.storage.count_deliveries());
    Snapshot {
        queue: queue.ok(),
        storage: storage.ok(),
        webhooks: webhooks.ok(),
        host: app.host.stats(),
        streams: app.streams.stats(),
    }
}

impl Gauges {
    fn new(registry: &Registry) -> Result<Self, prometheus::Error> {
        let gauge = |name: &str, help: &str| {
            let gauge = Gauge::new(name, help)?;
            registry.register(Box::new(gauge.clone()))?;
            Ok::<_, prometheus::Error>(gauge)
        };
        Ok(Self {
            pending: gauge("lg_api_num_pending_runs", "Runs that have not started, delayed ones included.")?,
            running: gauge("lg_api_num_running_runs", "Runs that are running.")?,
            wait_max: gauge("lg_api_pending_runs_wait_time_max", "The longest wait of a pending run, seconds.")?,
            wait_median: gauge("lg_api_pending_runs_wait_time_med", "The median wait of pending runs, seconds.")?,
            ready_wait_max: gauge(
                "lg_api_pending_unblocked_runs_wait_time_max",
                "The longest wait of a pending run that nothing on its thread holds up, seconds.",
            )?,
            slots: gauge("lg_api_workers_max", "Runs that there is room for.")?,
            slots_taken: gauge("lg_api_workers_active", "Runs that take this room.")?,
            slots_free: gauge("lg_api_workers_available", "What is left of it.")?,
            workers: gauge("runyard_worker_processes", "Worker processes that are ready.")?,
            restarts: gauge(
                "runyard_worker_restarts",
                "Workers that ended unasked or did not start, since the start.",
            )?,
            stream_logs: gauge("runyard_stream_logs", "Event logs of runs that are open.")?,
            run_readers: gauge("runyard_stream_run_readers", "Readers of the streams of runs.")?,
            thread_readers: gauge("runyard_stream_thread_readers", "Readers of the streams of threads.")?,
            stream_bytes: gauge("runyard_stream_memory_bytes", "Events kept in memory for readers, encoded.")?,
            storage_up: gauge("runyard_storage_up", "Whether the database answers.")?,
            storage_bytes: gauge("runyard_storage_size_bytes", "The size of the database.")?,
            storage_waiting: gauge("runyard_storage_waiting_writes", "Changes that wait for the database's writer.")?,
            storage_removals: gauge(
                "runyard_storage_waiting_removals",
                "Deletions of which something is still to be removed from the disk.",
            )?,
            webhooks_waiting: gauge("runyard_webhooks_waiting", "Webhooks that are still to be delivered.")?,
            webhooks_given_up: gauge("runyard_webhooks_given_up", "Webhooks that were given up and are kept.")?,
        })
    }

    /// Sets the gauges. An unknown value becomes NaN instead of keeping the last known value.
    fn set(&self, found: &Snapshot) {
        let Snapshot { queue, storage, webhooks, host, streams } = found;
        let known = |value: Option<u64>| value.map_or(f64::NAN, |value| value as f64);
        self.pending.set(known(queue.map(|queue| queue.pending)));
        self.running.set(known(queue.map(|queue| queue.running)));
        let wait = |secs: fn(&QueueStats) -> Option<f64>| {
            queue.as_ref().map_or(f64::NAN, |queue| secs(queue).unwrap_or_default())
        };
        self.wait_max.set(wait(|queue| queue.wait_max_secs));
        self.wait_median.set(wait(|queue| queue.wait_median_secs));
        self.ready_wait_max.set(wait(|queue| queue.ready_wait_max_secs));
        self.slots.set(host.slots as f64);
        self.slots_taken.set(host.running as f64);
        self.slots_free.set(host.slots.saturating_sub(host.running) as f64);
        self.workers.set(host.workers as f64);
        self.restarts.set(host.restarts as f64);
        self.stream_logs.set(streams.logs as f64);
        self.run_readers.set(streams.run_readers as f64);
        self.thread_readers.set(streams.thread_readers as f64);
        self.stream_bytes.set(streams.memory_bytes as f64);
        self.storage_up.set(f64::from(u8::from(storage.is_some())));
        self.storage_bytes.set(known(storage.map(|storage| storage.size_bytes)));
        self.storage_waiting.set(known(storage.map(|storage| storage.waiting_writes)));
        self.storage_removals.set(known(storage.map(|storage| storage.waiting_removals)));
        self.webhooks_waiting.set(known(webhooks.map(|counts| counts.waiting)));
        self.webhooks_given_up.set(known(webhooks.map(|counts| counts.given_up)));
    }
}
