//! Rust client of the Agent Server API.
//!
//! [`Client`] has a method per operation and [`types`] the bodies, both generated from the API document.
//! [`sse`] reads event streams and resumes them after a lost connection.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use runyard_client::{Client, sse::EventStream, types};
//!
//! let client = Client::new("http://127.0.0.1:8123");
//! let thread = client.create_thread().body(types::ThreadCreate::builder()).send().await?.into_inner();
//! let run = types::RunCreateStreamingStateful::builder().assistant_id("agent".to_string()).stream_resumable(true);
//! let response = client.stream_run().thread_id(thread.thread_id).body(run).send().await?;
//! let mut events = EventStream::from_response(&client, response);
//! while let Some(event) = events.next().await {
//!     let event = event?;
//!     println!("{} {}", event.name, event.data);
//! }
//! # Ok(())
//! # }
//! ```

#[allow(clippy::all, clippy::pedantic, missing_docs, rustdoc::all)]
// Formatted by the generator; `cargo fmt` must not make it differ from a fresh run.
#[rustfmt::skip]
mod generated;
pub mod sse;

pub use generated::*;
