//! `/docs`: the document as a page for people. One file without anything from elsewhere; what it may load is told to
//! browsers, too.

use bytes::Bytes;

/// The page without the document, which its script draws.
const PAGE: &str = include_str!("docs/page.html");
/// The placeholder for the document.
const PLACE: &str = "{{document}}";

/// The page's policy: its own styles and script, and nothing that comes over the network.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'self'";

/// The page of a document.
pub(super) fn page(document: &[u8]) -> Bytes {
    // In JSON this sign stands in texts only; escaped, no text can end the script.
    let document = String::from_utf8_lossy(document).replace('<', "\\u003c");
    PAGE.replacen(PLACE, &document, 1).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_the_document_ends_its_script() {
        let page = page(br#"{"title": "</script><b>"}"#);
        let page = std::str::from_utf8(&page).unwrap();
        assert!(page.contains(r#"{"title": "\u003c/script>\u003cb>"}"#) && !page.contains(PLACE));
        assert_eq!(page.matches("</script>").count(), 2, "that of the document and that of the code");
    }
}
