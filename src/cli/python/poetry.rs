//! The dependencies of a project that only Poetry describes (`tool.poetry.dependencies`), as arguments for pip.

use std::{collections::BTreeMap, path::Path};

use serde::Deserialize;
use toml::Value;

/// One dependency, written as a table.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Detailed {
    version: Option<String>,
    extras: Vec<String>,
    markers: Option<String>,
    optional: bool,
    develop: bool,
    path: Option<String>,
    url: Option<String>,
    git: Option<String>,
    branch: Option<String>,
    tag: Option<String>,
    rev: Option<String>,
}

/// Arguments that install these dependencies of the project in `dir`. The version of Python itself and optional
/// dependencies are left out, as Poetry leaves them out of an environment.
pub fn arguments(dir: &Path, dependencies: &BTreeMap<String, Value>) -> Vec<String> {
    let mut arguments = Vec::new();
    for (name, value) in dependencies.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("python")) {
        // Several entries of one name are for different interpreters and platforms.
        for one in value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice) {
            let detailed = match one {
                Value::String(version) => Detailed { version: Some(version.clone()), ..Detailed::default() },
                // What cannot be read is installed without constraints.
                other => other.clone().try_into().unwrap_or_default(),
            };
            arguments.extend(detailed.arguments(dir, name));
        }
    }
    arguments
}

impl Detailed {
    fn arguments(self, dir: &Path, name: &str) -> Vec<String> {
        if self.optional {
            return Vec::new();
        }
        if let Some(path) = self.path {
            let path = dir.join(path).to_string_lossy().into_owned();
            return if self.develop { vec!["-e".to_owned(), path] } else { vec![path] };
        }
        let extras = if self.extras.is_empty() { String::new() } else { format!("[{}]", self.extras.join(",")) };
        let source = match (self.url, self.git) {
            (Some(url), _) => format!(" @ {url}"),
            (None, Some(git)) => {
                let revision = self.rev.or(self.tag).or(self.branch).map(|name| format!("@{name}")).unwrap_or_default();
                format!(" @ git+{git}{revision}")
            }
            (None, None) => self.version.as_deref().map(specifiers).unwrap_or_default(),
        };
        let markers = self.markers.map(|markers| format!(" ; {markers}")).unwrap_or_default();
        vec![format!("{name}{extras}{source}{markers}")]
    }
}

/// A constraint of Poetry as version specifiers of PEP 440. Alternatives (`||`), which these do not have, become no
/// constraint.
fn specifiers(constraint: &str) -> String {
    if constraint.contains('|') {
        return String::new();
    }
    // An operator may be followed by spaces, and spaces may stand for commas.
    let mut parts: Vec<String> = Vec::new();
    for word in constraint.split([',', ' ']).filter(|word| !word.is_empty()) {
        match parts.last_mut() {
            Some(last) if last.ends_with(['<', '>', '=', '~', '^']) => last.push_str(word),
            _ => parts.push(word.to_owned()),
        }
    }
    parts.iter().filter_map(|part| specifier(part)).collect::<Vec<_>>().join(",")
}

fn specifier(part: &str) -> Option<String> {
    if part == "*" {
        return None;
    }
    if let Some(version) = part.strip_prefix('^') {
        let release = release(version);
        // The first number that is not 0 stays, or the last one that is given.
        let kept = release.iter().position(|number| *number != 0).unwrap_or(release.len().saturating_sub(1));
        return Some(format!(">={version},<{}", above(&release, kept)));
    }
    if let Some(version) = part.strip_prefix('~').filter(|rest| !rest.starts_with('=')) {
        let release = release(version);
        return Some(format!(">={version},<{}", above(&release, release.len().saturating_sub(1).min(1))));
    }
    if part.starts_with(['<', '>', '=', '!', '~']) {
        // Poetry also writes one `=`.
        return Some(match part.strip_prefix('=') {
            Some(version) if !version.starts_with('=') => format!("=={version}"),
            _ => part.to_owned(),
        });
    }
    Some(format!("=={part}"))
}

/// The numbers of a version, without what follows them (`rc1`).
fn release(version: &str) -> Vec<u64> {
    let mut numbers = Vec::new();
    for part in version.trim_start_matches('v').split('.') {
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let Ok(number) = part[..digits].parse() else { break };
        numbers.push(number);
        if digits < part.len() {
            break;
        }
    }
    numbers
}

/// The first version above all those that begin with the numbers up to `last`.
fn above(release: &[u64], last: usize) -> String {
    let numbers = release.iter().take(last + 1).enumerate();
    let numbers = numbers.map(|(at, number)| if at == last { number + 1 } else { *number });
    numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constraints_become_specifiers() {
        for (constraint, specifiers) in [
            ("*", ""),
            ("^1.2.3", ">=1.2.3,<2"),
            ("^1.2", ">=1.2,<2"),
            ("^0.2.3", ">=0.2.3,<0.3"),
            ("^0.0.3", ">=0.0.3,<0.0.4"),
            ("^0.0", ">=0.0,<0.1"),
            ("^0", ">=0,<1"),
            ("^1.0.0rc1", ">=1.0.0rc1,<2"),
            ("~1.2.3", ">=1.2.3,<1.3"),
            ("~1.2", ">=1.2,<1.3"),
            ("~1", ">=1,<2"),
            ("~=1.2", "~=1.2"),
            (">=1.2,<2", ">=1.2,<2"),
            (">= 1.2, < 2", ">=1.2,<2"),
            (">=1.2 <2", ">=1.2,<2"),
            ("1.2.3", "==1.2.3"),
            ("=1.2", "==1.2"),
            ("==1.2.*", "==1.2.*"),
            ("1.2.*", "==1.2.*"),
            ("!=1.5", "!=1.5"),
            ("^1 || ^2", ""),
        ] {
            assert_eq!(super::specifiers(constraint), specifiers, "{constraint}");
        }
    }

    #[test]
    fn dependencies_become_arguments() {
        let text = r#"
            python = "^3.11"
            langgraph = "^1.0"
            a = { version = "~2.1", extras = ["x", "y"], markers = "sys_platform == 'linux'" }
            b = { git = "https://example.com/b.git", tag = "v1" }
            c = { path = "../c", develop = true }
            d = { path = "d.whl" }
            e = { url = "https://example.com/e.whl" }
            f = { version = "1", optional = true }
            g = [{ version = "<2", markers = "python_version < '3.12'" }, { version = "^2", markers = "python_version >= '3.12'" }]
        "#;
        assert_eq!(
            arguments(Path::new("/p"), &toml::from_str(text).unwrap()),
            [
                "a[x,y]>=2.1,<2.2 ; sys_platform == 'linux'",
                "b @ git+https://example.com/b.git@v1",
                "-e",
                "/p/../c",
                "/p/d.whl",
                "e @ https://example.com/e.whl",
                "g<2 ; python_version < '3.12'",
                "g>=2,<3 ; python_version >= '3.12'",
                "langgraph>=1.0,<2",
            ]
        );
    }
}
