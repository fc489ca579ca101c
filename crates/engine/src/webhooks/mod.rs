//! Webhooks: notifications of the end of runs.
//!
//! The storage has an outbox that is written in the transaction that ends a run. [`Webhooks`] is the handle of what
//! empties it: it is woken by the ends of runs and by a timer for the next try, and sends each delivery until its
//! receiver has taken it: at least once, also over restarts. [`Guard`] decides where webhooks may go: when a run is
//! created, and again for every address that a name leads to.

mod address;
mod backoff;
mod deliver;
mod guard;
mod resolve;
mod send;
mod settings;
mod sign;

pub use deliver::{Render, WebhookOptions, Webhooks};
pub use guard::{Guard, Refused};
pub use settings::{Secret, WebhookSettings, WebhookUrls};
