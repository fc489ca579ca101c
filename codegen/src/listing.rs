//! The API at a glance: one line per operation, with what it takes and what it answers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::{Field, Kind, Model, Operation, ReplyKind, Ty};
use crate::naming::pascal;

/// Writes a table per tag, in the order of the document.
pub fn write(model: &Model) -> String {
    let mut tags: Vec<&str> = Vec::new();
    let mut by_tag: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for operation in &model.operations {
        if !tags.contains(&operation.tag.as_str()) {
            tags.push(&operation.tag);
        }
        by_tag.entry(&operation.tag).or_default().push(operation);
    }
    let mut text = String::from(
        "# Operations\n\nGenerated from `openapi.yaml` by `cargo xtask generate`. An operation is a method of the trait of its tag, \
         and its types are\nthose of `runyard_types`.\n",
    );
    for tag in tags {
        let _ = write!(
            text,
            "\n## {tag}\n\n| method and path | operation | query | request | answer |\n| --- | --- | --- | --- | --- |\n"
        );
        for operation in &by_tag[tag] {
            let _ = writeln!(
                text,
                "| `{} {}` | `{}` | {} | {} | {} |",
                operation.method,
                operation.path,
                operation.method_name,
                query(&operation.query),
                request(operation),
                answer(&operation.reply)
            );
        }
    }
    text
}

fn query(fields: &[Field]) -> String {
    fields.iter().map(|field| format!("`{}`", field.json)).collect::<Vec<_>>().join(", ")
}

fn request(operation: &Operation) -> String {
    match &operation.body {
        None => String::new(),
        Some((ty, true)) => format!("`{}`", name(ty)),
        Some((ty, false)) => format!("`{}`, optional", name(ty)),
    }
}

fn answer(reply: &ReplyKind) -> String {
    match reply {
        ReplyKind::Json(ty) => format!("`{}`", name(ty)),
        ReplyKind::Stream(media) if media == "text/event-stream" => "events".into(),
        ReplyKind::Stream(media) => format!("`{media}`, once it is there"),
        ReplyKind::Bytes(media) => format!("`{media}`"),
        ReplyKind::Empty => "no body".into(),
        ReplyKind::Any => "as the request asks".into(),
    }
}

/// The Rust type, as short as it can be said.
fn name(ty: &Ty) -> String {
    let name = match &ty.kind {
        Kind::Any | Kind::Raw => "any JSON".into(),
        Kind::Bool => "bool".into(),
        Kind::Int => "i64".into(),
        Kind::Number => "Number".into(),
        Kind::Str => "String".into(),
        Kind::Uuid => "Uuid".into(),
        Kind::Id(id) => (*id).into(),
        Kind::DateTime => "Timestamp".into(),
        Kind::Object => "object".into(),
        Kind::Array(inner) => format!("Vec<{}>", self::name(inner)),
        Kind::Map(inner) => format!("BTreeMap<String, {}>", self::name(inner)),
        Kind::Ref(component) => pascal(component),
    };
    if ty.nullable { format!("Option<{name}>") } else { name }
}
