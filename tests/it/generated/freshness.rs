//! What is committed of the generator's output is what `spec/` says. Never rewrites: `cargo xtask generate` does.

use crate::support::root;

#[test]
fn what_is_generated_is_fresh() {
    let root = root();
    let read =
        |name: &str| std::fs::read_to_string(root.join(name)).unwrap_or_else(|e| panic!("failed to read {name}: {e}"));
    let (openapi, overlay) = (read("spec/openapi.yaml"), read("spec/overlay.yaml"));
    let output = runyard_codegen::generate(&runyard_codegen::Inputs { openapi: &openapi, overlay: Some(&overlay) })
        .unwrap_or_else(|e| panic!("failed to generate from spec/: {e}"));
    let committed = [
        ("generated/client/src/generated.rs", output.client),
        ("generated/types/src/generated.rs", output.types),
        ("spec/operations.md", output.listing),
    ];
    for (path, text) in committed {
        let committed = read(path);
        if committed != text {
            let line = committed.lines().zip(text.lines()).take_while(|(a, b)| a == b).count() + 1;
            panic!("{path} differs from spec/ at line {line}; run cargo xtask generate");
        }
    }
}
