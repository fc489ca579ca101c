//! Which changes of the document break clients that were written for the one before.
//!
//! A request breaks when the server now refuses what it took: an operation or a parameter is gone, a member or a
//! parameter must be there that need not, a value or a form is no longer allowed. An answer breaks when a client no
//! longer finds what it was promised: a member is gone, may now be absent or null, or has another form. A new value of
//! an enum in an answer breaks clients that know the values, so it counts, too.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Def, Field, Kind, Model, Operation, ReplyKind, Ty};
use crate::types::describe;

/// Where in the exchange a type is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Request,
    Answer,
}

/// One line per change that breaks clients, each with the operations from which it is reached. Sorted.
pub fn changes(before: &Model, after: &Model) -> Vec<String> {
    let mut compare = Compare { before, after, found: BTreeMap::new(), seen: BTreeSet::new() };
    for old in &before.operations {
        match after.operations.iter().find(|new| (&new.method, &new.path) == (&old.method, &old.path)) {
            Some(new) => compare.operation(old, new),
            None => compare.report(format!("{} {} is gone", old.method, old.path), &old.method_name),
        }
    }
    compare
        .found
        .into_iter()
        .map(|(change, operations)| {
            let operations: Vec<&str> = operations.iter().map(String::as_str).collect();
            format!("{change} ({})", operations.join(", "))
        })
        .collect()
}

struct Compare<'a> {
    before: &'a Model,
    after: &'a Model,
    /// The operations by change.
    found: BTreeMap<String, BTreeSet<String>>,
    /// What was compared for the present operation: types may contain themselves.
    seen: BTreeSet<(Side, String, String)>,
}

