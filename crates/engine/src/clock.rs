//! Handles a wall clock that is set back by an administrator or by the time service.
//!
//! Due times are wall-clock times, so that they survive a restart. Those that were written while the clock was ahead
//! lie in the future afterwards: without a correction, queued runs, webhooks and crons would wait until the clock has
//! caught up.

use std::{sync::Arc, time::Duration};

use super::parts::Parts;
use runyard_core::{storage::StorageError, time::Timestamp};

/// How often the wall clock is compared with its last reading. The database is queried only if the clock was set back.
const CLOCK_CHECK_MS: u64 = 5_000;
/// Steps of a time service below this, in microseconds, are ignored.
const TOLERANCE_MICROS: i64 = 1_000_000;

/// Watches the clock until the server drains.
pub(super) async fn run(parts: Arc<Parts>) {
    let mut last = parts.now();
    loop {
        tokio::time::sleep(Duration::from_millis(CLOCK_CHECK_MS)).await;
        if parts.is_draining() {
            return;
        }
        let now = parts.now();
        let back = last.micros().saturating_sub(now.micros());
        if back > TOLERANCE_MICROS {
            slog::warn!(parts.log, "the system clock was set back; shortening waits that were computed before"; "seconds" => back as f64 / 1e6);
            let shortened =
                parts.try_once("shorten waits after the clock was set back", shorten_waits(&parts, now)).await;
            if shortened.is_err() {
                // `last` stays, so the next check tries again.
                continue;
            }
            parts.wakers.realign_crons();
            parts.queue.wake();
            parts.wakers.outbox_changed();
        }
        last = now;
    }
}

/// Shortens the waits of runs and webhooks that are longer than they can be if they were computed by the present clock.
pub(super) async fn shorten_waits(parts: &Parts, now: Timestamp) -> Result<(), StorageError> {
    let runs = parts.storage.shorten_run_delays(now).await?;
    let longest = parts.options.webhook_wait_max;
    let webhooks = parts.storage.shorten_delivery_waits(now.plus_seconds(longest.as_secs_f64())).await?;
    if runs + webhooks > 0 {
        slog::info!(parts.log, "shortened waits that were computed while the system clock was ahead"; "runs" => runs, "webhooks" => webhooks);
    }
    Ok(())
}
