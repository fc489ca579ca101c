//! What the workspace's build scripts share: where the document is, and where the output goes.

use std::path::{Path, PathBuf};

use crate::{Inputs, Output, generate};

/// A folder with another `openapi.yaml` and `overlay.yaml` in the place of `spec/`.
const SPEC_DIR: &str = "RUNYARD_SPEC_DIR";

/// The texts of the document and its overlay.
#[derive(Debug)]
pub struct Spec {
    openapi: String,
    overlay: String,
}

impl Spec {
    /// Reads the document of this workspace, or the one that the variable `RUNYARD_SPEC_DIR` names, and has cargo run
    /// the build script again when it changes.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn find() -> Result<Self, String> {
        println!("cargo:rerun-if-env-changed={SPEC_DIR}");
        let spec = match std::env::var_os(SPEC_DIR) {
            Some(dir) => PathBuf::from(dir),
            None => Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("spec"),
        };
        let read = |name: &str| {
            let path = spec.join(name);
            println!("cargo:rerun-if-changed={}", path.display());
            std::fs::read_to_string(&path).map_err(|e| format!("failed to read {}: {e}", path.display()))
        };
        Ok(Self { openapi: read("openapi.yaml")?, overlay: read("overlay.yaml")? })
    }

    /// Generates everything.
    ///
    /// # Errors
    /// As [`generate`].
    pub fn generate(&self) -> Result<Output, String> {
        generate(&Inputs { openapi: &self.openapi, overlay: Some(&self.overlay) }).map_err(|e| e.to_string())
    }
}

/// Writes a file into `OUT_DIR`.
///
/// # Errors
/// When it cannot be written.
pub fn write(name: &str, text: &str) -> Result<(), String> {
    let out = std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    let path = Path::new(&out).join(name);
    std::fs::write(&path, text).map_err(|e| format!("failed to write {}: {e}", path.display()))
}
