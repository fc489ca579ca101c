//! The long-term store over HTTP and from graphs: items, namespaces, searches, times to live.

mod expiry;
mod graphs;
mod index;
mod items;
mod requests;
