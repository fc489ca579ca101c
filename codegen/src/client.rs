//! The client: progenitor's, from the lowered document.

use progenitor_impl::TypeImpl;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::model::{Def, Model};
use crate::{OperationSummary, summary};

/// First line of the committed file.
pub const HEADER: &str = "// Generated from spec/ by `cargo xtask generate`. Do not edit.\n";

/// Writes the client of a lowered document, formatted. Its types are those of `runyard-types`.
pub fn write(lowered: &Value, model: &Model, operations: &[OperationSummary]) -> Result<String> {
    let fail = |message: String| Error::at("", message);
    let spec: openapiv3::OpenAPI = serde_json::from_value(lowered.clone())
        .map_err(|e| fail(format!("the lowered document is not OpenAPI 3.0: {e}")))?;
    let mut settings = progenitor_impl::GenerationSettings::new();
    settings.with_interface(progenitor_impl::InterfaceStyle::Positional).with_tag(progenitor_impl::TagStyle::Merged);
    for def in &model.types {
        let impls = match &def.def {
            Def::Enum { .. } => vec![TypeImpl::Display, TypeImpl::FromStr],
            Def::Struct { .. } | Def::Union { .. } | Def::Alias(_) => Vec::new(),
        };
        settings.with_replacement(&def.rust, format!("::runyard_types::{}", def.rust), impls.into_iter());
    }
    let mut generator = progenitor_impl::Generator::new(&settings);
    let tokens = generator.generate_tokens(&spec).map_err(|e| fail(format!("failed to generate the client: {e}")))?;
    let mut file: syn::File = syn::parse2(tokens).map_err(|e| fail(format!("failed to parse the client: {e}")))?;
    // All types are replaced; what is left of the module is never used.
    file.items.retain(|item| !matches!(item, syn::Item::Mod(module) if module.ident == "types"));
    let text = without_total_timeout(&prettyplease::unparse(&file)).map_err(fail)?;
    Ok(format!("{HEADER}{}{text}", summary::table(operations)))
}

/// `Client::new` would cut every stream after its total timeout; the one for connecting stays.
fn without_total_timeout(client: &str) -> std::result::Result<String, String> {
    const CUT: &str = ".connect_timeout(dur).timeout(dur)";
    match client.matches(CUT).count() {
        1 => Ok(client.replace(CUT, ".connect_timeout(dur)")),
        n => Err(format!("the client sets its timeouts in {n} places that look like {CUT}")),
    }
}
