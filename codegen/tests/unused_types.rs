//! The server uses every type: a type is in the parameters, the body or the answer of an operation of the server's
//! traits, or the server's sources name it. The exceptions are listed, and the list only shrinks.

use std::{fs, path::Path};

use runyard_codegen::{Inputs, generate};

/// Types for clients that the server does not need, with the reason.
const FOR_CLIENTS: &[(&str, &str)] = &[
    ("EventStream", "the server writes streams event by event"),
    ("OpenApiDocument", "the server serves the text of the document unchanged"),
    ("Interrupt", "graphs write it; the server stores and sends the JSON without parsing it"),
    ("RunError", "the server stores and sends the JSON of a thread's error without parsing it"),
    ("ThreadTask", "graphs write it; the server sends the JSON of a state's tasks without parsing it"),
    ("JoinThreadStreamStreamModes", "a query parameter with one value or several, which the server reads as a list"),
];

/// The text of all Rust files below a folder.
fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&fs::read_to_string(&path).expect("the file can be read"));
        }
    }
}

/// Whether a text names a type of the crate `runyard_types`.
fn names(text: &str, name: &str) -> bool {
    let path = format!("types::{name}");
    text.match_indices(&path)
        .any(|(at, _)| !text[at + path.len()..].starts_with(|next: char| next.is_alphanumeric() || next == '_'))
}

#[test]
fn the_server_uses_every_type() {
    let openapi = include_str!("../../spec/openapi.yaml");
    let overlay = Some(include_str!("../../spec/overlay.yaml"));
    let output = generate(&Inputs { openapi, overlay }).unwrap_or_else(|e| panic!("{e}"));
    let mut text = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../src"), &mut text);
    let without_use: Vec<_> = output.unused_types.iter().filter(|name| !names(&text, name)).collect();
    let listed = |name: &str| FOR_CLIENTS.iter().any(|(listed, _)| *listed == name);
    let unused: Vec<_> = without_use.iter().filter(|name| !listed(name)).collect();
    assert!(unused.is_empty(), "the server does not use these types: {unused:?}");
    let stale: Vec<_> =
        FOR_CLIENTS.iter().filter(|(name, _)| !without_use.iter().any(|unused| unused == name)).collect();
    assert!(stale.is_empty(), "the server uses these types, or they are gone; take them off the list: {stale:?}");
}

#[test]
fn a_longer_name_is_not_a_use() {
    assert!(names("let a: types::Metrics = b;", "Metrics") && names("types::Metrics", "Metrics"));
    assert!(!names("types::MetricsApi { .. }", "Metrics") && !names("runs::Metrics", "Metrics"));
}

#[test]
fn a_type_that_no_operation_needs_is_found() {
    let openapi = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a:
    get:
      operationId: a
      tags: [A]
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Used'}}}}}
components:
  schemas:
    Used: {type: object, properties: {inner: {type: array, items: {$ref: '#/components/schemas/Inner'}}}}
    Inner: {type: object, properties: {a: {type: string}}}
    ErrorResponse: {type: object, properties: {a: {type: string}}}
";
    let output = generate(&Inputs { openapi, overlay: None }).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(output.unused_types, ["ErrorResponse"]);
}
