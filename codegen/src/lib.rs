//! One pure function from the specification to code.
//!
//! `load` -> `overlay` -> `hoist` -> { `read` -> `types` + `api`, `lower` -> `client` }. Nothing here reads or writes a
//! file; `build.rs` and `xtask` do. What cannot be expressed is refused with the JSON pointer of the place.

pub mod api;
pub mod breaking;
pub mod build;
#[cfg(feature = "client")]
pub mod client;
pub mod error;
pub mod examples;
pub mod hoist;
pub mod listing;
pub mod load;
pub mod lower;
pub mod model;
pub mod naming;
pub mod overlay;
pub mod read;
pub mod routes;
pub mod shape;
pub mod summary;
pub mod types;

use serde_json::Value;

pub use error::{Error, Result};

/// The texts to generate from.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The OpenAPI 3.1 document, YAML or JSON.
    pub openapi: &'a str,
    /// An OpenAPI Overlay 1.0 document.
    pub overlay: Option<&'a str>,
}

/// Everything that is generated.
#[derive(Debug, Clone)]
pub struct Output {
    /// The types of the crate `runyard-types`.
    pub types: String,
    /// Traits, endpoints and tables: the contents of `crate::http::generated`.
    pub server_api: String,
    /// `fn examples()` for the round-trip test.
    pub examples: String,
    /// The client crate's `generated.rs`, formatted.
    #[cfg(feature = "client")]
    pub client: String,
    /// The API at a glance, in Markdown.
    pub listing: String,
    /// The overlaid document as it is served.
    pub openapi_json: String,
    /// One entry per operation, in the order of the document.
    pub operations: Vec<OperationSummary>,
}

/// What a report about operations needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationSummary {
    /// HTTP method, upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The method name in Rust.
    pub operation_id: String,
    /// The first tag.
    pub tag: String,
    /// Changes with anything that the document says about the operation, its types included.
    pub fingerprint: u64,
}

/// Generates everything.
///
/// # Errors
/// The first place of the specification that is wrong or cannot be expressed.
pub fn generate(inputs: &Inputs<'_>) -> Result<Output> {
    let document = document(inputs)?;
    let served = without_extensions(&document);
    let hoisted = hoist::hoist(&document)?;
    let mut model = read::read(&hoisted)?;
    model.make_answers_raw();
    model.name_ids();
    let lowered = lower::lower(&hoisted)?;
    let operations = summary::operations(&model, &hoisted);
    #[cfg(not(feature = "client"))]
    drop(lowered);
    Ok(Output {
        types: format(types::write(&model))?,
        server_api: format(api::write(&model, &hoisted)?)?,
        examples: format(examples::write(&model, &hoisted))?,
        #[cfg(feature = "client")]
        client: client::write(&lowered, &model, &operations)?,
        listing: listing::write(&model),
        openapi_json: served.to_string(),
        operations,
    })
}

/// Which differences between two documents break clients: one line each.
///
/// # Errors
/// The first place of either that is wrong or cannot be expressed.
pub fn breaking_changes(before: &Inputs<'_>, after: &Inputs<'_>) -> Result<Vec<String>> {
    let model = |inputs| read::read(&hoist::hoist(&document(inputs)?)?);
    Ok(breaking::changes(&model(before)?, &model(after)?))
}

/// The document with its overlay.
fn document(inputs: &Inputs<'_>) -> Result<Value> {
    let mut document = load::load("openapi", inputs.openapi)?;
    match document.get("openapi").and_then(Value::as_str) {
        Some(version) if version.starts_with("3.1.") => {}
        _ => return Err(Error::at("/openapi", "must be a version 3.1")),
    }
    if let Some(text) = inputs.overlay {
        overlay::apply(&mut document, &load::load("overlay", text)?)?;
    }
    Ok(document)
}

fn format(tokens: proc_macro2::TokenStream) -> Result<String> {
    let file = syn::parse2(tokens)
        .map_err(|e| Error::at("", format!("the generator wrote something that is not Rust: {e}")))?;
    Ok(prettyplease::unparse(&file))
}

/// The document without this generator's hints.
fn without_extensions(value: &Value) -> Value {
    match value {
        Value::Object(object) => object
            .iter()
            .filter(|(key, _)| !key.starts_with("x-runyard-"))
            .map(|(key, value)| (key.clone(), without_extensions(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(without_extensions).collect(),
        other => other.clone(),
    }
}
