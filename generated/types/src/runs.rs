//! What follows from the values of a run, and what they are when a request leaves them out.

use crate::{MultitaskStrategy, OnCompletion, RunStatus};

impl RunStatus {
    /// Whether the run has ended: its status never changes again.
    #[must_use]
    pub const fn is_final(self) -> bool {
        match self {
            Self::Pending | Self::Running => false,
            Self::Success | Self::Error | Self::Timeout | Self::Interrupted => true,
        }
    }
}

impl Default for MultitaskStrategy {
    /// A new run waits for those before it.
    fn default() -> Self {
        Self::Enqueue
    }
}

impl Default for OnCompletion {
    /// A stateless run's thread is deleted with it.
    fn default() -> Self {
        Self::Delete
    }
}
