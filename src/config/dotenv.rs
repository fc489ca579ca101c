//! Environment files, read as python-dotenv reads them: the same file gives a graph the same variables here and in the
//! reference server.
//!
//! Sources: the behaviour of python-dotenv 1.x, which its documentation describes under "File format".

use std::collections::BTreeMap;

/// The contents of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnvFile {
    /// The variables that the file sets. A name without a value (`NAME`) is not one.
    pub variables: BTreeMap<String, String>,
    /// Numbers (from 1) of the lines that could not be read.
    pub bad_lines: Vec<usize>,
}

/// Reads the text of an environment file. `process` looks up the variables of the process, which `${NAME}` refers to
/// when the file itself does not set the name.
#[must_use]
pub fn parse(text: &str, process: &dyn Fn(&str) -> Option<String>) -> EnvFile {
    // Editors on Windows begin files with a byte order mark, which would become part of the first name.
    let mut reader = Reader { rest: text.trim_start_matches('\u{feff}'), line: 1 };
    let mut values: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut bad_lines = Vec::new();
    loop {
        reader.skip(char::is_whitespace);
        if reader.rest.is_empty() {
            break;
        }
        let line = reader.line;
        match reader.binding() {
            Some(None) => {}
            Some(Some((name, value))) => {
                let value = value.map(|value| {
                    interpolate(&value, &|name| match values.get(name) {
                        Some(set) => Some(set.clone().unwrap_or_default()),
                        None => process(name),
                    })
                });
                values.insert(name, value);
            }
            None => {
                bad_lines.push(line);
                reader.skip_line();
            }
        }
    }
    let variables = values.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    EnvFile { variables, bad_lines }
}

/// The unread rest of the text.
struct Reader<'a> {
    rest: &'a str,
    /// The number of the line that `rest` begins in.
    line: usize,
}

/// A name, and its value if it has one.
type Binding = (String, Option<String>);

impl<'a> Reader<'a> {
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        self.line += taken.matches('\n').count();
        taken
    }

    fn take_while(&mut self, good: impl Fn(char) -> bool) -> &'a str {
        self.take(self.rest.find(|c| !good(c)).unwrap_or(self.rest.len()))
    }

    fn skip(&mut self, good: impl Fn(char) -> bool) {
        self.take_while(good);
    }

    fn skip_line(&mut self) {
        self.skip(|c| !is_line_end(c));
        self.skip_line_end();
    }

    fn skip_line_end(&mut self) {
        let bytes = if self.rest.starts_with("\r\n") { 2 } else { usize::from(self.rest.starts_with(is_line_end)) };
        self.take(bytes);
    }

    /// One statement with the end of its line. `None` when it cannot be read; `Some(None)` for a comment.
    fn binding(&mut self) -> Option<Option<Binding>> {
        if let Some(after) = self.rest.strip_prefix("export").filter(|after| after.starts_with(is_space)) {
            self.take(self.rest.len() - after.len());
            self.skip(is_space);
        }
        let name = match self.rest.chars().next() {
            Some('#') => None,
            Some('\'') => Some(self.quoted('\'').filter(|name| !name.is_empty())?.to_owned()),
            _ => {
                let name = self.take_while(|c| !matches!(c, '=' | '#') && !c.is_whitespace());
                Some((!name.is_empty()).then(|| name.to_owned())?)
            }
        };
        self.skip(is_space);
        let mut value = None;
        if name.is_some() && self.rest.starts_with('=') {
            self.take(1);
            let spaces = self.take_while(is_space);
            value = Some(match self.rest.chars().next() {
                Some('#') if !spaces.is_empty() => String::new(),
                Some('\'') => unescape(self.quoted('\'')?, |c| matches!(c, '\\' | '\'')),
                Some('"') => unescape(self.quoted('"')?, |c| "\\'\"abfnrtv".contains(c)),
                _ => without_comment(self.take_while(|c| !is_line_end(c))).to_owned(),
            });
        }
        self.skip(is_space);
        if self.rest.starts_with('#') {
            self.skip(|c| !is_line_end(c));
        }
        if !self.rest.is_empty() && !self.rest.starts_with(is_line_end) {
            return None;
        }
        self.skip_line_end();
        Some(name.map(|name| (name, value)))
    }

    /// Reads a quoted text, which may span lines. Returns `None` and consumes nothing if the closing quote is missing.
    fn quoted(&mut self, quote: char) -> Option<&'a str> {
        let inside = self.rest.get(1..)?;
        let mut escaped = false;
        for (at, c) in inside.char_indices() {
            if c == quote && !escaped {
                return self.take(at + 2).get(1..=at);
            }
            escaped = c == '\\' && !escaped;
        }
        None
    }
}

const fn is_line_end(c: char) -> bool {
    matches!(c, '\r' | '\n')
}

fn is_space(c: char) -> bool {
    c.is_whitespace() && !is_line_end(c)
}

/// A value without quotes ends before a `#` that follows a space.
fn without_comment(value: &str) -> &str {
    let comment = value
        .char_indices()
        .find(|&(at, c)| c == '#' && value[..at].chars().next_back().is_some_and(char::is_whitespace))
        .map_or(value.len(), |(at, _)| at);
    value[..comment].trim_end()
}

