//! Python workers: what runs produce on them, and what becomes of runs when workers die, hang or refuse.

mod auth;
mod bench;
mod culprits;
mod kills;
mod memory;
mod pool;
