//! Generates the server's types and endpoints from `spec/` into `OUT_DIR`, and writes nothing else.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use runyard_codegen::{Inputs, generate};

/// A folder with another `openapi.yaml` and `overlay.yaml` in the place of `spec/`.
const SPEC_DIR: &str = "RUNYARD_SPEC_DIR";

fn main() -> ExitCode {
    println!("cargo:rerun-if-env-changed={SPEC_DIR}");
    // Not read here: the package is embedded by a macro that does not see when a file is added to it.
    println!("cargo:rerun-if-changed=worker/runyard_worker");
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("failed to generate the server from spec/\n\n    {message}\n");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from).ok_or(format!("{name} is not set"));
    let spec = match std::env::var_os(SPEC_DIR) {
        Some(dir) => PathBuf::from(dir),
        None => variable("CARGO_MANIFEST_DIR")?.join("spec"),
    };
    let out = variable("OUT_DIR")?;
    let read =
        |path: PathBuf| std::fs::read_to_string(&path).map_err(|e| format!("failed to read {}: {e}", path.display()));
    let write = |name: &str, text: &str| {
        let path: &Path = &out.join(name);
        std::fs::write(path, text).map_err(|e| format!("failed to write {}: {e}", path.display()))
    };
    for file in ["openapi.yaml", "overlay.yaml"] {
        println!("cargo:rerun-if-changed={}", spec.join(file).display());
    }
    let openapi = read(spec.join("openapi.yaml"))?;
    let overlay = read(spec.join("overlay.yaml"))?;
    let output = generate(&Inputs { openapi: &openapi, overlay: Some(&overlay) }).map_err(|e| e.to_string())?;
    write("types.rs", &output.server_types)?;
    write("api.rs", &output.server_api)?;
    write("examples.rs", &output.examples)?;
    write("openapi.json", &output.openapi_json)
}
