//! Rules that select headers of a request: `http.configurable_headers`, `http.logging_headers`.

use regex::Regex;

/// Names that may be taken, and exceptions. `*` in a name stands for anything; upper and lower case are the same.
#[derive(Clone, Debug)]
pub struct HeaderRules {
    include: Regex,
    exclude: Regex,
}

/// Credentials. They never become part of a run or a log, whatever the configuration says.
const NEVER: [&str; 4] = ["authorization", "x-api-key", "x-service-key", "x-tenant-id"];

impl HeaderRules {
    /// Takes what `include` names and `exclude` does not. Without `include` nothing is taken, as upstream.
    #[must_use]
    pub fn new(include: &[String], exclude: &[String]) -> Self {
        Self { include: any_of(include), exclude: any_of(exclude) }
    }

    /// Returns whether a header is taken.
    #[must_use]
    pub fn takes(&self, name: &str) -> bool {
        !NEVER.iter().any(|never| never.eq_ignore_ascii_case(name))
            && self.include.is_match(name)
            && !self.exclude.is_match(name)
    }
}

/// Matches a name as a whole that fits one of the patterns.
fn any_of(patterns: &[String]) -> Regex {
    let one = |pattern: &String| regex::escape(pattern).replace(r"\*", ".*");
    let all: Vec<String> = patterns.iter().map(one).collect();
    // Without a pattern the group is empty, and no header has an empty name.
    Regex::new(&format!("(?is)^(?:{})$", all.join("|"))).expect("escaped text is a regular expression")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(include: &[&str], exclude: &[&str]) -> HeaderRules {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        HeaderRules::new(&owned(include), &owned(exclude))
    }

    #[test]
    fn stars_stand_for_anything_and_other_signs_for_themselves() {
        let some = rules(&["x-tenant-*", "User-Agent", "a.b", "us?r"], &["x-tenant-secret", "*-hidden"]);
        for (name, taken) in [
            ("x-tenant-two", true),
            ("X-Tenant-Two", true),
            ("x-tenant-", true),
            ("user-agent", true),
            ("a.b", true),
            ("axb", false),
            ("user", false),
            ("x-tenant-secret", false),
            ("x-tenant-hidden", false),
            ("my-x-tenant-two", false),
            ("cookie", false),
        ] {
            assert_eq!(some.takes(name), taken, "{name}");
        }
    }

    #[test]
    fn nothing_is_taken_unasked_and_credentials_never() {
        assert!(!rules(&[], &["cookie"]).takes("x-other"));
        let all = rules(&["*"], &[]);
        assert!(all.takes("cookie"));
        for name in ["authorization", "X-Api-Key", "x-service-key", "x-tenant-id"] {
            assert!(!all.takes(name), "{name}");
        }
    }
}
