//! What comes out for a small document with every construct of the API, and what is refused with which words.

use runyard_codegen::{Inputs, Output, generate};

const KITCHEN_SINK: &str = include_str!("kitchen_sink.yaml");

fn kitchen_sink() -> Output {
    generate(&Inputs { openapi: KITCHEN_SINK, overlay: None }).unwrap_or_else(|e| panic!("{e}"))
}

/// Whether `text` contains `part`, not counting white space.
#[track_caller]
fn assert_contains(text: &str, part: &str) {
    let squeeze = |s: &str| s.split_whitespace().collect::<String>().replace(",)", ")");
    assert!(squeeze(text).contains(&squeeze(part)), "missing: {part}");
}

#[test]
fn every_difference_between_absent_null_and_empty_is_kept() {
    let types = kitchen_sink().types;
    assert_contains(
        &types,
        r#"#[serde(rename = "end_time", default, skip_serializing_if = "Option::is_none",
           deserialize_with = "crate::fields::present")] pub end_time: Option<Option<Timestamp>>"#,
    );
    assert_contains(
        &types,
        r#"#[serde(rename = "thread_id", deserialize_with = "crate::fields::nullable")]
           pub thread_id: Option<ThreadId>"#,
    );
    assert_contains(&types, "pub interrupts: Option<Vec<RawJson>>");
    assert_contains(&types, "pub ttl: Option<Option<serde_json::Number>>");
}

#[test]
fn what_only_answers_contain_and_the_document_leaves_open_is_not_parsed() {
    let document = |body: &str| {
        format!(
            "
openapi: 3.1.0
info: {{title: t, version: '1'}}
paths:
  /a:
    post:
      operationId: a
      tags: [A]
      {body}
      responses: {{'200': {{description: d, content: {{application/json: {{schema: {{$ref: '#/components/schemas/R'}}}}}}}}}}
components:
  schemas:
    ErrorResponse: {{type: object}}
    R:
      type: object
      required: [o]
      properties: {{o: {{type: object}}, l: {{type: array, items: {{}}}}, h: {{type: string, x-runyard-raw: true}}}}
"
        )
    };
    let types = |body: &str| {
        let openapi = document(body);
        generate(&Inputs { openapi: &openapi, overlay: None }).expect("it can be generated").types
    };
    let answered = types("");
    assert_contains(&answered, "pub o: RawJson");
    assert_contains(&answered, "pub l: Option<Vec<RawJson>>");
    let asked = types("requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/R'}}}}");
    assert_contains(&asked, "pub o: serde_json::Map<String, serde_json::Value>");
    // A hint says so wherever it is.
    assert_contains(&asked, "pub h: Option<RawJson>");
}

#[test]
fn unions_try_arrays_before_objects() {
    let types = kitchen_sink().types;
    let goto = types.split("pub enum CommandGoto {").nth(1).and_then(|t| t.split('}').next()).expect("the union");
    let order: Vec<usize> =
        ["SendTaskList(Vec<SendTask>)", "StringList(Vec<String>)", "SendTask(SendTask)", "String(String)"]
            .iter()
            .map(|variant| goto.find(variant).unwrap_or_else(|| panic!("no {variant} in {goto}")))
            .collect();
    assert!(order.is_sorted(), "{goto}");
}

#[test]
fn names_are_those_of_components() {
    let types = kitchen_sink().types;
    assert!(!types.contains("struct Send "), "a type called Send would hide the marker trait");
    assert_contains(&types, "pub struct SendTask");
    // An inline enum with the values of a declared one is that one.
    assert_contains(&types, "pub enum StreamModes { /// As a list of `StreamMode`. List(Vec<StreamMode>)");
    // Merged allOf, recursion, extra members, keywords.
    assert_contains(&types, "pub on_disconnect: Option<RunCreateStreamingOnDisconnect>");
    assert_contains(&types, "pub parent: Option<Box<ThreadState>>");
    assert_contains(&types, "#[serde(flatten)] pub extra: serde_json::Map<String, serde_json::Value>");
    assert_contains(&types, "pub type_: ProtocolErrorType");
}

#[test]
fn limits_are_looked_at_before_the_schema_is_asked() {
    let types = kitchen_sink().types;
    assert_contains(&types, "self.limit.as_ref().is_some_and(|v| (*v < 1i64 || *v > 1000i64))");
    assert_contains(&types, "v.chars().count() > 65536");
    assert_contains(&types, "impl fields::Checked for RunsCancel { fn needs_schema_check(&self) -> bool { true } }");
    assert!(!types.contains("Checked for Config"), "a type without limits is not looked at");
}

#[test]
fn a_patch_is_not_filled_with_defaults() {
    let types = kitchen_sink().types;
    assert_contains(&types, "pub fn enabled_or_default(&self) -> bool");
    assert!(!types.contains("stream_subgraphs_or_default"));
}

#[test]
fn one_trait_per_tag_and_one_method_per_operation() {
    let output = kitchen_sink();
    for name in
        ["StoreApi", "CronsApi", "ThreadRunsApi", "StatelessRunsApi", "A2AApi", "MCPApi", "SystemApi", "StreamingApi"]
    {
        assert_contains(&output.server_api, &format!("pub trait {name}: Send + Sync + 'static"));
    }
    assert_contains(
        &output.server_api,
        "fn get_run(&self, call: &Call, path: GetRunPath) -> impl Future<Output = Result<Reply<types::ThreadState>, ApiError>> + Send;",
    );
    assert_contains(
        &output.server_api,
        "fn get_item(&self, call: &Call, query: GetItemQuery)
        -> impl Future<Output = Result<Reply<Option<types::Item>>, ApiError>> + Send;",
    );
    assert_contains(&output.server_api, "body: Option<types::CronSearch>");
    assert_contains(
        &output.server_api,
        "fn put_item(&self, call: &Call, body: types::StorePutRequest)
        -> impl Future<Output = Result<Reply<()>, ApiError>> + Send;",
    );
    assert_contains(&output.server_api, "pub stream_modes: Vec<types::StreamRunStreamModesValue>");
    assert_contains(&output.server_api, ".stream(\"text/event-stream; charset=utf-8\")");
    assert_contains(&output.server_api, ".bytes(\"text/html; charset=utf-8\")");
    assert_contains(
        &output.server_api,
        "fn metrics(&self, call: &Call, query: MetricsQuery)
        -> impl Future<Output = Result<Reply<AnyBody>, ApiError>> + Send;",
    );
    assert_eq!(output.operations.len(), 19);
}

