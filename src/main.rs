//! The `runyard` command.

use std::process::ExitCode;

use clap::Parser;
use runyard::cli::{
    args::{Cli, Command},
    check, serve,
};

#[tokio::main]
async fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Dev(args) => serve::run(args, true).await,
        Command::Serve(args) => serve::run(args, false).await,
        Command::Check(args) => check::run(args).await,
    }
}
