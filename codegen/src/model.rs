//! What the server's code is written from: types and operations. `read` fills it from the hoisted document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::shape::Shape;

/// A type as it is used at some place.
#[derive(Debug, Clone, PartialEq)]
pub struct Ty {
    /// What it is.
    pub kind: Kind,
    /// Whether `null` is allowed.
    pub nullable: bool,
    /// What the Rust type does not check.
    pub limits: Limits,
}

/// The Rust types that places have.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Kind {
    Any,
    /// JSON that the server passes on as text (`x-runyard-raw`, or see [`Model::make_answers_raw`]).
    Raw,
    Bool,
    Int,
    Number,
    Str,
    Uuid,
    /// A UUID that identifies one kind of thing (see [`Model::name_ids`]): the type in `runyard_types`.
    Id(&'static str),
    DateTime,
    Object,
    Array(Box<Ty>),
    Map(Box<Ty>),
    /// A component, by its name in the document.
    Ref(String),
}

/// Constraints that serde does not check.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Limits {
    pub minimum: Option<i64>,
    pub maximum: Option<i64>,
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
    pub min_properties: Option<u64>,
    pub max_properties: Option<u64>,
    /// The allowed values of a number or boolean.
    pub one_of: Vec<Value>,
    /// What any JSON is restricted to.
    pub shapes: Vec<Shape>,
    /// Only the schema can judge.
    pub schema_only: bool,
}

/// The types of ids, by the names that members and parameters of the document have.
const IDS: &[(&str, &str)] = &[
    ("assistant_id", "AssistantId"),
    ("assistant_ids", "AssistantId"),
    ("cron_id", "CronId"),
    ("cron_ids", "CronId"),
    ("run_id", "RunId"),
    ("run_ids", "RunId"),
    ("thread_id", "ThreadId"),
    ("thread_ids", "ThreadId"),
];

/// A named type.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// The name of the component.
    pub component: String,
    /// Its name in Rust.
    pub rust: String,
    /// The description.
    pub doc: Option<String>,
    /// Its form.
    pub def: Def,
}

/// The forms of named types.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub enum Def {
    Struct { fields: Vec<Field>, extra: Option<Ty>, schema_only: bool },
    Enum { values: Vec<String> },
    Union { variants: Vec<(String, Ty)> },
    Alias(Ty),
}

/// A field of a struct, or a query parameter.
#[derive(Debug, Clone)]
pub struct Field {
    /// The name on the wire.
    pub json: String,
    /// The type without the effect of being optional.
    pub ty: Ty,
    /// Whether it must be present.
    pub required: bool,
    /// The default of the document.
    pub default: Option<Value>,
    /// The description.
    pub doc: Option<String>,
}

/// How an operation answers.
#[derive(Debug, Clone, PartialEq)]
pub enum ReplyKind {
    /// JSON of a type.
    Json(Ty),
    /// A stream of bytes with this content type.
    Stream(String),
    /// Bytes with this content type.
    Bytes(String),
    /// No body.
    Empty,
    /// The handler decides.
    Any,
}

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The operationId as the document has it.
    pub id: String,
    /// Its method name in Rust.
    pub method_name: String,
    /// HTTP method, upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// More paths for the same operation.
    pub aliases: Vec<String>,
    /// Its first tag.
    pub tag: String,
    /// Summary and description.
    pub doc: String,
    /// Path parameters in the order of the path.
    pub path_params: Vec<Field>,
    /// Query parameters.
    pub query: Vec<Field>,
    /// The JSON body: its type, and whether it must be there.
    pub body: Option<(Ty, bool)>,
    /// How it answers.
    pub reply: ReplyKind,
    /// The success statuses of the document.
    pub success: Vec<u16>,
}

/// The whole document.
#[derive(Debug, Clone)]
pub struct Model {
    /// The types, sorted by name.
    pub types: Vec<TypeDef>,
    /// The operations, in the order of the document.
    pub operations: Vec<Operation>,
}

impl Model {
    /// The definition behind a component name.
    pub fn find(&self, component: &str) -> Option<&TypeDef> {
        self.types.iter().find(|t| t.component == component)
    }

