//! Writes the types of the crate `runyard-types`. They keep every difference that the document makes:
//!
//! - required and nullable: `Option<T>`, and a missing member is refused;
//! - optional and not nullable: `Option<T>`, and `null` is refused;
//! - optional and nullable: `Option<Option<T>>`, absent and `null` told apart;
//! - additional members that the schema allows land in the flattened `extra`;
//! - numbers keep their spelling class (`2` stays `2`), dates their offset form.
//!
//! Constraints that serde does not check become `needs_schema_check`: a cheap look at a parsed value that says
//! whether the schema has to be asked.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use crate::describe;
use crate::model::{Def, Field, Kind, Limits, Model, Ty, TypeDef, by_value};
use crate::naming::{ident, snake, variant};
use crate::shape::Shape;

/// The text of the types, as tokens.
pub fn write(model: &Model, hoisted: &Value) -> TokenStream {
    let writer = Writer { model, by_value: by_value(&model.types), checked: checked(model) };
    let types = model.types.iter().map(|def| writer.type_def(def));
    let descriptions = describe::write(model, hoisted);
    quote! {
        use crate::{AssistantId, CronId, RawJson, RunId, ThreadId, Timestamp, fields};

        #(#types)*
        #descriptions
    }
}

/// The Rust type of a place outside the types module.
pub fn outside(model: &Model, ty: &Ty) -> TokenStream {
    let writer = Writer { model, by_value: Default::default(), checked: BTreeSet::new() };
    writer.nullable_ty(ty, &quote!(types::), None)
}

