//! What is committed in `generated/` is what `spec/` says. Never rewrites: `cargo xtask generate` does.

use std::path::Path;

#[test]
fn the_client_is_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read =
        |name: &str| std::fs::read_to_string(root.join(name)).unwrap_or_else(|e| panic!("failed to read {name}: {e}"));
    let (openapi, overlay) = (read("spec/openapi.yaml"), read("spec/overlay.yaml"));
    let output = runyard_codegen::generate(&runyard_codegen::Inputs { openapi: &openapi, overlay: Some(&overlay) })
        .unwrap_or_else(|e| panic!("failed to generate from spec/: {e}"));
    let committed = read("generated/src/generated.rs");
    if committed != output.client {
        let line = committed.lines().zip(output.client.lines()).take_while(|(a, b)| a == b).count() + 1;
        panic!("generated/src/generated.rs differs from spec/ at line {line}; run cargo xtask generate");
    }
}
