//! Environment variables: those of the process, and those that `langgraph.json` sets for the graphs and the server.

use std::{collections::BTreeMap, path::Path, str::FromStr};

use super::{
    ConfigError, Warning,
    dotenv::{self, EnvFile},
};

/// The key that names the file.
const PATH: &str = "$.env";
/// Common names of the file that lists a project's environment variables.
const EXAMPLES: [&str; 5] = [".env.example", ".env.sample", ".env.template", "example.env", "env.example"];

/// Reads the environment file that `langgraph.json` names. A file that is not there, and lines that cannot be read, are
/// warnings: a fresh clone of a project has no `.env` yet, and much of it works without.
///
/// # Errors
/// Returns an error if the file is there but cannot be read.
pub fn read_env_file(
    file: &Path,
    process: &dyn Fn(&str) -> Option<String>,
    warnings: &mut Vec<Warning>,
) -> Result<BTreeMap<String, String>, ConfigError> {
    if !file.is_file() {
        warnings.push(Warning { path: PATH.to_owned(), text: missing(file) });
        return Ok(BTreeMap::new());
    }
    let text =
        std::fs::read_to_string(file).map_err(|source| ConfigError::Unreadable { file: file.to_owned(), source })?;
    let EnvFile { variables, bad_lines } = dotenv::parse(&text, process);
    for line in bad_lines {
        // The line may hold a secret: it is not shown.
        let text = format!("line {line} of {} is ignored; write it as NAME=value", file.display());
        warnings.push(Warning { path: PATH.to_owned(), text });
    }
    let (variables, odd): (BTreeMap<_, _>, BTreeMap<_, _>) =
        variables.into_iter().partition(|(name, value)| can_be_set(name, value));
    for name in odd.keys() {
        let text = format!("{name:?} in {} is ignored; no process can have such a variable", file.display());
        warnings.push(Warning { path: PATH.to_owned(), text });
    }
    Ok(variables)
}

/// Returns whether a process can have such a variable.
pub fn can_be_set(name: &str, value: &str) -> bool {
    !name.is_empty() && !name.contains(['=', '\0']) && !value.contains('\0')
}

fn missing(file: &Path) -> String {
    if file.exists() {
        return format!("{} is not a file; name a file with lines NAME=value", file.display());
    }
    let folder = file.parent().unwrap_or_else(|| Path::new("."));
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    match EXAMPLES.iter().find(|example| folder.join(example).is_file()) {
        Some(example) => format!(
            "the file {} is missing, so its variables are not set; copy {example} to {name} and fill in the values",
            file.display()
        ),
        None => {
            format!("the file {} is missing, so its variables are not set; create it or remove the key", file.display())
        }
    }
}

/// The variables that the server reads: those of the configuration count more than those of the process, as in the
/// reference server.
pub struct Variables<'a> {
    configured: &'a BTreeMap<String, String>,
    process: &'a dyn Fn(&str) -> Option<String>,
}

impl<'a> Variables<'a> {
    /// Both sources.
    pub fn new(configured: &'a BTreeMap<String, String>, process: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { configured, process }
    }

    /// A variable that is set and not empty.
    pub fn text(&self, name: &str) -> Option<String> {
        let value = self.configured.get(name).cloned().or_else(|| (self.process)(name))?;
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// A variable as a number, or the default.
    ///
    /// # Errors
    /// Returns an error if it is set to something else.
    pub fn number<T: FromStr>(
        &self,
        name: &str,
        default: T,
        expected: &str,
        good: impl Fn(&T) -> bool,
    ) -> Result<T, ConfigError> {
        let Some(value) = self.text(name) else { return Ok(default) };
        match value.parse() {
            Ok(number) if good(&number) => Ok(number),
            _ => Err(ConfigError::Variable { variable: name.into(), value, expected: expected.into() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(".env");
        std::fs::write(&path, text).unwrap();
        (dir, path)
    }

    fn read(path: &Path) -> (BTreeMap<String, String>, Vec<String>) {
        let mut warnings = Vec::new();
        let variables = read_env_file(path, &|_| None, &mut warnings).unwrap();
        (variables, warnings.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_bad_line_is_named_but_its_secret_is_not() {
        let (_dir, path) = file("A=1\nSECRET='open\nB=2\n");
        let (variables, warnings) = read(&path);
        assert_eq!(variables.keys().collect::<Vec<_>>(), ["A", "B"]);
        assert_eq!(warnings.len(), 1);
        assert!(warnings[0].contains("line 2") && warnings[0].contains("NAME=value"), "{warnings:?}");
        assert!(!warnings[0].contains("open"), "{warnings:?}");
    }

    #[test]
    fn a_missing_file_is_a_warning_that_names_the_example() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(".env");
        let (variables, warnings) = read(&path);
        assert!(variables.is_empty() && warnings[0].contains("remove the key"), "{warnings:?}");
        std::fs::write(dir.path().join(".env.example"), "A=\n").unwrap();
        let (_, warnings) = read(&path);
        assert!(warnings[0].contains("copy .env.example to .env"), "{warnings:?}");
        let (_, warnings) = read(dir.path());
        assert!(warnings[0].contains("is not a file"), "{warnings:?}");
    }
}