/// For a body of this type: an expression over `v: &T` that is true when the schema has to be asked.
pub fn body_check(model: &Model, ty: &Ty) -> Option<TokenStream> {
    let writer = Writer { model, by_value: Default::default(), checked: checked(model) };
    let (ty, nullable) = (model.resolve(ty), ty.nullable);
    let check = writer.check(ty, &quote!(v))?;
    Some(if nullable { quote!(v.as_ref().is_some_and(|v| #check)) } else { check })
}

/// The components whose values can break a constraint that serde does not check.
fn checked(model: &Model) -> BTreeSet<String> {
    let mut checked: BTreeSet<String> = BTreeSet::new();
    loop {
        let before = checked.len();
        for def in &model.types {
            let suspicious = |ty: &Ty| is_checked(ty, &checked);
            let found = match &def.def {
                Def::Struct { fields, extra, schema_only } => {
                    *schema_only || fields.iter().any(|f| suspicious(&f.ty)) || extra.as_ref().is_some_and(suspicious)
                }
                Def::Union { variants } => variants.iter().any(|(_, ty)| suspicious(ty)),
                Def::Alias(ty) => suspicious(ty),
                Def::Enum { .. } => false,
            };
            if found {
                checked.insert(def.component.clone());
            }
        }
        if checked.len() == before {
            return checked;
        }
    }
}

fn is_checked(ty: &Ty, checked: &BTreeSet<String>) -> bool {
    ty.limits != Limits::default()
        || match &ty.kind {
            Kind::Ref(name) => checked.contains(name),
            Kind::Array(inner) | Kind::Map(inner) => is_checked(inner, checked),
            _ => false,
        }
}

struct Writer<'a> {
    model: &'a Model,
    by_value: std::collections::BTreeMap<String, BTreeSet<String>>,
    checked: BTreeSet<String>,
}

impl Writer<'_> {
    fn type_def(&self, def: &TypeDef) -> TokenStream {
        let name = format_ident!("{}", def.rust);
        let doc = doc(def.doc.as_deref(), &format!("`{}` of the document.", def.component));
        let body = match &def.def {
            Def::Struct { fields, extra, .. } => self.structure(def, &name, fields, extra.as_ref()),
            Def::Enum { values } => enumeration(&name, values),
            Def::Union { variants } => self.union(def, &name, variants),
            Def::Alias(ty) => {
                let ty = self.nullable_ty(ty, &quote!(), Some(&def.component));
                return quote! { #doc pub type #name = #ty; };
            }
        };
        let check = self.check_impl(def, &name);
        quote! { #doc #body #check }
    }

    fn structure(&self, def: &TypeDef, name: &Ident, fields: &[Field], extra: Option<&Ty>) -> TokenStream {
        let all_optional = fields.iter().all(|f| !f.required);
        let default = all_optional.then(|| quote!(, Default));
        let members = fields.iter().map(|f| self.field(def, f));
        let extra_member = extra.map(|ty| {
            let ty = match ty.kind {
                Kind::Any => quote!(serde_json::Map<String, serde_json::Value>),
                _ => {
                    let ty = self.nullable_ty(ty, &quote!(), None);
                    quote!(std::collections::BTreeMap<String, #ty>)
                }
            };
            quote! {
                /// The members that the document allows beyond the named ones.
                #[serde(flatten)]
                pub extra: #ty,
            }
        });
        let constructor = (!all_optional).then(|| self.constructor(def, name, fields, extra));
        let defaults: Vec<_> = fields.iter().filter_map(|f| self.default_accessor(f)).collect();
        let defaults = (!defaults.is_empty()).then(|| quote! { impl #name { #(#defaults)* } });
        quote! {
            #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize #default)]
            #[serde(remote = "Self")]
            pub struct #name { #(#members)* #extra_member }
            crate::fields::object_only!(#name);
            #constructor
            #defaults
        }
    }

    fn field(&self, def: &TypeDef, field: &Field) -> TokenStream {
        let name = ident(&snake(&field.json));
        let json = &field.json;
        let doc = doc(field.doc.as_deref(), &format!("`{json}`."));
        let inner = self.ty(&field.ty, &quote!(), Some(&def.component));
        let resolved = self.model.resolve(&field.ty);
        let nullable = field.ty.nullable || resolved.nullable;
        // A JSON value holds null itself.
        let holds_null = matches!(resolved.kind, Kind::Any | Kind::Raw);
        let (ty, attributes) = match (field.required, nullable && !holds_null) {
            (true, false) => (inner, quote!()),
            (true, true) => (self.option(&field.ty, inner), quote!(, deserialize_with = "crate::fields::nullable")),
            (false, false) => (
                quote!(Option<#inner>),
                quote!(, default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::fields::present"),
            ),
            (false, true) => {
                let inner = self.option(&field.ty, inner);
                (
                    quote!(Option<#inner>),
                    quote!(, default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::fields::present"),
                )
            }
        };
        quote! { #doc #[serde(rename = #json #attributes)] pub #name: #ty, }
    }

    /// `new` takes what must be there: a struct with such members has no default to spread the rest from. Only for
    /// structs with members that may be absent.
    fn constructor(&self, def: &TypeDef, name: &Ident, fields: &[Field], extra: Option<&Ty>) -> TokenStream {
        let (required, optional): (Vec<_>, Vec<_>) = fields.iter().partition(|f| f.required);
        if optional.is_empty() && extra.is_none() {
            return TokenStream::new();
        }
        let names: Vec<_> = required.iter().map(|f| ident(&snake(&f.json))).collect();
        let types = required.iter().map(|f| self.member(def, f));
        let absent = optional.iter().map(|f| ident(&snake(&f.json)));
        let extra = extra.map(|_| quote!(extra: Default::default(),));
        quote! {
            impl #name {
                /// With the members that must be there, and no others.
                #[must_use]
                pub fn new(#(#names: #types),*) -> Self { Self { #(#names,)* #(#absent: None,)* #extra } }
            }
        }
    }

    /// The type of a field that must be there.
    fn member(&self, def: &TypeDef, field: &Field) -> TokenStream {
        let inner = self.ty(&field.ty, &quote!(), Some(&def.component));
        let resolved = self.model.resolve(&field.ty);
        let nullable = (field.ty.nullable || resolved.nullable) && !matches!(resolved.kind, Kind::Any | Kind::Raw);
        if nullable { self.option(&field.ty, inner) } else { inner }
    }

    /// `Option<T>`, unless the alias behind the reference already says so.
    fn option(&self, ty: &Ty, inner: TokenStream) -> TokenStream {
        if ty.nullable { quote!(Option<#inner>) } else { inner }
    }

    fn union(&self, def: &TypeDef, name: &Ident, variants: &[(String, Ty)]) -> TokenStream {
        let members = variants.iter().map(|(variant, ty)| {
            let variant = format_ident!("{variant}");
            let doc = doc(None, &format!("As {}.", describe(ty)));
            let ty = self.ty(ty, &quote!(), Some(&def.component));
            quote! { #doc #variant(#ty), }
        });
        let from_param = self.union_from_param(name, variants);
        quote! {
            #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
            #[serde(untagged)]
            pub enum #name { #(#members)* }
            #from_param
        }
    }

    /// A union of scalars can come from a query string: numbers before booleans, because `1` is a number first.
    fn union_from_param(&self, name: &Ident, variants: &[(String, Ty)]) -> Option<TokenStream> {
        let scalars: Option<Vec<_>> = variants
            .iter()
            .map(|(variant, ty)| {
                let scalar = match &ty.kind {
                    Kind::Bool | Kind::Int | Kind::Number | Kind::Str | Kind::Uuid | Kind::Id(_) => true,
                    Kind::Ref(component) => matches!(self.model.find(component)?.def, Def::Enum { .. }),
                    _ => false,
                };
                scalar.then(|| (format_ident!("{variant}"), self.ty(ty, &quote!(), None)))
            })
            .collect();
        let scalars = scalars?;
        let attempts = scalars.iter().map(|(variant, ty)| {
            quote! { .or_else(|| <#ty as fields::FromParam>::from_param(text).map(#name::#variant)) }
        });
        let expected = variants.iter().map(|(_, ty)| describe(ty)).collect::<Vec<_>>().join(" or ");
        Some(quote! {
            impl fields::FromParam for #name {
                const EXPECTED: &'static str = #expected;
                fn from_param(text: &str) -> Option<Self> { None #(#attempts)* }
            }
        })
    }

    /// A reader for a field with a default that a literal can say.
    fn default_accessor(&self, field: &Field) -> Option<TokenStream> {
        if field.required {
            return None;
        }
        let default = field.default.as_ref()?;
        let resolved = self.model.resolve(&field.ty);
        if field.ty.nullable || resolved.nullable {
            return None;
        }
        let (ty, value, copy) = match (&resolved.kind, default) {
            (Kind::Bool, Value::Bool(b)) => (quote!(bool), quote!(#b), true),
            (Kind::Int, Value::Number(n)) => {
                let n = n.as_i64()?;
                (quote!(i64), quote!(#n), true)
            }
            (Kind::Ref(component), Value::String(s)) => match &self.model.find(component)?.def {
                Def::Enum { values } if values.contains(s) => {
                    let ty = self.ty(&field.ty, &quote!(), None);
                    let value = format_ident!("{}", variant(s));
                    (ty.clone(), quote!(#ty::#value), true)
                }
                _ => return None,
            },
            (Kind::Str, Value::String(s)) => (quote!(&str), quote!(#s), false),
            _ => return None,
        };
        let name = format_ident!("{}_or_default", snake(&field.json));
        let field_name = ident(&snake(&field.json));
        let doc = format!(" `{}`, or the default of the document.", field.json);
        let read = if copy {
            quote!(self.#field_name.unwrap_or(#value))
        } else {
            quote!(self.#field_name.as_deref().unwrap_or(#value))
        };
        Some(quote! { #[doc = #doc] pub fn #name(&self) -> #ty { #read } })
    }

    fn nullable_ty(&self, ty: &Ty, prefix: &TokenStream, inside: Option<&str>) -> TokenStream {
        let inner = self.ty(ty, prefix, inside);
        if ty.nullable && !matches!(ty.kind, Kind::Any | Kind::Raw) { quote!(Option<#inner>) } else { inner }
    }

    /// The Rust type without regard to `nullable`. `inside` names the component whose definition this is part of:
    /// a reference by value back to it is boxed.
    fn ty(&self, ty: &Ty, prefix: &TokenStream, inside: Option<&str>) -> TokenStream {
        match &ty.kind {
            Kind::Any => quote!(serde_json::Value),
            Kind::Raw => quote!(#prefix RawJson),
            Kind::Bool => quote!(bool),
            Kind::Int => quote!(i64),
            Kind::Number => quote!(serde_json::Number),
            Kind::Str => quote!(String),
            Kind::Uuid => quote!(uuid::Uuid),
            Kind::Id(id) => {
                let id = format_ident!("{id}");
                quote!(#prefix #id)
            }
            Kind::DateTime => quote!(#prefix Timestamp),
            Kind::Object => quote!(serde_json::Map<String, serde_json::Value>),
            Kind::Array(inner) => {
                let inner = self.nullable_ty(inner, prefix, None);
                quote!(Vec<#inner>)
            }
            Kind::Map(inner) => {
                let inner = self.nullable_ty(inner, prefix, None);
                quote!(std::collections::BTreeMap<String, #inner>)
            }
            Kind::Ref(name) => {
                let rust = format_ident!("{}", crate::naming::pascal(name));
                let recursive = inside.is_some_and(|component| {
                    component == name || self.by_value.get(name).is_some_and(|reach| reach.contains(component))
                });
                if recursive { quote!(Box<#prefix #rust>) } else { quote!(#prefix #rust) }
            }
        }
    }

    fn check_impl(&self, def: &TypeDef, name: &Ident) -> TokenStream {
        if !self.checked.contains(&def.component) {
            return TokenStream::new();
        }
        let found = match &def.def {
            Def::Struct { schema_only: true, .. } => quote!(true),
            Def::Struct { fields, extra, .. } => {
                let mut checks: Vec<TokenStream> = Vec::new();
                for field in fields {
                    let resolved = self.model.resolve(&field.ty);
                    let nullable =
                        (field.ty.nullable || resolved.nullable) && !matches!(resolved.kind, Kind::Any | Kind::Raw);
                    let name = ident(&snake(&field.json));
                    let Some(check) = self.check(&field.ty, &quote!(v)) else { continue };
                    checks.push(match (field.required, nullable) {
                        (true, false) => quote!(({ let v = &self.#name; #check })),
                        (true, true) | (false, false) => quote!(self.#name.as_ref().is_some_and(|v| #check)),
                        (false, true) => {
                            quote!(self.#name.as_ref().and_then(Option::as_ref).is_some_and(|v| #check))
                        }
                    });
                }
                if let Some(check) = extra.as_ref().and_then(|ty| self.check(ty, &quote!(v))) {
                    checks.push(quote!(self.extra.values().any(|v| #check)));
                }
                quote!(#(#checks)||*)
            }
            Def::Union { variants } => {
                let arms = variants.iter().map(|(variant, ty)| {
                    let variant = format_ident!("{variant}");
                    match self.check(ty, &quote!(v)) {
                        Some(check) => quote!(Self::#variant(v) => #check,),
                        None => quote!(Self::#variant(_) => false,),
                    }
                });
                quote!(match self { #(#arms)* })
            }
            Def::Alias(_) | Def::Enum { .. } => quote!(false),
        };
        quote! {
            impl fields::Checked for #name {
                fn needs_schema_check(&self) -> bool { #found }
            }
        }
    }

    /// An expression that is true when the value behind `v: &T` may break a constraint.
    fn check(&self, ty: &Ty, v: &TokenStream) -> Option<TokenStream> {
        if !is_checked(ty, &self.checked) {
            return None;
        }
        let limits = &ty.limits;
        if limits.schema_only {
            return Some(quote!({ let _ = #v; true }));
        }
        let mut parts: Vec<TokenStream> = Vec::new();
        if let Some(min) = limits.minimum {
            parts.push(quote!(*#v < #min));
        }
        if let Some(max) = limits.maximum {
            parts.push(quote!(*#v > #max));
        }
        let counts = [
            (limits.min_length, quote!(.chars().count()), false),
            (limits.max_length, quote!(.chars().count()), true),
            (limits.min_items, quote!(.len()), false),
            (limits.max_items, quote!(.len()), true),
            (limits.min_properties, quote!(.len()), false),
            (limits.max_properties, quote!(.len()), true),
        ];
        for (limit, count, is_max) in counts {
            let Some(limit) = limit else { continue };
            let limit = proc_macro2::Literal::usize_unsuffixed(limit as usize);
            parts.push(if is_max { quote!(#v #count > #limit) } else { quote!(#v #count < #limit) });
        }
        if !limits.one_of.is_empty() {
            let values = limits.one_of.iter().map(|value| match value {
                Value::Bool(b) => quote!(#b),
                other => {
                    let n = other.as_i64().unwrap_or_default();
                    quote!(#n)
                }
            });
            parts.push(match ty.kind {
                Kind::Number => quote!({ let _ = #v; true }),
                _ => quote!(![#(#values),*].contains(#v)),
            });
        }
        if !limits.shapes.is_empty() {
            let is_raw = ty.kind == Kind::Raw;
            let fit = |shape| if is_raw { raw_shape_check(shape, v) } else { shape_check(shape, v) };
            let mut fits: Vec<TokenStream> = limits.shapes.iter().map(fit).collect();
            if ty.nullable {
                fits.push(quote!(#v.is_null()));
            }
            parts.push(quote!(!(#(#fits)||*)));
        }
        match &ty.kind {
            Kind::Ref(name) if self.checked.contains(name) => {
                let resolved = self.model.resolve(ty);
                if std::ptr::eq(resolved, ty) {
                    parts.push(quote!(fields::Checked::needs_schema_check(#v)));
                } else if let Some(check) = self.check(resolved, v) {
                    parts.push(check);
                }
            }
            Kind::Array(inner) => {
                if let Some(check) = self.check(inner, &quote!(v)) {
                    let nullable = inner.nullable && !matches!(inner.kind, Kind::Any | Kind::Raw);
                    parts.push(if nullable {
                        quote!(#v.iter().flatten().any(|v| #check))
                    } else {
                        quote!(#v.iter().any(|v| #check))
                    });
                }
            }
            Kind::Map(inner) => {
                if let Some(check) = self.check(inner, &quote!(v)) {
                    let nullable = inner.nullable && !matches!(inner.kind, Kind::Any | Kind::Raw);
                    parts.push(if nullable {
                        quote!(#v.values().flatten().any(|v| #check))
                    } else {
                        quote!(#v.values().any(|v| #check))
                    });
                }
            }
            _ => {}
        }
        (!parts.is_empty()).then(|| quote!((#(#parts)||*)))
    }
}

fn shape_check(shape: &Shape, v: &TokenStream) -> TokenStream {
    match shape {
        Shape::Any => quote!(true),
        Shape::Object => quote!(#v.is_object()),
        Shape::String => quote!(#v.is_string()),
        Shape::Number => quote!(#v.is_number()),
        Shape::Integer => quote!((#v.is_i64() || #v.is_u64())),
        Shape::Boolean => quote!(#v.is_boolean()),
        Shape::Array(inner) => match inner.as_ref() {
            Shape::Any => quote!(#v.is_array()),
            inner => {
                let inner = shape_check(inner, &quote!(v));
                quote!(#v.as_array().is_some_and(|items| items.iter().all(|v| #inner)))
            }
        },
    }
}

/// As [`shape_check`], for JSON that is not read: the first character of its text decides. What takes more than that,
/// the items of a list for example, is left to the schema.
fn raw_shape_check(shape: &Shape, v: &TokenStream) -> TokenStream {
    match shape {
        Shape::Any => quote!(true),
        Shape::Object => quote!(#v.is_object()),
        Shape::String => quote!(#v.is_string()),
        Shape::Number => quote!(#v.is_number()),
        Shape::Boolean => quote!(#v.is_boolean()),
        Shape::Array(inner) if **inner == Shape::Any => quote!(#v.is_array()),
        Shape::Integer | Shape::Array(_) => quote!(false),
    }
}

fn enumeration(name: &Ident, values: &[String]) -> TokenStream {
    let variants: Vec<Ident> = values.iter().map(|v| format_ident!("{}", variant(v))).collect();
    let docs = values.iter().map(|v| format!(" `{v}`."));
    let expected = match values {
        [one] => format!("{one:?}"),
        [all @ .., last] => {
            format!("{} or {last:?}", all.iter().map(|v| format!("{v:?}")).collect::<Vec<_>>().join(", "))
        }
        [] => String::new(),
    };
    quote! {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum #name {
            #( #[doc = #docs] #[serde(rename = #values)] #variants, )*
        }
        impl #name {
            /// Every value, in the order of the document.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];
            /// The value as it is written on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { #(Self::#variants => #values,)* }
            }
            /// Reads the value as it is written on the wire; `None` for any other text.
            pub fn parse(text: &str) -> Option<Self> {
                match text { #(#values => Some(Self::#variants),)* _ => None }
            }
        }
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
        impl fields::FromParam for #name {
            const EXPECTED: &'static str = #expected;
            fn from_param(text: &str) -> Option<Self> { Self::parse(text) }
        }
    }
}

/// What a type is called in an error message.
pub fn describe(ty: &Ty) -> String {
    match &ty.kind {
        Kind::Any | Kind::Raw => "any JSON".into(),
        Kind::Bool => "a boolean".into(),
        Kind::Int => "an integer".into(),
        Kind::Number => "a number".into(),
        Kind::Str => "a string".into(),
        Kind::Uuid | Kind::Id(_) => "a UUID".into(),
        Kind::DateTime => "a date and time".into(),
        Kind::Object | Kind::Map(_) => "an object".into(),
        Kind::Array(inner) => {
            format!("a list of {}", describe(inner).trim_start_matches("a ").trim_start_matches("an "))
        }
        Kind::Ref(name) => format!("`{name}`"),
    }
}

/// A doc comment; the fallback is a whole sentence.
pub fn doc(text: Option<&str>, fallback: &str) -> TokenStream {
    let lines = text.unwrap_or(fallback).lines().map(|line| format!(" {}", line.trim_end()));
    quote!(#(#[doc = #lines])*)
}