impl Compare<'_> {
    fn report(&mut self, change: String, operation: &str) {
        self.found.entry(change).or_default().insert(operation.to_owned());
    }

    fn operation(&mut self, old: &Operation, new: &Operation) {
        self.seen.clear();
        let id = &old.method_name;
        if old.method_name != new.method_name {
            self.report(format!("{} {} is called {}", old.method, old.path, new.method_name), id);
        }
        let place = |name: &str| format!("the parameter {name} of {} {}", old.method, old.path);
        for parameter in &old.query {
            match new.query.iter().find(|p| p.json == parameter.json) {
                Some(now) => self.ty(Side::Request, &parameter.ty, &now.ty, &place(&parameter.json), id),
                None => self.report(format!("{} is gone", place(&parameter.json)), id),
            }
        }
        for parameter in new.query.iter().filter(|p| p.required) {
            if !old.query.iter().any(|p| p.json == parameter.json && p.required) {
                self.report(format!("{} must be there", place(&parameter.json)), id);
            }
        }
        let place = |what: &str| format!("the {what} of {} {}", old.method, old.path);
        match (&old.body, &new.body) {
            (Some((before, _)), Some((now, _))) => self.ty(Side::Request, before, now, &place("body"), id),
            (Some(_), None) => self.report(format!("{} is not read", place("body")), id),
            (None, Some((_, true))) => self.report(format!("{} must be there", place("body")), id),
            (None, _) => {}
        }
        if let (Some((_, false)), Some((_, true))) = (&old.body, &new.body) {
            self.report(format!("{} must be there", place("body")), id);
        }
        match (&old.reply, &new.reply) {
            (ReplyKind::Json(before), ReplyKind::Json(now)) => self.ty(Side::Answer, before, now, &place("answer"), id),
            (before, now) if before == now => {}
            _ => self.report(format!("{} is of another kind", place("answer")), id),
        }
    }

    fn ty(&mut self, side: Side, old: &Ty, new: &Ty, place: &str, operation: &str) {
        match side {
            Side::Request if old.nullable && !new.nullable => {
                self.report(format!("{place} can no longer be null"), operation)
            }
            Side::Answer if !old.nullable && new.nullable => self.report(format!("{place} may be null"), operation),
            Side::Request | Side::Answer => {}
        }
        let (old, new) = (self.before.resolve(old), self.after.resolve(new));
        match (&old.kind, &new.kind) {
            (Kind::Ref(before), Kind::Ref(now)) => self.component(side, before, now, operation),
            (Kind::Array(before), Kind::Array(now)) | (Kind::Map(before), Kind::Map(now)) => {
                self.ty(side, before, now, place, operation);
            }
            (before, now) if before == now => {}
            // Open before and after: whether the server reads it is nobody else's business.
            (Kind::Any | Kind::Object | Kind::Raw, Kind::Any | Kind::Object | Kind::Raw) => {}
            _ => self.report(format!("{place} is {} and was {}", describe(new), describe(old)), operation),
        }
    }

    fn component(&mut self, side: Side, before: &str, now: &str, operation: &str) {
        if !self.seen.insert((side, before.to_owned(), now.to_owned())) {
            return;
        }
        let (old_model, new_model) = (self.before, self.after);
        let (Some(old), Some(new)) = (old_model.find(before), new_model.find(now)) else { return };
        match (&old.def, &new.def) {
            (Def::Struct { fields: had, .. }, Def::Struct { fields: has, .. }) => {
                self.members(side, before, had, has, operation);
            }
            (Def::Enum { values: had }, Def::Enum { values: has }) => {
                let missing = |of: &[String], from: &[String]| -> Vec<String> {
                    of.iter().filter(|value| !from.contains(value)).cloned().collect()
                };
                let (changed, word) = match side {
                    Side::Request => (missing(had, has), "no longer takes"),
                    Side::Answer => (missing(has, had), "may now be"),
                };
                for value in changed {
                    self.report(format!("{before} {word} {value:?}"), operation);
                }
            }
            (Def::Union { variants: had }, Def::Union { variants: has }) => {
                for (name, before_ty) in had {
                    match has.iter().find(|(other, _)| other == name) {
                        Some((_, now_ty)) => {
                            self.ty(side, before_ty, now_ty, &format!("{before} as {name}"), operation)
                        }
                        None if side == Side::Request => {
                            self.report(format!("{before} no longer takes {}", describe(before_ty)), operation);
                        }
                        None => {}
                    }
                }
                for (name, ty) in
                    has.iter().filter(|(name, _)| side == Side::Answer && !had.iter().any(|(n, _)| n == name))
                {
                    self.report(format!("{before} may now be {} ({name})", describe(ty)), operation);
                }
            }
            _ => self.report(format!("{before} has another form"), operation),
        }
    }

    fn members(&mut self, side: Side, component: &str, had: &[Field], has: &[Field], operation: &str) {
        for old in had {
            let place = format!("{component}.{}", old.json);
            match has.iter().find(|field| field.json == old.json) {
                Some(new) => {
                    if side == Side::Answer && old.required && !new.required {
                        self.report(format!("{place} may be absent"), operation);
                    }
                    self.ty(side, &old.ty, &new.ty, &place, operation);
                }
                None => self.report(format!("{place} is gone"), operation),
            }
        }
        for new in has.iter().filter(|field| side == Side::Request && field.required) {
            if !had.iter().any(|field| field.json == new.json && field.required) {
                self.report(format!("{component}.{} must be there", new.json), operation);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Inputs, breaking_changes};

    const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /runs:
    post:
      operationId: create_run
      tags: [Runs]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Create'}}}}
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Run'}}}}}
    get:
      operationId: list_runs
      tags: [Runs]
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses:
        '200': {description: d, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Run'}}}}}
components:
  schemas:
    ErrorResponse: {type: object}
    Create:
      type: object
      required: [name]
      properties: {name: {type: string}, mode: {type: string, enum: [fast, slow]}, note: {type: [string, 'null']}}
    Run:
      type: object
      required: [id, status]
      properties: {id: {type: string}, status: {$ref: '#/components/schemas/Status'}, parent: {$ref: '#/components/schemas/Run'}}
    Status: {type: string, enum: [idle, busy]}
";

    fn after(edits: &[(&str, &str)]) -> Vec<String> {
        let mut changed = DOCUMENT.to_owned();
        for (find, replace) in edits {
            assert!(changed.contains(find), "{find}");
            changed = changed.replace(find, replace);
        }
        let inputs = |openapi| Inputs { openapi, overlay: None };
        breaking_changes(&inputs(DOCUMENT), &inputs(&changed)).expect("both can be read")
    }

    #[test]
    fn what_a_client_need_not_notice_breaks_nothing() {
        assert!(after(&[]).is_empty());
        let additions = after(&[
            ("enum: [fast, slow]", "enum: [fast, slow, turbo]"),
            ("required: [name]\n", "required: []\n"),
            ("properties: {id: {type: string},", "properties: {id: {type: string}, more: {type: boolean},"),
            (
                "{name: limit, in: query, schema: {type: integer}}",
                "{name: limit, in: query, schema: {type: integer}}, {name: offset, in: query, schema: {type: integer}}",
            ),
        ]);
        assert!(additions.is_empty(), "{additions:?}");
    }

    #[test]
    fn what_the_server_now_refuses_is_told_with_its_operations() {
        assert_eq!(
            after(&[("required: [name]", "required: [name, mode]")]),
            ["Create.mode must be there (create_run)"]
        );
        assert_eq!(after(&[("[fast, slow]", "[fast]")]), ["CreateMode no longer takes \"slow\" (create_run)"]);
        assert_eq!(
            after(&[("note: {type: [string, 'null']}", "note: {type: string}")]),
            ["Create.note can no longer be null (create_run)"]
        );
        assert_eq!(
            after(&[("name: {type: string},", "name: {type: integer},")]),
            ["Create.name is an integer and was a string (create_run)"]
        );
        assert_eq!(
            after(&[("{name: limit, in: query, schema", "{name: limit, in: query, required: true, schema")]),
            ["the parameter limit of GET /runs must be there (list_runs)"]
        );
    }

    #[test]
    fn what_an_answer_no_longer_promises_is_told_with_all_operations_that_reach_it() {
        assert_eq!(
            after(&[("required: [id, status]", "required: [id]")]),
            ["Run.status may be absent (create_run, list_runs)"]
        );
        assert_eq!(
            after(&[("[idle, busy]", "[idle, busy, lost]")]),
            ["Status may now be \"lost\" (create_run, list_runs)"]
        );
        assert_eq!(
            after(&[(", parent: {$ref: '#/components/schemas/Run'}", "")]),
            ["Run.parent is gone (create_run, list_runs)"]
        );
        assert_eq!(
            after(&[("  /runs:", "  /jobs:")]),
            ["GET /runs is gone (list_runs)", "POST /runs is gone (create_run)"]
        );
    }
}
