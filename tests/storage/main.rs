//! Holds each storage backend to one contract, and each to what is its own.

mod contract;
mod harness;
mod sqlite;
