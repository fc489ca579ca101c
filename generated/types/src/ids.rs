//! Ids. Each kind of thing has a type of its own, so that the id of a run cannot be given where that of a thread is
//! meant. On the wire all of them are UUIDs.
//!
//! ```compile_fail,E0308
//! use runyard_types::{RunId, ThreadId};
//!
//! fn cancel(thread_id: ThreadId, run_id: RunId) {}
//! let (thread_id, run_id) = (ThreadId::now_v7(), RunId::now_v7());
//! cancel(run_id, thread_id);
//! ```

use std::{fmt, ops::Deref, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::fields::FromParam;

/// A type around a UUID.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The thing that has this UUID.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The thing that has the UUID of this number.
            #[must_use]
            pub const fn from_u128(number: u128) -> Self {
                Self(Uuid::from_u128(number))
            }

            /// A new id: UUIDv7, so ids sort by creation.
            #[must_use]
            pub fn now_v7() -> Self {
                Self(Uuid::now_v7())
            }

            /// A new id: UUIDv4.
            #[must_use]
            pub fn new_v4() -> Self {
                Self(Uuid::new_v4())
            }

            /// The id that nothing has.
            #[must_use]
            pub const fn nil() -> Self {
                Self(Uuid::nil())
            }

            /// The bare UUID.
            #[must_use]
            pub const fn into_uuid(self) -> Uuid {
                self.0
            }
        }

        /// What takes any UUID, such as the methods of the client, takes this one, too.
        impl Deref for $name {
            type Target = Uuid;

            fn deref(&self) -> &Uuid {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }

        impl FromParam for $name {
            const EXPECTED: &'static str = Uuid::EXPECTED;

            fn from_param(text: &str) -> Option<Self> {
                Uuid::from_param(text).map(Self)
            }
        }
    )* };
}

ids! {
    /// The id of an assistant.
    AssistantId;
    /// The id of a cron.
    CronId;
    /// The id of a run.
    RunId;
    /// The id of a thread.
    ThreadId;
}
