//! Writes how the types describe themselves: `JsonSchema` for each, and the table of all types.
//!
//! Nothing here repeats the document. A member's type is taken from the field that a closure names, an alternative's
//! from the variant's constructor, so that a description says what the Rust type is. The tests of `runyard-types`
//! compare it with the document.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use crate::hoist;
use crate::model::{Def, Model, TypeDef};
use crate::naming::{ident, snake};

/// The descriptions of the types of a hoisted document.
pub fn write(model: &Model, hoisted: &Value) -> TokenStream {
    let descriptions = model.types.iter().filter_map(|def| description(def, &served_name(hoisted, def)));
    let entries = model.types.iter().map(|def| {
        let (name, rust) = (served_name(hoisted, def), format_ident!("{}", def.rust));
        quote!(crate::schema::Described::of::<#rust>(#name))
    });
    quote! {
        #(#descriptions)*
        /// Every type of the document. Inline schemas that became types have the names of these.
        #[cfg(feature = "schemars")]
        pub const DESCRIBED: &[crate::schema::Described] = &[#(#entries),*];
    }
}

/// What the served document calls a type: the component's name in front of `x-runyard-name`.
fn served_name(hoisted: &Value, def: &TypeDef) -> String {
    let served = hoisted.get(hoist::SERVED).and_then(|served| served.get(&def.component)?.as_str());
    served.unwrap_or(&def.component).to_owned()
}

fn description(def: &TypeDef, name: &str) -> Option<TokenStream> {
    let rust = format_ident!("{}", def.rust);
    let mut generator = quote!(generator);
    let schema = match &def.def {
        Def::Struct { fields, extra, .. } => {
            let members = fields.iter().map(|field| {
                let (json, rust) = (&field.json, ident(&snake(&field.json)));
                match field.required {
                    true => quote!(.required(#json, |it| &it.#rust)),
                    false => quote!(.optional(#json, |it| &it.#rust)),
                }
            });
            let extra = extra.as_ref().map(|_| quote!(.extra(|it| &it.extra)));
            quote!(crate::schema::Members::<Self>::new(generator) #(#members)* #extra .finish())
        }
        Def::Enum { .. } => {
            generator = quote!(_);
            quote!(crate::schema::values(Self::ALL))
        }
        Def::Union { variants } => {
            let variants = variants.iter().map(|(variant, _)| {
                let variant = format_ident!("{variant}");
                quote!(.or(Self::#variant))
            });
            quote!(crate::schema::Alternatives::<Self>::new(generator) #(#variants)* .finish())
        }
        // Another name of a type that describes itself.
        Def::Alias(_) => return None,
    };
    Some(quote! {
        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for #rust {
            fn schema_name() -> String { #name.to_owned() }
            fn json_schema(#generator: &mut crate::schema::SchemaGenerator) -> schemars::schema::Schema { #schema }
        }
    })
}
