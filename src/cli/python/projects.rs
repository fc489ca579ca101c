//! The parts of `pyproject.toml` of a local dependency that pip ignores: members of a workspace of uv, paths in
//! `tool.uv.sources`, and projects that are not packages.

use std::{
    collections::BTreeMap,
    fmt, fs,
    path::{Path, PathBuf},
};

use pep440_rs::{Version, VersionSpecifiers};
use serde::Deserialize;
use toml::Value;

use super::poetry;

/// The number of parent directories in which the root of a workspace is searched.
const WORKSPACE_DEPTH_MAX: usize = 8;

/// The parts of `pyproject.toml` that matter here.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
struct PyProject {
    project: Option<Project>,
    build_system: Option<Value>,
    tool: Tool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
struct Project {
    name: String,
    dependencies: Vec<String>,
    requires_python: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Tool {
    uv: Uv,
    poetry: Poetry,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Uv {
    package: Option<bool>,
    sources: BTreeMap<String, Value>,
    workspace: Option<Workspace>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
struct Poetry {
    package_mode: Option<bool>,
    dependencies: BTreeMap<String, Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Workspace {
    members: Vec<String>,
}

/// `None` when there is no such file, or it cannot be read: the installer then says what is wrong with it.
fn read(dir: &Path) -> Option<PyProject> {
    toml::from_str(&fs::read_to_string(dir.join("pyproject.toml")).ok()?).ok()
}

/// The requirements of the project in a directory, for an installer.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Requirements {
    /// Arguments for any installer.
    pub arguments: Vec<String>,
    /// Further arguments for pip, which does not read `tool.uv.sources`: the projects that these lead to, and the
    /// dependencies of a project that is no package.
    pub for_pip: Vec<String>,
    /// Further arguments for uv: the file of a project that is no package, where it reads `tool.uv.sources`.
    pub for_uv: Vec<String>,
    /// The versions of Python that these projects work with, as far as they say so.
    pub python: Vec<PythonRange>,
}

/// The versions of Python that a project works with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PythonRange {
    /// The `pyproject.toml` that says so.
    pub file: PathBuf,
    /// In which words, such as `>=3.12`.
    pub text: String,
    specifiers: VersionSpecifiers,
}

impl PythonRange {
    /// `None` if a project names no range, or one that cannot be read: then the installer decides.
    fn of(dir: &Path) -> Option<Self> {
        let PyProject { project, tool, .. } = read(dir)?;
        let poetry = || tool.poetry.dependencies.get("python").and_then(Value::as_str).map(str::to_owned);
        let text = project.and_then(|project| project.requires_python).or_else(poetry)?;
        let specifiers = match text.strip_prefix('^').map(|version| (version, version.split('.').next())) {
            // Poetry's own form: no other major version.
            Some((version, Some(major))) => format!(">={version},<{}", major.parse::<u32>().ok()? + 1),
            _ => text.clone(),
        };
        Some(Self { file: dir.join("pyproject.toml"), text, specifiers: specifiers.parse().ok()? })
    }

    /// Returns whether a version of Python (major, minor, patch) is in the range.
    #[must_use]
    pub fn allows(&self, (major, minor, patch): (u32, u32, u32)) -> bool {
        self.specifiers.contains(&Version::new([major, minor, patch].map(u64::from)))
    }
}

impl fmt::Display for PythonRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} requires Python {}", self.file.display(), self.text)
    }
}

/// Looks at the project in a directory and at those that it depends on by path.
#[must_use]
pub fn requirements(dir: &Path) -> Requirements {
    let mut seen = vec![dir.to_owned()];
    let mut found = Requirements::default();
    match own(dir) {
        Own::Package(arguments) => found.arguments = arguments,
        Own::Plain(dependencies) => {
            found.for_pip = dependencies;
            found.for_uv = vec!["-r".to_owned(), dir.join("pyproject.toml").to_string_lossy().into_owned()];
        }
    }
    let mut next = 0;
    while let Some(dir) = seen.get(next).cloned() {
        next += 1;
        for neighbour in neighbours(&dir) {
            if !seen.contains(&neighbour) {
                let (Own::Package(arguments) | Own::Plain(arguments)) = own(&neighbour);
                found.for_pip.extend(arguments);
                seen.push(neighbour);
            }
        }
    }
    found.python = seen.iter().filter_map(|dir| PythonRange::of(dir)).collect();
    found
}

/// The directory of a workspace's member.
#[must_use]
pub fn member(workspace: &Path, name: &str) -> Option<PathBuf> {
    members(workspace).into_iter().find(|dir| named(dir, name))
}

/// The requirements of one project, for an installer.
enum Own {
    /// Arguments that both installers understand.
    Package(Vec<String>),
    /// Only its dependencies are installed; uv finds them in `pyproject.toml` itself.
    Plain(Vec<String>),
}

