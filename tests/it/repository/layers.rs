//! Keeps the rules of ARCHITECTURE.md, "Layering", by reading the sources.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::support::root;

/// A layer and the layers of this crate that it may name.
const LAYERS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("progress", &[]),
    ("types", &["domain"]),
    ("config", &["domain", "error"]),
    ("storage", &["domain", "progress"]),
    ("streams", &["domain", "storage"]),
    ("graphs", &["domain"]),
    ("store", &["config", "domain", "graphs", "progress", "storage"]),
    ("engine", &["domain", "storage", "store", "streams", "graphs"]),
    ("webhooks", &["config", "domain", "storage"]),
    ("error", &["engine", "graphs", "storage"]),
    ("app", &["domain", "error", "types", "engine", "storage", "store", "streams", "graphs", "webhooks"]),
    ("http", &["app", "domain", "error", "streams", "storage", "types"]),
];

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("the source folder can be read") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn layer_of(path: &Path, root: &Path) -> String {
    let first = path.strip_prefix(root).expect("below the root").components().next().expect("not empty");
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// The layers that a file names with `crate::x` or `crate::{x, ..}`, with the line of each.
fn named(text: &str) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let line = text[..at].matches('\n').count() + 1;
        let line_text = text.lines().nth(line - 1).unwrap_or_default();
        if line_text.trim_start().starts_with("//") {
            continue;
        }
        let rest = &text[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 1;
            let mut item = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 || (depth == 1 && c == ',') {
                    names.push((line, item.trim().split([':', '{', ' ']).next().unwrap_or_default().to_owned()));
                    item.clear();
                    if depth == 0 {
                        break;
                    }
                } else {
                    item.push(c);
                }
            }
        } else {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            names.push((line, name));
        }
    }
    names.retain(|(_, name)| !name.is_empty());
    names
}

#[test]
fn the_reader_of_use_lines_sees_lists_and_paths() {
    let text =
        "use crate::{\n    domain::{id, run},\n    storage::Storage,\n};\nlet x = crate::app::y();\n// crate::http\n";
    let found: Vec<_> = named(text).into_iter().map(|(_, name)| name).collect();
    assert_eq!(found, ["domain", "storage", "app"]);
}

#[test]
fn each_layer_names_only_what_it_stands_on() {
    let root = root().join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 20, "the sources were not found");
    let mut faults = Vec::new();
    for path in files {
        let layer = layer_of(&path, &root);
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == layer) else { continue };
        let text = fs::read_to_string(&path).expect("a source file can be read");
        for (line, name) in named(&text) {
            let is_layer = LAYERS.iter().any(|(layer, _)| *layer == name);
            if is_layer && name != layer && !allowed.contains(&name.as_str()) {
                faults.push(format!("{}:{line}: {layer} names {name}", path.display()));
            }
        }
        for (word, home) in [("dropshot::", "http"), ("rusqlite::", "storage")] {
            if layer != home && text.lines().any(|l| !l.trim_start().starts_with("//") && l.contains(word)) {
                faults.push(format!("{}: {layer} names {word}", path.display()));
            }
        }
        let backend = text.lines().any(|line| !line.trim_start().starts_with("//") && line.contains("sqlite::"));
        if backend && layer != "storage" {
            faults.push(format!("{}: {layer} names a storage backend", path.display()));
        }
    }
    assert!(faults.is_empty(), "ARCHITECTURE.md is broken:\n{}", faults.join("\n"));
}
