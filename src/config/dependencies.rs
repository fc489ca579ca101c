//! The section `dependencies` of `langgraph.json`, and projects of uv: what the graphs need, and where it lies.
//!
//! An entry that leads nowhere is a warning, because the graphs that do not need it can be served.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{Warning, langgraph_json::warning};

/// Something that the graphs need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dependency {
    /// A directory with code of the user's.
    Local(PathBuf),
    /// A file that lists requirements.
    RequirementsFile(PathBuf),
    /// A requirement for the installer: `langchain-openai>=1`, or the path of an archive.
    Requirement(String),
}

/// The section `source`: a project or workspace that uv manages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UvSource {
    /// The directory of the project, or of the workspace that it is a member of.
    pub root: PathBuf,
    /// The member of the workspace to install; `None` for the project in `root`.
    pub package: Option<String>,
}

/// Modules at the top of a dependency that nobody imports by accident.
const UNSHARED_MODULES: [&str; 6] = ["__init__", "__main__", "conftest", "noxfile", "setup", "tasks"];
/// Archives that installers take by their path.
const ARCHIVES: [&str; 4] = [".whl", ".tar.gz", ".zip", ".tgz"];

/// A path of the configuration with the separators of this system: files that were written on Windows have
/// `.\agent.py`.
pub(super) fn portable(path: &str) -> String {
    if path.contains('\\') { path.replace('\\', "/") } else { path.to_owned() }
}

/// Reads one entry. `None` when it leads nowhere, which is said in a warning.
pub(super) fn read_entry(root: &Path, path: String, text: &str, warnings: &mut Vec<Warning>) -> Option<Dependency> {
    let relative = portable(text);
    // As in the reference, what begins with a dot is a path; absolute paths are not requirements either.
    if !relative.starts_with('.') && !relative.starts_with('/') {
        if root.join(text).is_dir() {
            warnings.push(warning(
                path,
                &format!("{text:?} names a package to install, not the folder beside langgraph.json; write \"./{text}\" for the folder"),
            ));
        }
        return Some(Dependency::Requirement(text.to_owned()));
    }
    let shown = clean(&root.join(&relative));
    let Ok(found) = shown.canonicalize() else {
        warnings.push(warning(path, &format!("there is no {}; create it, or remove the entry", shown.display())));
        return None;
    };
    if found.is_dir() {
        return Some(Dependency::Local(found));
    }
    let name = found.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    if ARCHIVES.iter().any(|ending| name.ends_with(ending)) {
        return Some(Dependency::Requirement(found.to_string_lossy().into_owned()));
    }
    if ["pyproject.toml", "setup.py", "setup.cfg"].contains(&name.as_str()) {
        return found.parent().map(|dir| Dependency::Local(dir.to_owned()));
    }
    if Path::new(&name).extension().is_some_and(|ending| ending == "txt" || ending == "in") {
        return Some(Dependency::RequirementsFile(found));
    }
    let text = "is neither a directory nor a requirements file; name the directory of the code, or a file such as requirements.txt";
    warnings.push(warning(path, &format!("{} {text}", shown.display())));
    None
}

