//! References from the code and the documentation lead to something in the repository.

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::support::root;

/// The files of the repository that are text, with their contents. Recorded data is left out.
fn texts() -> Vec<(PathBuf, String)> {
    let root = root();
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .expect("git is there");
    assert!(listed.status.success(), "git ls-files failed: {}", String::from_utf8_lossy(&listed.stderr));
    let listed = String::from_utf8(listed.stdout).expect("paths are UTF-8");
    let files: Vec<_> = listed
        .split_terminator('\0')
        .filter(|file| !file.ends_with(".json"))
        .filter_map(|file| Some((PathBuf::from(file), fs::read_to_string(root.join(file)).ok()?)))
        .collect();
    assert!(files.len() > 100, "the files of the repository were not found");
    files
}

/// The anchors of a Markdown file's headings, as GitHub makes them.
fn anchors(markdown: &str) -> HashSet<String> {
    let mut fenced = false;
    let mut found = HashSet::new();
    for line in markdown.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        }
        let Some((hashes, title)) = line.split_once(' ').filter(|_| !fenced) else { continue };
        if hashes.is_empty() || hashes.chars().any(|c| c != '#') {
            continue;
        }
        let kept = title.trim().to_lowercase();
        let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        found.insert(kept.map(|c| if c == ' ' { '-' } else { c }).collect());
    }
    found
}

#[test]
fn sections_of_the_wire_record_exist() {
    let record = "spec/wire.md";
    let files = texts();
    let (_, text) = files.iter().find(|(path, _)| path == Path::new(record)).expect("the record is there");
    let known = anchors(text);
    let mut cited = 0;
    let mut faults = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| path != Path::new("tests/it/repository/references.rs")) {
        for (number, line) in text.lines().enumerate() {
            for (at, _) in line.match_indices("wire.md") {
                let rest = &line[at + "wire.md".len()..];
                let Some(rest) = rest.strip_prefix('#') else { continue };
                let anchor: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
                if anchor.is_empty() {
                    continue;
                }
                cited += 1;
                if !line[..at].ends_with("spec/") || !known.contains(anchor.trim_end_matches('-')) {
                    faults.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
                }
            }
        }
    }
    assert!(cited > 100, "only {cited} citations were found");
    assert!(faults.is_empty(), "no such section of {record} ({known:?}):\n{}", faults.join("\n"));
}

#[test]
fn links_of_the_documentation_lead_somewhere() {
    let root = root();
    let files = texts();
    let headings: HashMap<_, _> = files
        .iter()
        .filter(|(path, _)| path.extension().is_some_and(|e| e == "md"))
        .map(|(path, text)| (path.clone(), anchors(text)))
        .collect();
    let mut faults = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| headings.contains_key(path)) {
        for (at, _) in text.match_indices("](") {
            let target: String = text[at + 2..].chars().take_while(|c| !matches!(c, ')' | ' ' | '\n')).collect();
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let file = match file {
                "" => path.clone(),
                file => normalized(&path.parent().expect("a file lies in a folder").join(file)),
            };
            let there = root.join(&file).exists();
            if !there || (!anchor.is_empty() && !headings.get(&file).is_some_and(|known| known.contains(anchor))) {
                faults.push(format!("{}: {target}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "links that lead nowhere:\n{}", faults.join("\n"));
}

/// What stands between backquotes in a text and looks like a path from the root of the repository.
fn quoted_paths(markdown: &str) -> Vec<&str> {
    let roots = [
        "bench/",
        "codegen/",
        "conformance/",
        "crates/",
        "docs/",
        "examples/",
        "generated/",
        "spec/",
        "src/",
        "tests/",
        "worker/",
        "xtask/",
    ];
    markdown
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|quoted| roots.iter().any(|root| quoted.starts_with(root)))
        .filter(|quoted| quoted.chars().all(|c| c.is_alphanumeric() || "/._-".contains(c)))
        .collect()
}

#[test]
fn paths_in_the_documentation_of_the_code_exist() {
    let root = root();
    let mut found = 0;
    let mut faults = Vec::new();
    for file in ["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/glossary.md", "codegen/README.md", "conformance/README.md"]
    {
        let text = fs::read_to_string(root.join(file)).expect("the documentation is there");
        for path in quoted_paths(&text) {
            found += 1;
            // A page of a folder may start at that folder.
            let folder = root.join(file).parent().expect("a file lies in a folder").join(path);
            if !root.join(path).exists() && !folder.exists() {
                faults.push(format!("{file}: {path}"));
            }
        }
    }
    assert!(found > 80, "only {found} paths were found");
    assert!(faults.is_empty(), "paths that do not exist:\n{}", faults.join("\n"));
}

/// A relative path without `.` and `..`.
fn normalized(path: &Path) -> PathBuf {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.iter().collect()
}

#[test]
fn the_reader_of_headings_makes_anchors_as_github_does() {
    let text = "# A title: with `code`\ntext # no heading\n```\n# a comment\n```\n### Event streaming v2\n";
    let expected = ["a-title-with-code", "event-streaming-v2"].map(str::to_owned);
    assert_eq!(anchors(text), HashSet::from(expected));
}

#[test]
fn every_variable_of_the_configuration_is_documented() {
    let files = texts();
    let (_, documented) = files
        .iter()
        .find(|(path, _)| path == Path::new("docs/configuration.md"))
        .expect("docs/configuration.md is there");
    let mut names = HashSet::new();
    for (_, text) in files.iter().filter(|(path, _)| path.starts_with("src/config")) {
        for (at, _) in text.match_indices("\"RUNYARD_") {
            names.extend(text[at + 1..].split_once('"').map(|(name, _)| name));
        }
    }
    assert!(names.len() > 20, "only {names:?} were found");
    let missing: Vec<_> = names.iter().filter(|name| !documented.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "docs/configuration.md lacks {missing:?}");
}
