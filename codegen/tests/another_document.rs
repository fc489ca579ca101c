//! A document of another origin: JSON, with the operation ids that FastAPI makes, with hints and corrections in an
//! overlay. The result is that of the project's own document.

use std::fmt::Write as _;

use runyard_codegen::{Inputs, OperationSummary, generate};
use serde_json::{Value, json};

/// The document of the repository, from its own place.
fn own(name: &str) -> String {
    let path = format!("{}/../spec/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// What FastAPI calls an operation: its function, its path and its method.
fn fastapi_id(id: &str, path: &str, method: &str) -> String {
    let path: String = path.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    format!("{id}{path}_{method}")
}

#[test]
fn a_json_document_with_other_ids_and_an_overlay_gives_the_same_server() {
    let (openapi, overlay) = (own("openapi.yaml"), own("overlay.yaml"));
    let expected = generate(&Inputs { openapi: &openapi, overlay: Some(&overlay) }).expect("the own document");

    let mut document: Value = serde_yaml_ng::from_str(&openapi).expect("YAML");
    let mut more = String::new();
    let mut renamed = 0;
    for (path, operations) in document["paths"].as_object_mut().expect("paths") {
        for (method, operation) in operations.as_object_mut().expect("operations") {
            let Some(id) = operation.get("operationId").and_then(Value::as_str).map(str::to_owned) else { continue };
            operation["operationId"] = json!(fastapi_id(&id, path, method));
            writeln!(more, "  - target: $.paths['{path}'].{method}\n    update: {{operationId: {id}}}").expect("text");
            renamed += 1;
        }
    }
    assert!(renamed > 50, "only {renamed} operations were found");
    // A property that the other document lacks, and one that only it has.
    let properties = document.pointer_mut("/components/schemas/Thread/properties").expect("a thread has properties");
    let members = properties.as_object_mut().expect("an object");
    let missing = members.remove("state_updated_at").expect("it is there");
    members.insert("internal_shard".to_owned(), json!({"type": "integer"}));
    writeln!(
        more,
        "  - target: $.components.schemas.Thread.properties\n    update: {}",
        json!({"state_updated_at": missing})
    )
    .expect("text");
    writeln!(more, "  - target: $.components.schemas.Thread.properties.internal_shard\n    remove: true")
        .expect("text");

    let overlay = format!("{}\n{more}", overlay.trim_end());
    let found = generate(&Inputs { openapi: &document.to_string(), overlay: Some(&overlay) }).expect("the other one");
    let members = |types: &str| {
        let start = types.find("pub struct Thread {").expect("the type of a thread");
        let end = start + types[start..].find("\n}").expect("it ends");
        let mut lines: Vec<_> = types[start..end].lines().map(str::trim).filter(|l| l.starts_with("pub ")).collect();
        lines.sort_unstable();
        lines.join("\n")
    };
    assert_eq!(members(&found.types), members(&expected.types));
    assert_eq!(found.server_api.matches("async fn ").count(), expected.server_api.matches("async fn ").count());
    // The fingerprints differ: the added member comes last.
    let names = |operations: &[OperationSummary]| {
        let name = |o: &OperationSummary| format!("{} {} {} {}", o.method, o.path, o.operation_id, o.tag);
        operations.iter().map(name).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(names(&found.operations), names(&expected.operations));
}
