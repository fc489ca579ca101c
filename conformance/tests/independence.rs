//! The suite speaks HTTP only: it shares no code with what it judges.

use std::path::Path;

#[test]
fn no_dependency_leads_to_the_server() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let text = std::fs::read_to_string(manifest).expect("the manifest can be read");
    let mut section = "";
    let mut named = 0;
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line;
        } else if section.contains("dependencies") && !line.is_empty() && !line.starts_with('#') {
            named += 1;
            assert!(
                !line.contains("runyard") && !line.contains("{ path") && !line.contains(", path"),
                "{section} names {line}"
            );
        }
    }
    assert!(named > 5, "the dependencies were not found");
}
