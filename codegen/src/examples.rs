//! Finds every JSON example of the document whose type the server knows, for the round-trip test.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::error::join;
use crate::hoist::METHODS;
use crate::model::{Kind, Limits, Model, Ty};
use crate::naming::pascal;
use crate::shape;

/// Writes `fn examples() -> Vec<Example>`: place, text, and a function from JSON through the type back to JSON.
pub fn write(model: &Model, document: &Value) -> TokenStream {
    let mut rows = Vec::new();
    let mut row = |at: String, schema: &Value, value: &Value| {
        let Some(ty) = rust_type(model, schema) else { return };
        let text = value.to_string();
        rows.push(quote! { Example { place: #at, json: #text, through: through::<#ty> } });
    };
    for (name, schema) in document.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten() {
        let at = join("/components/schemas", name);
        for (at, value) in own_examples(schema, &at) {
            row(at, &shape::reference(name), &value);
        }
    }
    for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        for method in METHODS {
            let Some(operation) = item.get(*method) else { continue };
            let at = join(&join("/paths", path), method);
            let mut holders = vec![(format!("{at}/requestBody"), operation.get("requestBody"))];
            for (status, response) in operation.get("responses").and_then(Value::as_object).into_iter().flatten() {
                holders.push((format!("{at}/responses/{status}"), Some(response)));
            }
            for (at, holder) in holders {
                let Some(entry) = holder.and_then(|h| h.pointer("/content/application~1json")) else { continue };
                let at = format!("{at}/content/application~1json");
                let Some(schema) = entry.get("schema") else { continue };
                for (at, value) in own_examples(entry, &at) {
                    row(at, schema, &value);
                }
            }
        }
    }
    quote! { fn examples() -> Vec<Example> { vec![#(#rows),*] } }
}

fn own_examples(holder: &Value, at: &str) -> Vec<(String, Value)> {
    let mut out = Vec::new();
    if let Some(value) = holder.get("example") {
        out.push((format!("{at}/example"), value.clone()));
    }
    match holder.get("examples") {
        Some(Value::Array(values)) => {
            out.extend(values.iter().enumerate().map(|(i, v)| (format!("{at}/examples/{i}"), v.clone())));
        }
        Some(Value::Object(values)) => {
            for (name, example) in values {
                if let Some(value) = example.get("value") {
                    out.push((join(&format!("{at}/examples"), name), value.clone()));
                }
            }
        }
        _ => {}
    }
    out
}

fn rust_type(model: &Model, schema: &Value) -> Option<TokenStream> {
    if let Some(name) = shape::component_of(schema) {
        model.find(name)?;
        let name = quote::format_ident!("{}", pascal(name));
        return Some(quote!(runyard_types::#name));
    }
    let item = (schema.get("type")? == "array").then(|| shape::component_of(schema.get("items")?)).flatten()?;
    let ty = Ty { kind: Kind::Ref(item.to_string()), nullable: false, limits: Limits::default() };
    model.find(item)?;
    let Kind::Ref(name) = ty.kind else { return None };
    let name = quote::format_ident!("{}", pascal(&name));
    Some(quote!(Vec<runyard_types::#name>))
}
