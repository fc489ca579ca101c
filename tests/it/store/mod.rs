//! The long-term store.

mod items;
