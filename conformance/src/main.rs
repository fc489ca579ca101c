//! The command `runyard-conformance`.

use std::process::ExitCode;

use clap::Parser;
use runyard_conformance::cli::{self, args::Cli};

#[tokio::main]
async fn main() -> ExitCode {
    // Usage errors of clap have the status 2, as all that keeps the suite from judging.
    let cli = Cli::parse();
    match cli::run(cli).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(cli::HARNESS)
        }
    }
}
