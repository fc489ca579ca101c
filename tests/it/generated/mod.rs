//! What is generated from `spec/`: types, their examples, the client, and whether the committed files are fresh.

mod client;
mod examples;
mod freshness;
mod types;
