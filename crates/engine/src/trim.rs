//! Letting go of event logs whose time is over.

use std::{sync::Arc, time::Duration};

use super::handle::Inner;
use runyard_core::storage::StorageError;

/// The longest wait between two rounds.
const TRIM_INTERVAL_MAX_MS: u64 = 600_000;

/// Removes the logs of runs that ended long enough ago, now and then.
pub(super) async fn run(inner: Arc<Inner>) {
    let retention = inner.options.event_retention;
    let interval = retention.clamp(Duration::from_millis(1), Duration::from_millis(TRIM_INTERVAL_MAX_MS));
    loop {
        tokio::time::sleep(interval).await;
        if inner.is_draining() {
            return;
        }
        let trimmed = inner.storage.trim_events(inner.now().plus_seconds(-retention.as_secs_f64())).await;
        inner.note_storage("trim event logs", &trimmed);
        match trimmed {
            Ok(0) => {}
            Ok(logs) => slog::debug!(inner.log, "trimmed event logs"; "logs" => logs),
            Err(StorageError::Closed) => return,
            // Noted above; the next round tries again.
            Err(_) => {}
        }
    }
}