fn own(dir: &Path) -> Own {
    let editable = || Own::Package(vec!["-e".to_owned(), dir.to_string_lossy().into_owned()]);
    let Some(PyProject { project, build_system, tool }) = read(dir) else { return editable() };
    let Some(project) = project else {
        let Poetry { package_mode, dependencies } = tool.poetry;
        let unpackaged = package_mode == Some(false);
        return if unpackaged { Own::Package(poetry::arguments(dir, &dependencies)) } else { editable() };
    };
    // uv and Poetry install only the dependencies of such a project; a build of it would fail, or take what lies around
    // for packages.
    let plain = tool.uv.package == Some(false)
        || tool.poetry.package_mode == Some(false)
        || (tool.uv.package.is_none()
            && build_system.is_none()
            && !dir.join("src").is_dir()
            && !dir.join("setup.py").is_file());
    if plain { Own::Plain(project.dependencies) } else { editable() }
}

/// The projects that `tool.uv.sources` of a project names.
fn neighbours(dir: &Path) -> Vec<PathBuf> {
    let Some(pyproject) = read(dir) else { return Vec::new() };
    let workspace = workspace_of(dir);
    // The root of a workspace may name sources for all of its members.
    let shared = workspace.as_deref().filter(|root| *root != dir).and_then(read).map(|root| root.tool.uv.sources);
    let needed = pyproject.project.map(|project| project.dependencies).unwrap_or_default();
    let needs = |name: &str| needed.iter().any(|requirement| normal(requirement_name(requirement)) == normal(name));
    let mut found = Vec::new();
    for (base, name, source) in pyproject
        .tool
        .uv
        .sources
        .iter()
        .map(|(name, source)| (dir, name, source))
        .chain(shared.iter().flatten().map(|(name, source)| (workspace.as_deref().unwrap_or(dir), name, source)))
    {
        let sources = source.as_array().map_or(std::slice::from_ref(source), Vec::as_slice);
        for source in sources.iter().filter(|_| needs(name)) {
            let place = if source.get("workspace").and_then(Value::as_bool) == Some(true) {
                workspace.as_deref().and_then(|root| member(root, name))
            } else {
                source.get("path").and_then(Value::as_str).map(|path| base.join(path))
            };
            found.extend(place.and_then(|place| place.canonicalize().ok()).filter(|place| place.is_dir()));
        }
    }
    found
}

/// The nearest directory at or above this one that declares a workspace.
fn workspace_of(dir: &Path) -> Option<PathBuf> {
    dir.ancestors()
        .take(WORKSPACE_DEPTH_MAX)
        .find(|dir| read(dir).is_some_and(|pyproject| pyproject.tool.uv.workspace.is_some()))
        .map(Path::to_owned)
}

fn members(workspace: &Path) -> Vec<PathBuf> {
    let patterns = read(workspace).and_then(|pyproject| pyproject.tool.uv.workspace).unwrap_or_default().members;
    let mut found = vec![workspace.to_owned()];
    for pattern in patterns {
        // Patterns are paths whose last part may be `*`; others are rare.
        match pattern.strip_suffix('*') {
            None => found.push(workspace.join(pattern)),
            Some(parent) => {
                let entries = fs::read_dir(workspace.join(parent)).into_iter().flatten();
                found.extend(entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()));
            }
        }
    }
    found
}

fn named(dir: &Path, name: &str) -> bool {
    read(dir).and_then(|pyproject| pyproject.project).is_some_and(|project| normal(&project.name) == normal(name))
}

/// The name in front of a requirement's extras, versions and markers.
fn requirement_name(requirement: &str) -> &str {
    let end = requirement.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.'));
    &requirement[..end.unwrap_or(requirement.len())]
}

