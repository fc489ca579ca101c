//! Texts for people.

use std::borrow::Cow;

/// An error with its sources, as one line.
#[must_use]
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(": ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}

/// A text from outside as it may be shown on a terminal: control characters other than line feeds and tabs are escaped,
/// so that a graph's output can neither move the cursor nor change colours.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    let harmful = |c: char| c.is_control() && c != '\n' && c != '\t';
    if !text.contains(harmful) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if harmful(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped_and_lines_stay() {
        assert!(matches!(printable("one\n\ttwo é"), Cow::Borrowed("one\n\ttwo é")));
        assert_eq!(printable("\x1b[31mred\r\u{9b}x"), "\\u{1b}[31mred\\r\\u{9b}x");
    }
}
