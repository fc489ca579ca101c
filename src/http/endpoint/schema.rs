//! Says which member of a body is wrong, and why, by the document's own schema. Only a body that serde refused, or
//! that may break a limit, is looked at here.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{ValidationError, Validator, error::ValidationErrorKind};
use parking_lot::Mutex;
use serde_json::Value;

use super::ApiError;

/// The length to which an invalid value is truncated in the answer, in characters.
const INSTANCE_MAX_CHARS: usize = 2_000;

/// The validators of one body.
struct Schema {
    /// Without `format`: upstream does not look at formats (spec/wire.md#general and spec/wire.md#assistants).
    plain: Validator,
    /// With `format`, for what Rust types are strict about: ids and times.
    formats: Validator,
}

type Cache = Mutex<HashMap<(usize, &'static str), Arc<Schema>>>;

static CACHE: LazyLock<Cache> = LazyLock::new(Cache::default);

/// Compiles the schema at `pointer` of the document once.
fn schema(document: &'static str, pointer: &'static str) -> Option<Arc<Schema>> {
    let key = (document.as_ptr().addr(), pointer);
    if let Some(found) = CACHE.lock().get(&key) {
        return Some(found.clone());
    }
    let document: Value = serde_json::from_str(document).ok()?;
    // The body's schema is the root and the components lie inside of it, so that the places in error messages
    // read as they do upstream.
    let mut root = document.pointer(pointer)?.clone();
    root.as_object_mut()?.insert("components".into(), document.get("components")?.clone());
    let compile = |formats| {
        jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(formats)
            .build(&root)
            .ok()
    };
    let schema = Arc::new(Schema { plain: compile(false)?, formats: compile(true)? });
    CACHE.lock().insert(key, schema.clone());
    Some(schema)
}

/// The first violation of the schema, as a 422.
pub(super) fn violation(document: &'static str, pointer: &'static str, body: &Value) -> Option<ApiError> {
    let schema = schema(document, pointer)?;
    schema.plain.validate(body).err().map(|error| ApiError::unprocessable(describe(&error)))
}

/// The first violation with formats included, as a 422.
pub(super) fn format_violation(document: &'static str, pointer: &'static str, body: &Value) -> Option<ApiError> {
    let schema = schema(document, pointer)?;
    let error = schema.formats.validate(body).err()?;
    if let ValidationErrorKind::Format { format } = error.kind()
        && format == "uuid"
        && let Some(name) = last_property(error.instance_path())
        && (name.ends_with("_id") || name.ends_with("ids"))
    {
        return Some(ApiError::invalid_id(if name == "ids" { "thread_id" } else { &name }));
    }
    Some(ApiError::unprocessable(describe(&error)))
}

fn last_property(path: &Location) -> Option<String> {
    path.iter()
        .filter_map(|segment| match segment {
            LocationSegment::Property(name) => Some(name.into_owned()),
            LocationSegment::Index(_) => None,
        })
        .next_back()
}

/// The text that clients of upstream know:
/// what, then where in the schema, then where in the body and the value there.
fn describe(error: &ValidationError<'_>) -> String {
    // The way of the evaluation reads as if references were written out, which is how upstream's schemas are.
    let mut schema_path: Vec<String> = steps(error.evaluation_path());
    schema_path.retain(|step| step != "[\"$ref\"]");
    let keyword = error.kind().keyword().to_owned();
    // The last step is the keyword itself.
    schema_path.pop();
    let whole = error.instance().to_string();
    let instance = shortened(&whole);
    // The message repeats the value; a large one is left out there and cut below.
    let message = if instance.len() < whole.len() { error.masked().to_string() } else { error.to_string() };
    format!(
        "{message}\n\nFailed validating {keyword:?} in schema{}\n\nOn instance{}:\n    {instance}",
        schema_path.concat(),
        steps(error.instance_path()).concat(),
    )
}

fn steps(path: &Location) -> Vec<String> {
    path.iter()
        .map(|segment| match segment {
            LocationSegment::Property(name) => format!("[{name:?}]"),
            LocationSegment::Index(index) => format!("[{index}]"),
        })
        .collect()
}

fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(INSTANCE_MAX_CHARS) {
        Some((end, _)) => Cow::Owned(format!("{}...", &text[..end])),
        None => Cow::Borrowed(text),
    }
}
