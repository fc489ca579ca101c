//! The types of the Agent Server API.
//!
//! A component of the API's document is a type of the same name here. Absent, `null` and empty stay different: a member
//! that may be absent is an `Option`, one that may also be `null` is an `Option` of an `Option`. What the document
//! leaves open in answers is [`RawJson`], which is read on demand.
//!
//! ```
//! use runyard_types::{Run, RunCreateStateful, RunStatus};
//!
//! let create = RunCreateStateful { stream_resumable: Some(true), ..RunCreateStateful::new("agent".to_owned()) };
//! assert_eq!(serde_json::to_string(&create)?, r#"{"assistant_id":"agent","stream_resumable":true}"#);
//!
//! let run: Run = serde_json::from_str(
//!     r#"{"run_id": "01a201ac-8973-70c6-a6a3-a4506513270e", "thread_id": "01a201ac-8967-726b-b2a7-4de452e6b438",
//!         "assistant_id": "01d10e59-d4b4-51ec-8e94-9b2716b34de8", "metadata": {"team": "a"}, "status": "success", "kwargs": {},
//!         "multitask_strategy": "enqueue", "created_at": "2026-11-22T05:13:34+00:00", "updated_at": "2026-11-22T05:13:35+00:00"}"#,
//! )?;
//! assert_eq!(run.status, RunStatus::Success);
//! assert_eq!(run.metadata.read::<serde_json::Value>()?["team"], "a");
//! # Ok::<(), serde_json::Error>(())
//! ```

pub mod fields;
pub mod ids;
pub mod json;
mod runs;
#[cfg(feature = "rusqlite")]
mod sqlite;
pub mod time;

pub use generated::*;
pub use ids::{AssistantId, CronId, RunId, ThreadId};
pub use json::RawJson;
pub use time::Timestamp;

#[cfg(feature = "from-spec")]
#[allow(clippy::all, clippy::pedantic, unused_parens)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/types.rs"));
}

#[cfg(not(feature = "from-spec"))]
#[allow(clippy::all, clippy::pedantic, unused_parens)]
// Formatted by the generator; `cargo fmt` must not make it differ from a fresh run.
#[rustfmt::skip]
mod generated;