/// Names of packages are equal when their normal forms are.
fn normal(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if !matches!(c, '-' | '_' | '.') {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        for (path, text) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        (dir, root)
    }

    fn editable(dir: PathBuf) -> [String; 2] {
        ["-e".to_owned(), dir.to_string_lossy().into_owned()]
    }

    #[test]
    fn pip_is_told_the_members_of_a_workspace_that_are_needed() {
        let package =
            |name: &str, rest: &str| format!("[project]\nname = \"{name}\"\n{rest}\n[build-system]\nrequires = []\n");
        let agent = package(
            "agent",
            "dependencies = [\"Shared_Lib>=1\", \"tools[x]\", \"httpx\"]\n[tool.uv.sources]\nshared-lib = {workspace = true}\ntools = {path = \"../../tools\"}\nhttpx = {git = \"https://example.com\"}\n",
        );
        let shared =
            package("shared.lib", "dependencies = [\"base\"]\n[tool.uv.sources]\nbase = [{workspace = true}]\n");
        let (_dir, root) = tree(&[
            ("pyproject.toml", "[tool.uv.workspace]\nmembers = [\"packages/*\", \"base\"]\n"),
            ("packages/agent/pyproject.toml", &agent),
            ("packages/shared/pyproject.toml", &shared),
            ("packages/unused/pyproject.toml", &package("unused", "")),
            ("base/pyproject.toml", &package("base", "")),
            ("tools/setup.py", ""),
        ]);
        let found = requirements(&root.join("packages/agent"));
        assert_eq!(found.arguments, editable(root.join("packages/agent")));
        let expected = ["packages/shared", "tools", "base"].map(|name| editable(root.join(name))).concat();
        assert_eq!(found.for_pip, expected);
        assert_eq!(member(&root, "Agent"), Some(root.join("packages/agent")));
        assert_eq!(member(&root, "nobody"), None);
    }

    #[test]
    fn projects_that_are_no_packages_bring_their_dependencies() {
        let build = "[build-system]\nrequires = []\n";
        for (text, packaged) in [
            ("[project]\nname = \"a\"\ndependencies = [\"x>1\"]\n".to_owned(), false),
            (format!("[project]\nname = \"a\"\ndependencies = [\"x>1\"]\n{build}"), true),
            (format!("[project]\nname = \"a\"\ndependencies = [\"x>1\"]\n[tool.uv]\npackage = false\n{build}"), false),
            (
                format!(
                    "[project]\nname = \"a\"\ndependencies = [\"x>1\"]\n[tool.poetry]\npackage-mode = false\n{build}"
                ),
                false,
            ),
            (format!("[tool.poetry]\nname = \"a\"\n{build}"), true),
            (
                format!(
                    "[tool.poetry]\npackage-mode = false\n[tool.poetry.dependencies]\npython = \"^3.11\"\nx = \">1\"\n{build}"
                ),
                false,
            ),
            ("not toml".to_owned(), true),
        ] {
            let (_dir, root) = tree(&[("pyproject.toml", &text)]);
            let Requirements { arguments, for_pip, for_uv, .. } = requirements(&root);
            if packaged {
                assert_eq!((arguments, for_pip, for_uv), (editable(root.clone()).to_vec(), vec![], vec![]), "{text}");
                continue;
            }
            assert_eq!([arguments.clone(), for_pip].concat(), ["x>1"], "{text}");
            let file = root.join("pyproject.toml").to_string_lossy().into_owned();
            let by_uv = if text.contains("[project]") { vec!["-r".to_owned(), file] } else { vec!["x>1".to_owned()] };
            assert_eq!([arguments, for_uv].concat(), by_uv, "{text}");
        }
    }

    #[test]
    fn uv_reads_the_sources_of_a_project_that_is_no_package() {
        let agent =
            "[project]\nname = \"agent\"\ndependencies = [\"lib\"]\n[tool.uv.sources]\nlib = {workspace = true}\n";
        let (_dir, root) = tree(&[
            ("pyproject.toml", "[tool.uv.workspace]\nmembers = [\"packages/*\"]\n"),
            ("packages/agent/pyproject.toml", agent),
            ("packages/lib/pyproject.toml", "[project]\nname = \"lib\"\n[build-system]\nrequires = []\n"),
        ]);
        let found = requirements(&root.join("packages/agent"));
        // The name alone would be that of a package in the index.
        assert_eq!(found.arguments, [""; 0]);
        assert_eq!(found.for_uv, ["-r", &*root.join("packages/agent/pyproject.toml").to_string_lossy()]);
        assert_eq!(found.for_pip, [&["lib".to_owned()][..], &editable(root.join("packages/lib"))].concat());
    }

    #[test]
    fn the_range_of_python_versions_is_read_in_each_form() {
        for (text, allowed, refused) in [
            ("[project]\nname = \"a\"\nrequires-python = \">=3.12\"\n", (3, 12, 0), (3, 11, 9)),
            ("[project]\nname = \"a\"\nrequires-python = \"~=3.11.2, !=3.11.5\"\n", (3, 11, 4), (3, 11, 5)),
            ("[project]\nname = \"a\"\nrequires-python = \"==3.11.*\"\n", (3, 11, 7), (3, 12, 0)),
            ("[tool.poetry.dependencies]\npython = \"^3.11\"\n", (3, 13, 1), (3, 10, 9)),
            ("[tool.poetry.dependencies]\npython = \">=3.10,<3.13\"\n", (3, 12, 9), (3, 13, 0)),
        ] {
            let (_dir, root) = tree(&[("pyproject.toml", text)]);
            let ranges = requirements(&root).python;
            assert_eq!(ranges.len(), 1, "{text}");
            assert!(ranges[0].allows(allowed) && !ranges[0].allows(refused), "{}", ranges[0]);
        }
        let (_dir, root) = tree(&[("pyproject.toml", "[project]\nname = \"a\"\nrequires-python = \"nonsense\"\n")]);
        assert_eq!(requirements(&root).python, []);
    }

    #[test]
    fn the_ranges_of_neighbours_count() {
        let agent = "[project]\nname = \"a\"\ndependencies = [\"lib\"]\n[tool.uv.sources]\nlib = {path = \"../lib\"}\n";
        let lib = "[project]\nname = \"lib\"\nrequires-python = \">=3.13\"\n";
        let (_dir, root) = tree(&[("agent/pyproject.toml", agent), ("lib/pyproject.toml", lib)]);
        let ranges = requirements(&root.join("agent")).python;
        assert_eq!(ranges.iter().map(|range| &range.file).collect::<Vec<_>>(), [&root.join("lib/pyproject.toml")]);
    }
}
