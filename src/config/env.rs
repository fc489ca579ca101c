//! Environment variables: those of the process, and those that `langgraph.json` sets for the graphs and the server.

use std::{collections::BTreeMap, path::Path, str::FromStr};

use super::ConfigError;

/// Reads a file of lines `NAME=value`.
///
/// # Errors
/// When it cannot be read, naming the line.
pub fn read_env_file(file: &Path) -> Result<BTreeMap<String, String>, ConfigError> {
    let text = std::fs::read_to_string(file).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => ConfigError::Missing {
            file: file.to_owned(),
            remedy: "langgraph.json names it as its env; create the file or remove the key".into(),
        },
        _ => ConfigError::Unreadable { file: file.to_owned(), source },
    })?;
    // Editors on Windows begin files with a byte order mark, which would become part of the first name.
    let text = text.trim_start_matches('\u{feff}');
    let mut variables = BTreeMap::new();
    for line in dotenvy::from_read_iter(text.as_bytes()) {
        let (name, value) = line.map_err(|error| {
            let problem = match error {
                dotenvy::Error::LineParse(line, _) => {
                    match text.lines().position(|other| other.trim() == line.trim()) {
                        // The value may be a secret: the line itself is not shown.
                        Some(index) => format!("line {} is not understood", index + 1),
                        None => "a line is not understood".to_owned(),
                    }
                }
                other => other.to_string(),
            };
            ConfigError::EnvFile { file: file.to_owned(), problem }
        })?;
        variables.insert(name, value);
    }
    Ok(variables)
}

/// The variables that the server reads: those of the configuration count more than those of the process, as in the reference server.
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
    /// When it is set to something else.
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

    #[test]
    fn reads_what_people_write() {
        let (_dir, path) = file("\u{feff}# comment\nA=1\nexport B=\"two words\"\nC='$A'\n\nD=\nE=x # tail\n");
        let variables = read_env_file(&path).unwrap();
        let expected = [("A", "1"), ("B", "two words"), ("C", "$A"), ("D", ""), ("E", "x")];
        assert_eq!(variables, expected.map(|(k, v)| (k.to_owned(), v.to_owned())).into());
    }

    #[test]
    fn names_the_line_but_not_its_secret() {
        let (_dir, path) = file("A=1\nSECRET='open\n");
        let error = read_env_file(&path).unwrap_err().to_string();
        assert!(error.contains(".env") && error.contains("NAME=value"), "{error}");
        assert!(!error.contains("open"), "{error}");
        let (_dir, path) = file("A=1\nnot a line\n");
        let error = read_env_file(&path).unwrap_err().to_string();
        assert!(error.contains("line 2"), "{error}");
    }

    #[test]
    fn a_missing_file_has_a_remedy() {
        let error = read_env_file(Path::new("/nowhere/.env")).unwrap_err().to_string();
        assert!(error.contains("/nowhere/.env") && error.contains("remove the key"), "{error}");
    }
}
