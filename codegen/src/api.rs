//! Writes a plain trait per tag, the arguments of their methods, the endpoints that call them, and the tables in
//! which `crate::http::endpoint` looks for them.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use crate::error::{Error, Result, join};
use crate::hoist;
use crate::model::{Def, Field, Kind, Model, Operation, ReplyKind, Ty};
use crate::naming::{ident, pascal, snake, variant};
use crate::routes::{self, Segment};
use crate::shape;
use crate::types;

/// The name of a tag's trait.
pub fn trait_name(tag: &str) -> String {
    format!("{}Api", pascal(tag))
}

/// The text of the server API, as tokens. `document` is the hoisted document.
pub fn write(model: &Model, document: &Value) -> Result<TokenStream> {
    let mut tags: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for operation in &model.operations {
        tags.entry(&operation.tag).or_default().push(operation);
    }
    let arguments = model.operations.iter().map(|operation| arguments(model, operation)).collect::<Result<Vec<_>>>()?;
    let traits = tags.iter().map(|(tag, operations)| handler_trait(model, document, tag, operations));
    let bounds: Vec<_> = tags.keys().map(|tag| format_ident!("{}", trait_name(tag))).collect();
    let endpoints = model.operations.iter().map(|operation| endpoint(model, document, operation));
    let arms = model.operations.iter().enumerate().map(|(index, operation)| {
        let name = format_ident!("{}_endpoint", operation.method_name);
        quote! { #index => Box::pin(#name(api, call, body)), }
    });
    let operations = operations_table(model);
    let routes = routes_table(&routes::routes(model)?);
    Ok(quote! {
        use super::endpoint::{self, ApiError, Bytes, ByteStream, AnyBody, Call, Json, Operation, Reply, RequestBody};
        use runyard_types::{self as types, fields};

        /// The document as it is served: upstream's shape, with this server's names.
        pub static OPENAPI_JSON: &str = include_str!(concat!(env!("OUT_DIR"), "/openapi.json"));

        #operations
        #routes
        #(#arguments)*
        #(#traits)*

        /// Everything a server has to implement: one trait per tag of the document.
        pub trait Api: #(#bounds)+* {}
        impl<S: #(#bounds)+*> Api for S {}

        #(#endpoints)*

        fn dispatch<'a, S: Api>(
            api: &'a S,
            call: &'a Call,
            body: RequestBody,
        ) -> endpoint::Answer<'a> {
            match call.operation.index {
                #(#arms)*
                _ => Box::pin(async { Err(ApiError::internal()) }),
            }
        }

        /// What the server's one door needs to know of the document.
        pub const fn table<S: Api>() -> endpoint::Table<S> {
            endpoint::Table { routes: ROUTES, operations: OPERATIONS, dispatch: dispatch::<S> }
        }
    })
}