/// The path without `.` and `..` where that is possible, for people.
fn clean(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// Reads `source`. Only projects of uv exist.
pub(super) fn read_source(root: &Path, value: &Value, warnings: &mut Vec<Warning>) -> Option<UvSource> {
    const FORM: &str = r#"write it like {"kind": "uv", "root": ".", "package": "agent"}"#;
    let kind = value.get("kind").and_then(Value::as_str);
    if kind != Some("uv") {
        warnings.push(warning(
            "$.source.kind".into(),
            &format!("only \"uv\" is known, so nothing is installed from it; {FORM}"),
        ));
        return None;
    }
    let named = value.get("root").and_then(Value::as_str).unwrap_or(".");
    let dir = clean(&root.join(portable(named)));
    if !dir.join("pyproject.toml").is_file() {
        let text = format!("there is no pyproject.toml in {}, so nothing is installed from it; {FORM}", dir.display());
        warnings.push(warning("$.source.root".into(), &text));
        return None;
    }
    let package = value.get("package").and_then(Value::as_str).filter(|name| !name.is_empty()).map(str::to_owned);
    Some(UvSource { root: dir, package })
}

/// Says which modules two of the directories have in common: `import` finds only the first.
pub(super) fn equal_modules(dependencies: &[Dependency]) -> Vec<Warning> {
    let mut found: BTreeMap<String, Vec<&Path>> = BTreeMap::new();
    for dependency in dependencies {
        let Dependency::Local(dir) = dependency else { continue };
        for module in modules(dir) {
            let dirs = found.entry(module).or_default();
            if !dirs.contains(&dir.as_path()) {
                dirs.push(dir);
            }
        }
    }
    let equal = found.into_iter().filter_map(|(module, dirs)| match dirs.as_slice() {
        [first, second, ..] => Some(format!(
            "{} and {} both have a module {module:?}; \"import {module}\" finds the one in {}; rename one of them, or make packages of them",
            first.display(), second.display(), first.display()
        )),
        _ => None,
    });
    equal.map(|text| warning("$.dependencies".into(), &text)).collect()
}

fn modules(dir: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    let module = |entry: std::fs::DirEntry| {
        let path = entry.path();
        let stem = path.file_stem()?.to_str()?;
        let importable = match path.extension() {
            Some(ending) => ending == "py",
            None => path.join("__init__.py").is_file(),
        };
        (importable && !UNSHARED_MODULES.contains(&stem)).then(|| stem.to_owned())
    };
    entries.filter_map(|entry| module(entry.ok()?)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(root: &Path, text: &str) -> (Option<Dependency>, String) {
        let mut warnings = Vec::new();
        let entry = read_entry(root, "$.dependencies[0]".into(), text, &mut warnings);
        (entry, warnings.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn entries_are_folders_files_and_requirements() {
        let dir = tempfile::tempdir().unwrap();
        let top = dir.path().canonicalize().unwrap();
        let root = top.join("app");
        for folder in ["app/my agent", "shared"] {
            std::fs::create_dir_all(top.join(folder)).unwrap();
        }
        for file in ["app/requirements.txt", "app/lib-1-py3-none-any.whl", "shared/pyproject.toml", "app/notes.md"] {
            std::fs::write(top.join(file), "").unwrap();
        }
        for (text, expected) in [
            (".", Dependency::Local(root.clone())),
            ("./my agent/", Dependency::Local(root.join("my agent"))),
            (".\\my agent", Dependency::Local(root.join("my agent"))),
            ("../shared", Dependency::Local(top.join("shared"))),
            ("../shared/pyproject.toml", Dependency::Local(top.join("shared"))),
            ("./requirements.txt", Dependency::RequirementsFile(root.join("requirements.txt"))),
            (
                "./lib-1-py3-none-any.whl",
                Dependency::Requirement(root.join("lib-1-py3-none-any.whl").to_string_lossy().into_owned()),
            ),
            ("langchain-openai>=1", Dependency::Requirement("langchain-openai>=1".into())),
        ] {
            assert_eq!(read(&root, text), (Some(expected), String::new()), "{text}");
        }
        for (text, part) in [
            ("./nothere", "nothere; create it, or remove the entry"),
            (".\\nothere\\x", "app/nothere/x; create it"),
            ("./notes.md", "neither a directory nor a requirements file"),
        ] {
            let (entry, warning) = read(&root, text);
            assert_eq!(entry, None, "{text}");
            assert!(warning.contains("$.dependencies[0]") && warning.contains(part), "{warning}");
        }
        let (entry, warning) = read(&top, "shared");
        assert_eq!(entry, Some(Dependency::Requirement("shared".into())));
        assert!(warning.contains(r#"write "./shared""#), "{warning}");
    }

    #[test]
    fn equal_modules_of_two_folders_are_named() {
        let dir = tempfile::tempdir().unwrap();
        for file in [
            "a/utils.py",
            "a/setup.py",
            "a/only_a.py",
            "b/utils.py",
            "b/setup.py",
            "a/pkg/__init__.py",
            "b/pkg.py",
            "c/x.py",
        ] {
            let path = dir.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let dependencies = ["a", "b", "c", "a"].map(|name| Dependency::Local(dir.path().join(name)));
        let warnings = equal_modules(&dependencies);
        let modules: Vec<_> = warnings.iter().map(|w| w.text.split('"').nth(1).unwrap().to_owned()).collect();
        assert_eq!(modules, ["pkg", "utils"]);
        assert!(warnings[1].text.contains(&format!("finds the one in {}", dir.path().join("a").display())));
    }

    #[test]
    fn a_source_is_a_project_of_uv() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("apps/agent");
        std::fs::create_dir_all(&root).unwrap();
        std::fs::write(dir.path().join("pyproject.toml"), "").unwrap();
        let mut warnings = Vec::new();
        let source = read_source(&root, &json!({"kind": "uv", "root": "../..", "package": "agent"}), &mut warnings);
        assert_eq!(source, Some(UvSource { root: dir.path().to_owned(), package: Some("agent".into()) }));
        assert!(warnings.is_empty());
        for (value, part) in [(json!({"kind": "uv"}), "no pyproject.toml"), (json!({"kind": "pdm"}), "only \"uv\"")] {
            assert_eq!(read_source(&root, &value, &mut warnings), None);
            assert!(warnings.pop().unwrap().text.contains(part));
        }
    }
}