#[test]
fn literals_come_before_variables() {
    let api = kitchen_sink().server_api;
    let at = |path: &str| {
        let found = api.find(&format!("endpoint::Route {{\n        path: \"{path}\""));
        found.unwrap_or_else(|| panic!("{path} is not in the table"))
    };
    for (variable, literal) in [
        ("/crons/{cron_id}", "/crons/search"),
        ("/threads/{thread_id}/runs/{run_id}", "/threads/{thread_id}/runs/crons"),
    ] {
        assert!(at(literal) < at(variable), "{literal} comes after {variable}");
    }
}

#[test]
fn the_client_says_that_it_is_generated() {
    let output = kitchen_sink();
    assert!(output.client.starts_with("// Generated"));
    assert!(!output.client.contains(".timeout(dur)"), "the total timeout would cut streams");
    // Its types are those of the server, all of them.
    assert!(!output.client.contains("mod types"), "a type of its own");
    assert_contains(&output.client, "ResponseValue<::runyard_types::ThreadState>");
}

#[test]
fn hints_are_not_served() {
    let served = kitchen_sink().openapi_json;
    assert!(!served.contains("x-runyard-"));
    assert!(served.contains("\"openapi\":\"3.1.0\""));
}

fn refusal(openapi: &str) -> String {
    match generate(&Inputs { openapi, overlay: None }) {
        Ok(_) => panic!("it was taken"),
        Err(error) => error.to_string(),
    }
}

fn with_operation(operation: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: 1.0.0}}\npaths:\n  /a:\n    get: {operation}\ncomponents:\n  \
         schemas:\n    ErrorResponse: {{type: object, properties: {{detail: {{type: string}}}}}}\n"
    )
}

fn with_schema(schema: &str) -> String {
    with_operation("{operationId: a, tags: [A], responses: {'204': {description: d}}}") + &format!("    X: {schema}\n")
}

#[test]
fn what_cannot_be_expressed_is_refused_with_its_place() {
    for (openapi, message) in [
        (
            with_operation("{tags: [A], responses: {'204': {description: d}}}"),
            "openapi: /paths/~1a/get: the operation has no operationId",
        ),
        (
            with_operation("{operationId: a, responses: {'204': {description: d}}}"),
            "openapi: /paths/~1a/get: the operation has no tag",
        ),
        (
            with_schema("{type: object, properties: {a: {$ref: '#/components/schemas/Nope'}}}"),
            "openapi: /components/schemas/X/properties/a/$ref: \"#/components/schemas/Nope\" names no component",
        ),
        (
            with_schema("{type: object, patternProperties: {a: {}}}"),
            "openapi: /components/schemas/X/patternProperties: the keyword \"patternProperties\" cannot be expressed",
        ),
        (
            with_schema("{oneOf: [{type: object, properties: {a: {type: string}}}, {type: integer}]}"),
            "openapi: /components/schemas/X/oneOf/0: an object among alternatives needs an x-runyard-name",
        ),
        (
            with_schema("{type: string, enum: [a_b, a-b]}"),
            "openapi: /components/schemas/X/enum: the value \"a-b\" has no Rust name of its own",
        ),
        (
            with_schema("{type: object, required: [b], properties: {a: {type: string}}}"),
            "openapi: /components/schemas/X/required: \"b\" is not a property",
        ),
        (with_schema("{type: whatever}"), "openapi: /components/schemas/X/type: unknown type \"whatever\""),
        (
            with_schema("{type: object, properties: {y: {type: object, properties: {a: {type: string}}}}}")
                + "    XY: {type: object, properties: {b: {type: string}}}\n",
            "openapi: /components/schemas/X/properties/y: two different schemas would be the type XY; give this one an x-runyard-name",
        ),
        (
            with_operation("{operationId: a, tags: [A], x-runyard-reply: loud, responses: {'204': {description: d}}}"),
            "openapi: /paths/~1a/get/x-runyard-reply: \"loud\" is not one of stream, any",
        ),
        ("openapi: 3.0.3\n".into(), "openapi: /openapi: must be a version 3.1"),
    ] {
        assert_eq!(refusal(&openapi), message);
    }
}

#[test]
fn two_operations_with_one_id_are_refused() {
    let twice = "openapi: 3.1.0\ninfo: {title: t, version: 1.0.0}\npaths:\n  \
        /a: {get: {operationId: x, tags: [A], responses: {'204': {description: d}}}}\n  \
        /b: {get: {operationId: x, tags: [A], responses: {'204': {description: d}}}}\n";
    assert_eq!(refusal(twice), "openapi: /paths/~1b/get/operationId: GET /a has the operationId \"x\" too");
}

#[test]
fn generation_is_repeatable() {
    let (a, b) = (kitchen_sink(), kitchen_sink());
    assert_eq!((a.types, a.server_api, a.client), (b.types, b.server_api, b.client));
}
