//! The server uses every type: each is in the parameters, the body or the answer of an operation of the server's traits.
//! The exceptions are listed, and the list only shrinks.

use runyard_codegen::{Inputs, generate};

/// Types that clients read, and that the server's traits do not name.
const FOR_CLIENTS: &[(&str, &str)] = &[
    ("ErrorResponse", "the body of errors, which the server writes in one place for all operations"),
    ("EventStream", "a stream, which is written piece by piece"),
    ("OpenApiDocument", "the document itself, which is served as it is"),
    ("Metrics", "JSON or text, whichever the query asks for, so the operation's answer has no type"),
    ("MetricsApi", "in Metrics"),
    ("MetricsApiHttpRequestsTotalItem", "in Metrics"),
    ("MetricsQueue", "in Metrics"),
    ("MetricsRuns", "in Metrics"),
    ("MetricsStorage", "in Metrics"),
    ("MetricsStreams", "in Metrics"),
    ("MetricsWebhooks", "in Metrics"),
    ("MetricsWorkers", "in Metrics"),
    ("Interrupt", "in threads and states, which pass on what graphs wrote as text"),
    ("RunError", "in threads, which pass on what graphs wrote as text"),
    ("ThreadTask", "in states, which pass on what graphs wrote as text"),
    ("JoinThreadStreamStreamModes", "a query parameter: one value or several, which the server reads as a list"),
];

#[test]
fn the_server_uses_every_type() {
    let openapi = include_str!("../../spec/openapi.yaml");
    let overlay = Some(include_str!("../../spec/overlay.yaml"));
    let output = generate(&Inputs { openapi, overlay }).unwrap_or_else(|e| panic!("{e}"));
    let listed = |name: &str| FOR_CLIENTS.iter().any(|(listed, _)| *listed == name);
    let unused: Vec<_> = output.unused_types.iter().filter(|name| !listed(name)).collect();
    assert!(unused.is_empty(), "no operation of the server needs these types: {unused:?}");
    let stale: Vec<_> =
        FOR_CLIENTS.iter().filter(|(name, _)| !output.unused_types.iter().any(|unused| unused == name)).collect();
    assert!(stale.is_empty(), "the server uses these types, or they are gone; take them off the list: {stale:?}");
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
