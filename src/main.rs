//! The `runyard` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    runyard::Program::new().run()
}
