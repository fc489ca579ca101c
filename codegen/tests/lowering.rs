//! One test per rule of the table that led to it: a tiny schema before and after.

use runyard_codegen::lower;
use serde_json::{Value, json};

fn after(rule: fn(&mut Value), mut schema: Value) -> Value {
    rule(&mut schema);
    schema
}

#[test]
fn a_type_or_null_is_nullable() {
    assert_eq!(
        after(lower::type_list_to_one_of, json!({"type": ["string", "null"], "format": "uuid"})),
        json!({"type": "string", "format": "uuid", "nullable": true})
    );
}

#[test]
fn several_types_are_alternatives() {
    assert_eq!(
        after(lower::type_list_to_one_of, json!({"type": ["integer", "string"], "minLength": 1, "description": "d"})),
        json!({"description": "d", "oneOf": [
            {"type": "integer", "description": "d"},
            {"type": "string", "minLength": 1, "description": "d"},
        ]})
    );
}

#[test]
fn five_types_are_any_json() {
    let five = json!(["object", "string", "number", "boolean", "integer", "null"]);
    assert_eq!(after(lower::type_list_to_one_of, json!({"type": five})), json!({"nullable": true}));
}

#[test]
fn unstructured_alternatives_are_any_json() {
    let schema = json!({"description": "d", "anyOf": [{"type": "object"}, {"type": "array", "items": {}}]});
    assert_eq!(after(lower::free_union_to_any, schema), json!({"description": "d"}));
}

#[test]
fn alternatives_of_strings_are_a_string() {
    let schema = json!({"anyOf": [{"type": "string", "format": "uuid"}, {"type": "string"}, {"type": "null"}]});
    assert_eq!(after(lower::string_union_to_string, schema), json!({"type": "string", "nullable": true}));
}

#[test]
fn a_null_alternative_is_nullable_and_a_lone_reference_is_wrapped() {
    assert_eq!(
        after(lower::null_to_nullable, json!({"oneOf": [{"$ref": "#/x"}, {"type": "null"}]})),
        json!({"allOf": [{"$ref": "#/x"}], "nullable": true})
    );
    assert_eq!(
        after(lower::null_to_nullable, json!({"anyOf": [{"type": "object"}, {"type": "null"}]})),
        json!({"type": "object", "nullable": true})
    );
    assert_eq!(
        after(lower::null_to_nullable, json!({"type": "string", "enum": ["a", null]})),
        json!({"type": "string", "enum": ["a"], "nullable": true})
    );
}

#[test]
fn any_of_is_one_of() {
    assert_eq!(after(lower::any_of_to_one_of, json!({"anyOf": [1, 2]})), json!({"oneOf": [1, 2]}));
    // Which properties go together is nothing that a type can say.
    assert_eq!(
        after(lower::any_of_to_one_of, json!({"properties": {"a": {}}, "oneOf": [{"required": ["a"]}]})),
        json!({"properties": {"a": {}}})
    );
}

#[test]
fn arrays_come_before_objects() {
    let schema = json!({"oneOf": [
        {"$ref": "#/x"}, {"type": "string"}, {"type": "array", "items": {"$ref": "#/x"}}, {"type": "object"},
        {"type": "array"},
    ]});
    assert_eq!(
        after(lower::arrays_before_objects, schema),
        json!({"oneOf": [
            {"type": "array", "items": {"$ref": "#/x"}}, {"type": "array"}, {"$ref": "#/x"}, {"type": "object"},
            {"type": "string"},
        ]})
    );
}

#[test]
fn const_is_an_enum_of_one() {
    assert_eq!(after(lower::const_to_enum, json!({"const": "x"})), json!({"type": "string", "enum": ["x"]}));
}

#[test]
fn an_enum_of_numbers_is_a_number() {
    assert_eq!(
        after(lower::number_enum_to_number, json!({"type": "integer", "enum": [0, 1]})),
        json!({"type": "integer"})
    );
    let strings = json!({"type": "string", "enum": ["a"]});
    assert_eq!(after(lower::number_enum_to_number, strings.clone()), strings);
}

