//! With the feature `from-spec`: generates the types from `spec/` into `OUT_DIR`. Without it there is nothing to do.

#[cfg(not(feature = "from-spec"))]
fn main() {}

#[cfg(feature = "from-spec")]
fn main() -> std::process::ExitCode {
    match generate() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("failed to generate the types from spec/\n\n    {message}\n");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(feature = "from-spec")]
fn generate() -> Result<(), String> {
    let inputs = runyard_codegen::build::Spec::find()?;
    let output = inputs.generate()?;
    runyard_codegen::build::write("types.rs", &output.types)
}
