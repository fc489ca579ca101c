//! The client crate from `spec/`: written by `generate`, only compared by `check`.

use std::path::PathBuf;

use runyard_codegen::{Inputs, Output, generate, summary};

use crate::root;

fn client_path() -> PathBuf {
    root().join("generated/src/generated.rs")
}

fn run() -> Result<Output, String> {
    let read = |name: &str| {
        std::fs::read_to_string(root().join("spec").join(name)).map_err(|e| format!("failed to read spec/{name}: {e}"))
    };
    let (openapi, overlay) = (read("openapi.yaml")?, read("overlay.yaml")?);
    generate(&Inputs { openapi: &openapi, overlay: Some(&overlay) })
        .map_err(|e| format!("failed to generate from spec/: {e}"))
}

/// Fails when the committed client is not what `spec/` says.
pub fn check() -> Result<(), String> {
    let output = run()?;
    let have = std::fs::read_to_string(client_path()).unwrap_or_default();
    if have == output.client {
        return Ok(());
    }
    let line = have.lines().zip(output.client.lines()).take_while(|(a, b)| a == b).count() + 1;
    Err(format!("generated/src/generated.rs is not what spec/ says (line {line}); run cargo xtask generate"))
}

/// Rewrites the client and says which operations have changed.
pub fn write() -> Result<(), String> {
    let output = run()?;
    let before = std::fs::read_to_string(client_path()).unwrap_or_default();
    std::fs::write(client_path(), &output.client)
        .map_err(|e| format!("failed to write generated/src/generated.rs: {e}"))?;
    for line in summary::differences(&summary::read_table(&before), &output.operations) {
        println!("{line}");
    }
    let state = if before == output.client { "unchanged" } else { "written" };
    println!("{} operations; generated/src/generated.rs {state}", output.operations.len());
    Ok(())
}
