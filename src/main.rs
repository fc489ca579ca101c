//! The `runyard` command.

use std::process::ExitCode;

use clap::Parser;
use runyard::cli::{
    args::{Cli, Command},
    check, compact, new, serve,
};

#[tokio::main]
async fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Dev(args) => serve::dev(args).await,
        Command::Serve(args) => serve::serve(args).await,
        Command::Check(args) => check::run(args).await,
        Command::Compact(args) => compact::run(&args),
        Command::New(args) => new::run(&args),
    }
}