#[test]
fn titles_and_limits_go() {
    assert_eq!(after(lower::drop_titles, json!({"title": "Config", "type": "object"})), json!({"type": "object"}));
    assert_eq!(
        after(lower::drop_limits, json!({"type": "integer", "minimum": 1, "maximum": 5})),
        json!({"type": "integer"})
    );
    assert_eq!(
        after(lower::numeric_exclusive_bounds, json!({"type": "number", "exclusiveMinimum": 0})),
        json!({"type": "number"})
    );
}

#[test]
fn the_first_example_stays() {
    assert_eq!(after(lower::examples_to_example, json!({"examples": [1, 2]})), json!({"example": 1}));
}

#[test]
fn optional_containers_are_nullable() {
    let schema = json!({"required": ["b"], "properties": {
        "a": {"type": "array", "default": []}, "b": {"type": "array"}, "c": {"type": "object"}, "d": {"type": "string"},
    }});
    assert_eq!(
        after(lower::optional_containers_nullable, schema),
        json!({"required": ["b"], "properties": {
            "a": {"type": "array", "nullable": true}, "b": {"type": "array"},
            "c": {"type": "object", "nullable": true}, "d": {"type": "string"},
        }})
    );
}

#[test]
fn siblings_of_a_reference_survive() {
    assert_eq!(
        after(lower::ref_siblings_to_all_of, json!({"description": "d", "$ref": "#/x"})),
        json!({"description": "d", "allOf": [{"$ref": "#/x"}]})
    );
    assert_eq!(after(lower::ref_siblings_to_all_of, json!({"$ref": "#/x"})), json!({"$ref": "#/x"}));
}

#[test]
fn one_success_is_left() {
    let body = json!({"content": {"application/json": {}}});
    let operation = json!({"responses": {"200": body, "202": {}, "404": {}}});
    assert_eq!(after(lower::one_success, operation), json!({"responses": {"404": {}, "2XX": body}}));
    let only = json!({"responses": {"204": {}}});
    assert_eq!(after(lower::one_success, only.clone()), only);
}

#[test]
fn errors_are_ranges_of_one_type() {
    let out = after(lower::errors_to_ranges, json!({"responses": {"200": {}, "404": {"x": 1}, "default": {"y": 2}}}));
    let statuses: Vec<&String> = out["responses"].as_object().unwrap().keys().collect();
    assert_eq!(statuses, ["200", "4XX", "5XX"]);
    assert_eq!(
        out.pointer("/responses/4XX/content/application~1json/schema/$ref"),
        Some(&json!("#/components/schemas/ErrorResponse"))
    );
}

#[test]
fn a_stream_beside_json_wins() {
    let mut content = json!({"application/json": {}, "text/event-stream": {}});
    lower::one_media_type(content.as_object_mut().unwrap());
    assert_eq!(content, json!({"text/event-stream": {}}));
}

#[test]
fn a_list_or_one_is_a_list_in_a_query() {
    let schema = json!({"anyOf": [{"type": "string", "title": "One"}, {"type": "array", "items": {"type": "string"}}]});
    assert_eq!(lower::list_or_one_to_list(&schema), json!({"type": "array", "items": {"type": "string"}}));
}

#[test]
fn rules_reach_the_innermost_schema() {
    let schema =
        json!({"type": "object", "properties": {"a": {"type": "array", "items": {"type": ["string", "null"]}}}});
    let lowered = lower::lower_schema(&schema, "").unwrap();
    assert_eq!(lowered.pointer("/properties/a/items"), Some(&json!({"type": "string", "nullable": true})));
}

#[test]
fn a_patch_can_say_null() {
    let body = json!({"required": ["a"], "properties": {
        "a": {"type": ["string", "null"]}, "b": {"type": ["string", "null"], "description": "d"}, "c": {"type": "string"},
    }});
    assert_eq!(
        after(lower::patch_null_to_any, body),
        json!({"required": ["a"], "properties": {
            "a": {"type": ["string", "null"]}, "b": {"description": "d"}, "c": {"type": "string"},
        }})
    );
}
