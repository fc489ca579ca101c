//! From the names of the document to names of Rust.

use proc_macro2::{Ident, Span};

/// Words of a name: split at everything that is not alphanumeric and where lower case turns to upper.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous_lower = false;
    let mut open = false;
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() {
            open = false;
            previous_lower = false;
            continue;
        }
        if !open || (c.is_ascii_uppercase() && previous_lower) {
            words.push(String::new());
            open = true;
        }
        if let Some(word) = words.last_mut() {
            word.push(c);
        }
        previous_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    words
}

/// `stream_mode` -> `StreamMode`. Capitals inside a word stay: `A2A` stays `A2A`.
pub fn pascal(name: &str) -> String {
    let out: String = words(name)
        .iter()
        .map(|word| {
            let mut chars = word.chars();
            chars.next().map(|c| c.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
        })
        .collect();
    if out.starts_with(|c: char| c.is_ascii_digit()) { format!("V{out}") } else { out }
}

/// `Content-Location` -> `content_location`.
pub fn snake(name: &str) -> String {
    let out = words(name).iter().map(|word| word.to_ascii_lowercase()).collect::<Vec<_>>().join("_");
    if out.starts_with(|c: char| c.is_ascii_digit()) { format!("v{out}") } else { out }
}

/// The Rust name of an enum value. `*` reads as "all" in this API; a dash before a digit would vanish.
pub fn variant(value: &str) -> String {
    match value {
        "*" => "All".into(),
        "" => "Empty".into(),
        _ => pascal(value),
    }
}

/// A field, method or module name; a keyword gets a trailing underscore, `gen` included.
pub fn ident(name: &str) -> Ident {
    let name = if name.is_empty() { "_empty" } else { name };
    if syn::parse_str::<Ident>(name).is_ok() && name != "gen" {
        Ident::new(name, Span::call_site())
    } else {
        Ident::new(&format!("{name}_"), Span::call_site())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(pascal("stream_mode"), "StreamMode");
        assert_eq!(pascal("A2A"), "A2A");
        assert_eq!(pascal("messages-tuple"), "MessagesTuple");
        assert_eq!(pascal("2.0"), "V20");
        assert_eq!(snake("Last-Event-ID"), "last_event_id");
        assert_eq!(snake("Thread Runs"), "thread_runs");
        assert_eq!(variant("*"), "All");
        assert_eq!(ident("type").to_string(), "type_");
        assert_eq!(ident("gen").to_string(), "gen_");
    }
}