fn unescape(text: &str, known: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(&next) = chars.peek().filter(|&&next| c == '\\' && known(next)) else {
            out.push(c);
            continue;
        };
        chars.next();
        out.push(match next {
            'a' => '\x07',
            'b' => '\x08',
            'f' => '\x0c',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\x0b',
            other => other,
        });
    }
    out
}

/// Replaces `${NAME}` and `${NAME:-default}`. A `$` without braces stays as it is.
fn interpolate(value: &str, look_up: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(start) = rest.find("${") {
        let Some(length) = rest[start..].find('}') else { break };
        let inside = &rest[start + 2..start + length];
        let (name, default) = match inside.split_once(':') {
            None => (inside, ""),
            Some((name, after)) => match after.strip_prefix('-') {
                Some(default) => (name, default),
                None => {
                    // Not a reference: `${a:b}`.
                    out.push_str(&rest[..start + 2]);
                    rest = &rest[start + 2..];
                    continue;
                }
            },
        };
        out.push_str(&rest[..start]);
        out.push_str(&look_up(name).unwrap_or_else(|| default.to_owned()));
        rest = &rest[start + length + 1..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> EnvFile {
        parse(text, &|name| (name == "HOME").then(|| "/home/ada".to_owned()))
    }

    fn pairs(file: &EnvFile) -> Vec<(&str, &str)> {
        file.variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// Each expectation is what `dotenv_values` of python-dotenv 1.2 returns for the line.
    #[test]
    fn lines_mean_what_they_mean_to_python_dotenv() {
        for (line, expected) in [
            ("P=pa$word", Some(("P", "pa$word"))),
            ("Q=\"foo$bar\"", Some(("Q", "foo$bar"))),
            ("J={\"a\": 1, \"b\": \"x y\"}", Some(("J", "{\"a\": 1, \"b\": \"x y\"}"))),
            ("S=two words", Some(("S", "two words"))),
            ("H=a#b", Some(("H", "a#b"))),
            ("C=v # c", Some(("C", "v"))),
            ("C=v\t# c", Some(("C", "v"))),
            ("C= # c", Some(("C", ""))),
            ("C=#c", Some(("C", "#c"))),
            ("N", None),
            ("E=", Some(("E", ""))),
            ("export X=1", Some(("X", "1"))),
            ("exported=1", Some(("exported", "1"))),
            ("K = v", Some(("K", "v"))),
            ("  K=v  ", Some(("K", "v"))),
            ("'quoted key'=v", Some(("quoted key", "v"))),
            ("M=\"a\nb\"", Some(("M", "a\nb"))),
            ("M='a\r\nb'", Some(("M", "a\r\nb"))),
            ("V='${HOME}/x'", Some(("V", "/home/ada/x"))),
            ("V=${NOPE:-fallback}!", Some(("V", "fallback!"))),
            ("V=${NOPE}", Some(("V", ""))),
            ("V=$HOME", Some(("V", "$HOME"))),
            ("V=${HOME", Some(("V", "${HOME"))),
            ("V=${a:b}${HOME}", Some(("V", "${a:b}/home/ada"))),
            ("BARE=a\"b", Some(("BARE", "a\"b"))),
            ("W=C:\\new\\table", Some(("W", "C:\\new\\table"))),
            ("W=\"a\\nb\\tc\\\"d\\q\"", Some(("W", "a\nb\tc\"d\\q"))),
            ("W='a\\nb\\'c'", Some(("W", "a\\nb'c"))),
            ("T=\"v\" # tail", Some(("T", "v"))),
            ("a.b-c=1", Some(("a.b-c", "1"))),
            ("U=ü € 漢", Some(("U", "ü € 漢"))),
            ("URL=postgres://u:p@h/db?a=b#c", Some(("URL", "postgres://u:p@h/db?a=b#c"))),
            ("# only a comment", None),
            ("", None),
            ("\u{feff}A=1\r\n", Some(("A", "1"))),
        ] {
            let file = read(line);
            assert_eq!(pairs(&file), expected.into_iter().collect::<Vec<_>>(), "{line:?}");
            assert_eq!(file.bad_lines, [0_usize; 0], "{line:?}");
        }
    }

    #[test]
    fn a_line_that_cannot_be_read_costs_only_itself() {
        let file = read("A=1\nthis is not\nB=2\n=x\nC=\"open\nD=\"v\" w\nE=5\n");
        assert_eq!(pairs(&file), [("A", "1"), ("B", "2"), ("E", "5")]);
        assert_eq!(file.bad_lines, [2, 4, 5]);
        let file = read("A=\"x\ny\"\n\n\nnot one\n");
        assert_eq!(file.bad_lines, [5]);
    }

    #[test]
    fn later_lines_count_and_see_earlier_ones() {
        let file = read("A=1\nB=${A}x\nA=2\nHOME=here\nC=${HOME}\nD=1\nD\nF=${D:-none}\n");
        assert_eq!(pairs(&file), [("A", "2"), ("B", "1x"), ("C", "here"), ("F", ""), ("HOME", "here")]);
    }
}
