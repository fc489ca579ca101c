//! Text inside of HTML and XML.

use std::fmt;

/// Shows text so that it stays text in HTML and XML, in elements and in quoted attributes. Characters that XML does not
/// have at all become U+FFFD.
pub(super) struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\t' | '\n' => fmt::Write::write_char(f, c)?,
                // A parser would make it a line feed or refuse it, and it is not seen anyway.
                '\r' => {}
                c if (c < ' ') || c == '\u{FFFE}' || c == '\u{FFFF}' => f.write_str("\u{FFFD}")?,
                c => fmt::Write::write_char(f, c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_place() {
        assert_eq!(
            Escaped("<a b=\"c\" d='e'>&\u{0}\u{1b}[0m\r\n").to_string(),
            "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;\u{FFFD}\u{FFFD}[0m\n"
        );
    }
}