fn arguments(model: &Model, operation: &Operation) -> Result<TokenStream> {
    let id = pascal(&operation.id);
    let mut out = TokenStream::new();
    if !operation.path_params.is_empty() {
        let name = format_ident!("{id}Path");
        let doc = format!(" The path of `{} {}`.", operation.method, operation.path);
        let fields = operation.path_params.iter().map(|f| {
            let name = ident(&snake(&f.json));
            let doc = types::doc(f.doc.as_deref(), &format!("`{}`.", f.json));
            let ty = types::outside(model, &f.ty);
            quote! { #doc pub #name: #ty, }
        });
        out.extend(quote! { #[doc = #doc] #[derive(Debug, Clone)] pub struct #name { #(#fields)* } });
    }
    if !operation.query.is_empty() {
        let name = format_ident!("{id}Query");
        let doc = format!(" The query of `{} {}`.", operation.method, operation.path);
        let fields = operation
            .query
            .iter()
            .map(|f| {
                let name = ident(&snake(&f.json));
                let doc = types::doc(f.doc.as_deref(), &format!("`{}`.", f.json));
                let ty = types::outside(model, &Ty { nullable: false, ..f.ty.clone() });
                let always = f.required || query_default(model, operation, f)?.is_some();
                Ok(if always {
                    quote! { #doc pub #name: #ty, }
                } else {
                    quote! { #doc pub #name: Option<#ty>, }
                })
            })
            .collect::<Result<Vec<_>>>()?;
        out.extend(quote! { #[doc = #doc] #[derive(Debug, Clone)] pub struct #name { #(#fields)* } });
    }
    Ok(out)
}

/// The default of a query parameter as an expression.
fn query_default(model: &Model, operation: &Operation, field: &Field) -> Result<Option<TokenStream>> {
    let Some(default) = &field.default else { return Ok(None) };
    let refuse = || {
        Error::at(
            join(&join("/paths", &operation.path), &operation.method.to_ascii_lowercase()),
            format!("the default {default} of {:?} does not fit its type", field.json),
        )
    };
    if default.is_null() {
        return Ok(None);
    }
    literal(model, &field.ty, default).map(Some).ok_or_else(refuse)
}

fn literal(model: &Model, ty: &Ty, value: &Value) -> Option<TokenStream> {
    let resolved = model.resolve(ty);
    Some(match (&resolved.kind, value) {
        (Kind::Bool, Value::Bool(b)) => quote!(#b),
        (Kind::Int, Value::Number(n)) => {
            let n = n.as_i64()?;
            quote!(#n)
        }
        (Kind::Str, Value::String(s)) => quote!(#s.to_string()),
        (Kind::Array(inner), Value::Array(items)) => {
            let items = items.iter().map(|item| literal(model, inner, item)).collect::<Option<Vec<_>>>()?;
            quote!(vec![#(#items),*])
        }
        (Kind::Array(inner), one) => {
            let one = literal(model, inner, one)?;
            quote!(vec![#one])
        }
        (Kind::Ref(component), value) => {
            let found = model.find(component)?;
            let path = types::outside(model, resolved);
            match &found.def {
                Def::Enum { values } => {
                    let value = value.as_str().filter(|v| values.iter().any(|have| have == v))?;
                    let variant = format_ident!("{}", variant(value));
                    quote!(#path::#variant)
                }
                Def::Union { variants } => variants.iter().find_map(|(name, ty)| {
                    let inner = literal(model, ty, value)?;
                    let name = format_ident!("{name}");
                    Some(quote!(#path::#name(#inner)))
                })?,
                _ => return None,
            }
        }
        _ => return None,
    })
}

fn reply_type(model: &Model, reply: &ReplyKind) -> TokenStream {
    match reply {
        ReplyKind::Json(ty) => types::outside(model, ty),
        ReplyKind::Stream(_) => quote!(ByteStream),
        ReplyKind::Bytes(_) => quote!(Bytes),
        ReplyKind::Empty => quote!(()),
        ReplyKind::Any => quote!(AnyBody),
    }
}

fn body_type(model: &Model, operation: &Operation) -> Option<TokenStream> {
    let (ty, required) = operation.body.as_ref()?;
    let ty = types::outside(model, ty);
    Some(if *required { ty } else { quote!(Option<#ty>) })
}

fn handler_trait(model: &Model, document: &Value, tag: &str, operations: &[&Operation]) -> TokenStream {
    let name = format_ident!("{}", trait_name(tag));
    let description = document
        .get("tags")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .find(|t| t.get("name").and_then(Value::as_str) == Some(tag))
        .and_then(|t| t.get("description")?.as_str());
    let doc = types::doc(description, &format!("The operations of {tag}."));
    let methods = operations.iter().map(|operation| {
        let method = ident(&operation.method_name);
        let id = pascal(&operation.id);
        let place = format!("`{} {}`", operation.method, operation.path);
        let doc = types::doc(Some(&format!("{place}\n\n{}", operation.doc)), "");
        let path = (!operation.path_params.is_empty()).then(|| {
            let name = format_ident!("{id}Path");
            quote!(path: #name,)
        });
        let query = (!operation.query.is_empty()).then(|| {
            let name = format_ident!("{id}Query");
            quote!(query: #name,)
        });
        let body = body_type(model, operation).map(|ty| quote!(body: #ty,));
        let reply = reply_type(model, &operation.reply);
        quote! {
            #doc
            fn #method(&self, call: &Call, #path #query #body)
                -> impl Future<Output = Result<Reply<#reply>, ApiError>> + Send;
        }
    });
    quote! { #doc pub trait #name: Send + Sync + 'static { #(#methods)* } }
}

fn endpoint(model: &Model, document: &Value, operation: &Operation) -> TokenStream {
    let name = format_ident!("{}_endpoint", operation.method_name);
    let method = ident(&operation.method_name);
    let bound = format_ident!("{}", trait_name(&operation.tag));
    let id = pascal(&operation.id);
    let mut reads = TokenStream::new();
    let mut arguments = TokenStream::new();
    if !operation.path_params.is_empty() {
        let name = format_ident!("{id}Path");
        let fields = operation.path_params.iter().enumerate().map(|(index, field)| {
            let name = ident(&snake(&field.json));
            let json = &field.json;
            match model.resolve(&field.ty).kind {
                Kind::Uuid => quote! { #name: call.path_uuid(#index, #json)?, },
                Kind::Id(id) => {
                    let id = format_ident!("{id}");
                    quote! { #name: types::#id::from_uuid(call.path_uuid(#index, #json)?), }
                }
                _ => quote! { #name: call.path_text(#index), },
            }
        });
        reads.extend(quote! { let path = #name { #(#fields)* }; });
        arguments.extend(quote!(path,));
    }
    if !operation.query.is_empty() {
        let name = format_ident!("{id}Query");
        let fields = operation.query.iter().map(|field| {
            let name = ident(&snake(&field.json));
            let json = &field.json;
            let resolved = model.resolve(&field.ty);
            let limits = &resolved.limits;
            let mut read = match (&resolved.kind, field.required) {
                (Kind::Array(_), _) => quote!(pairs.list(#json)?),
                _ => quote!(pairs.one(#json)?),
            };
            if limits.minimum.is_some() || limits.maximum.is_some() {
                let (min, max) = (limits.minimum.unwrap_or(i64::MIN), limits.maximum.unwrap_or(i64::MAX));
                read = quote!(endpoint::within(#json, #read, #min, #max)?);
            }
            if !limits.one_of.is_empty() {
                let values = limits.one_of.iter().map(Value::to_string);
                read = quote!(endpoint::one_of(#json, #read, &[#(#values),*])?);
            }
            let value = match query_default(model, operation, field) {
                Ok(Some(default)) if !field.required => quote!(#read.unwrap_or_else(|| #default)),
                _ if field.required => quote!(endpoint::needed(#json, #read)?),
                _ => read,
            };
            quote! { #name: #value, }
        });
        reads.extend(quote! { let pairs = call.query(); let query = #name { #(#fields)* }; });
        arguments.extend(quote!(query,));
    }
    match &operation.body {
        Some((ty, required)) => {
            let body = ty;
            let pointer = body_pointer(document, operation);
            let check = match types::body_check(model, ty) {
                Some(check) => quote!(|v: &_| #check),
                None => quote!(|_: &_| false),
            };
            // The closure's parameter type has to be known before its body is checked.
            let ty = types::outside(model, ty);
            let raw = model.raw_places(body);
            let raw = raw.iter().map(|way| quote!(&[#(#way),*]));
            let check_name = format_ident!("may_violate_limits");
            let read = if *required { quote!(json) } else { quote!(optional_json) };
            reads.extend(quote! {
                let #check_name: fn(&#ty) -> bool = #check;
                let body = body.#read::<#ty>(call, OPENAPI_JSON, #pointer, #check_name, &[#(#raw),*]).await?;
            });
            arguments.extend(quote!(body,));
        }
        None => reads.extend(quote! { drop(body); }),
    }
    let write = match &operation.reply {
        ReplyKind::Json(_) => quote!(json()),
        ReplyKind::Stream(media) | ReplyKind::Bytes(media) => {
            let media = match media.as_str() {
                media if media.starts_with("text/") => format!("{media}; charset=utf-8"),
                media => media.to_string(),
            };
            if matches!(operation.reply, ReplyKind::Stream(_)) { quote!(stream(#media)) } else { quote!(bytes(#media)) }
        }
        ReplyKind::Empty => {
            let status = operation.success.first().copied().unwrap_or(204);
            quote!(empty(#status))
        }
        ReplyKind::Any => quote!(any()),
    };
    quote! {
        async fn #name<S: #bound>(api: &S, call: &Call, body: RequestBody) -> Result<endpoint::Response, ApiError> {
            #reads
            api.#method(call, #arguments).await?.#write
        }
    }
}

/// Where the schema of a body is in the served document.
fn body_pointer(document: &Value, operation: &Operation) -> String {
    let at = format!(
        "{}/requestBody/content/application~1json/schema",
        join(&join("/paths", &operation.path), &operation.method.to_ascii_lowercase())
    );
    // A component by its name in the served document: hoisted ones exist only here, so the place is named.
    match document.pointer(&at).and_then(shape::component_of) {
        Some(name) => match document.get(hoist::SERVED).and_then(|served| served.get(name)?.as_str()) {
            Some(served) => join("/components/schemas", served),
            None => at,
        },
        None => at,
    }
}

fn operations_table(model: &Model) -> TokenStream {
    let rows = model.operations.iter().enumerate().map(|(index, operation)| {
        let Operation { method_name, path, tag, success, .. } = operation;
        let method = format_ident!("{}", operation.method);
        let success = success.iter().map(|code| proc_macro2::Literal::u16_unsuffixed(*code));
        quote! {
            Operation {
                index: #index, id: #method_name, method: http::Method::#method, path: #path, tag: #tag,
                success: &[#(#success),*],
            }
        }
    });
    quote! {
        /// Every operation, in the order of the document.
        pub static OPERATIONS: &[Operation] = &[#(#rows),*];
    }
}

fn routes_table(routes: &[routes::Route]) -> TokenStream {
    let rows = routes.iter().map(|route| {
        let path = &route.path;
        let segments = route.segments().into_iter().map(|segment| match segment {
            Segment::Literal(text) => quote!(endpoint::Segment::Literal(#text)),
            Segment::Variable => quote!(endpoint::Segment::Variable),
        });
        let operations = route.operations.iter().map(|(method, index)| {
            let method = format_ident!("{method}");
            quote!((http::Method::#method, #index))
        });
        quote! {
            endpoint::Route { path: #path, segments: &[#(#segments),*], operations: &[#(#operations),*] }
        }
    });
    quote! {
        /// Every path, those with literals before those with variables.
        pub static ROUTES: &[endpoint::Route] = &[#(#rows),*];
    }
}
