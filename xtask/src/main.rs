//! The repository's own commands: `cargo xtask` lists them.

mod contract;
mod env;
mod generate;
mod ledger;
mod mutate;
mod test;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <command>

  test [part...]  runs the whole suite, or the named parts: fmt, clippy, contract, lint, rust, worker,
                  python, js, schema, conformance
  mutate [id...]  puts deliberate faults into a copy of the server and counts those that the conformance suite finds
  env             prepares the Python and Node environments of the tests, under target/test-env
  generate        rewrites generated/ and spec/operations.md from spec/
  check           fails when they are not what spec/ says";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.split_first() {
        Some((command, parts)) if command == "test" => test::run(parts),
        Some((command, ids)) if command == "mutate" => mutate::run(ids),
        Some((command, [])) => match command.as_str() {
            "env" => env::python().and_then(|_| env::node()).and_then(|_| env::schema()).map(drop),
            "generate" => generate::write(),
            "check" => generate::check(),
            _ => Err(USAGE.into()),
        },
        _ => Err(USAGE.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