    /// The components that are reachable from these places.
    fn reachable<'a>(&'a self, places: impl Iterator<Item = &'a Ty>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut open: Vec<&Ty> = places.collect();
        while let Some(ty) = open.pop() {
            match &ty.kind {
                Kind::Array(inner) | Kind::Map(inner) => open.push(inner),
                Kind::Ref(name) if found.insert(name.clone()) => {
                    let Some(def) = self.find(name) else { continue };
                    match &def.def {
                        Def::Struct { fields, extra, .. } => {
                            open.extend(fields.iter().map(|field| &field.ty));
                            open.extend(extra);
                        }
                        Def::Union { variants } => open.extend(variants.iter().map(|(_, ty)| ty)),
                        Def::Alias(ty) => open.push(ty),
                        Def::Enum { .. } => {}
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// The components that the server's traits do not name, directly or inside of others: no operation has them in its
    /// parameters, its body or its answer.
    pub fn unused_types(&self) -> Vec<String> {
        let used = self.reachable(self.operations.iter().flat_map(|operation| {
            let parameters = operation.path_params.iter().chain(&operation.query).map(|field| &field.ty);
            let answer = match &operation.reply {
                ReplyKind::Json(ty) => Some(ty),
                ReplyKind::Stream(_) | ReplyKind::Bytes(_) | ReplyKind::Empty | ReplyKind::Any => None,
            };
            parameters.chain(operation.body.as_ref().map(|(ty, _)| ty)).chain(answer)
        }));
        self.types.iter().map(|def| def.component.clone()).filter(|name| !used.contains(name)).collect()
    }

    /// Makes raw JSON of what answers contain and the document leaves open, such as the values of a thread: the server
    /// has it as text and has no reason to parse it. Types that a request may contain stay as they are, because there
    /// the server looks at the members. So do members beyond the named ones and alternatives, which serde cannot read
    /// as text.
    pub fn make_answers_raw(&mut self) {
        let asked = self.reachable(self.operations.iter().filter_map(|operation| Some(&operation.body.as_ref()?.0)));
        let fields =
            self.types.iter_mut().filter(|def| !asked.contains(&def.component)).filter_map(|def| match &mut def.def {
                Def::Struct { fields, .. } => Some(fields),
                Def::Enum { .. } | Def::Union { .. } | Def::Alias(_) => None,
            });
        for field in fields.flatten() {
            make_raw(&mut field.ty);
        }
    }

    /// Gives members and parameters that are UUIDs the type of what they identify, so that one id cannot stand where
    /// another is meant. Their names say what that is: `run_id` is a run's in every place of this API.
    pub fn name_ids(&mut self) {
        let members = self.types.iter_mut().filter_map(|def| match &mut def.def {
            Def::Struct { fields, .. } => Some(fields),
            Def::Enum { .. } | Def::Union { .. } | Def::Alias(_) => None,
        });
        let parameters = self.operations.iter_mut().flat_map(|o| [&mut o.path_params, &mut o.query]);
        for field in members.chain(parameters).flatten() {
            if let Some((_, id)) = IDS.iter().find(|(name, _)| *name == field.json) {
                name_id(&mut field.ty, id);
            }
        }
    }

    /// Where a body has JSON that is not read (`x-runyard-raw`): the names of the members on the way, `*` for the items of
    /// a list.
    pub fn raw_places(&self, body: &Ty) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        self.find_raw(body, &mut Vec::new(), &mut found);
        found
    }

    fn find_raw(&self, ty: &Ty, way: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
        match &ty.kind {
            Kind::Raw => found.push(way.clone()),
            Kind::Array(inner) | Kind::Map(inner) => {
                way.push("*".into());
                self.find_raw(inner, way, found);
                way.pop();
            }
            Kind::Ref(name) => match self.find(name).map(|def| &def.def) {
                Some(Def::Struct { fields, .. }) => {
                    for field in fields {
                        way.push(field.json.clone());
                        self.find_raw(&field.ty, way, found);
                        way.pop();
                    }
                }
                Some(Def::Alias(inner)) => self.find_raw(inner, way, found),
                // serde reads the alternatives of a union as values.
                Some(Def::Union { .. } | Def::Enum { .. }) | None => {}
            },
            _ => {}
        }
    }

    /// Follows aliases to the type that is meant.
    pub fn resolve<'a>(&'a self, ty: &'a Ty) -> &'a Ty {
        match &ty.kind {
            Kind::Ref(name) => match self.find(name).map(|t| &t.def) {
                Some(Def::Alias(inner)) => self.resolve(inner),
                _ => ty,
            },
            _ => ty,
        }
    }
}

fn make_raw(ty: &mut Ty) {
    match &mut ty.kind {
        Kind::Any | Kind::Object => *ty = Ty { kind: Kind::Raw, nullable: ty.nullable, limits: Limits::default() },
        Kind::Array(inner) | Kind::Map(inner) => make_raw(inner),
        _ => {}
    }
}

fn name_id(ty: &mut Ty, id: &'static str) {
    match &mut ty.kind {
        Kind::Uuid => ty.kind = Kind::Id(id),
        Kind::Array(inner) => name_id(inner, id),
        _ => {}
    }
}

/// The names between braces, in the order of the path.
pub fn path_variables(path: &str) -> Vec<String> {
    path.split('/').filter_map(|s| s.strip_prefix('{')?.strip_suffix('}')).map(str::to_owned).collect()
}

/// The components that are reachable by value from each component, without a `Vec` or map in between.
pub fn by_value(types: &[TypeDef]) -> BTreeMap<String, BTreeSet<String>> {
    let mut direct: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for def in types {
        let entry = direct.entry(def.component.clone()).or_default();
        let places: Vec<&Ty> = match &def.def {
            Def::Struct { fields, .. } => fields.iter().map(|f| &f.ty).collect(),
            Def::Union { variants } => variants.iter().map(|(_, ty)| ty).collect(),
            Def::Alias(ty) => vec![ty],
            Def::Enum { .. } => vec![],
        };
        for ty in places {
            if let Kind::Ref(name) = &ty.kind {
                entry.insert(name.clone());
            }
        }
    }
    loop {
        let mut grown = false;
        for name in direct.keys().cloned().collect::<Vec<_>>() {
            let mut more = BTreeSet::new();
            for next in &direct[&name] {
                more.extend(direct.get(next).into_iter().flatten().cloned());
            }
            let entry = direct.entry(name).or_default();
            let before = entry.len();
            entry.extend(more);
            grown |= entry.len() > before;
        }
        if !grown {
            return direct;
        }
    }
}
