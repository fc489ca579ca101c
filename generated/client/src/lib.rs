//! Rust client of the Agent Server API.
//!
//! [`Client`] has a method per operation, generated from the API document. Its [`types`] are those of the server.
//! [`sse`] reads event streams and resumes them after a lost connection.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use runyard_client::{Client, sse::EventStream, types};
//!
//! let client = Client::new("http://127.0.0.1:8123");
//! let thread = client.create_thread(&types::ThreadCreate::default()).await?.into_inner();
//! let run = types::RunCreateStreamingStateful {
//!     stream_resumable: Some(true),
//!     ..types::RunCreateStreamingStateful::new("agent".to_owned())
//! };
//! let response = client.stream_run(&thread.thread_id, &run).await?;
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
pub use runyard_types as types;
