//! Keeps what ARCHITECTURE.md, "Layering", says and Cargo cannot: which crates a manifest may name, and who names whom
//! inside `src/`.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::support::root;

/// The crates of this repository that a manifest may name under `[dependencies]`.
const CRATES: &[(&str, &[&str])] = &[
    ("generated/types", &[]),
    ("generated/client", &["runyard-types"]),
    ("crates/core", &["runyard-types"]),
    ("crates/sqlite", &["runyard-core"]),
    ("crates/workers", &["runyard-core"]),
    ("crates/graph", &["runyard-core"]),
    ("crates/engine", &["runyard-core"]),
    ("conformance", &[]),
];

/// What the code of a folder or file of `src/` must not name.
const FORBIDDEN: &[(&str, &[&str])] = &[
    (
        "app",
        &[
            "crate::http",
            "crate::cli",
            "crate::start",
            "dropshot",
            "runyard_sqlite",
            "runyard_workers",
            "runyard_graph",
        ],
    ),
    ("http", &["crate::cli", "crate::start", "crate::config", "runyard_sqlite", "runyard_workers", "runyard_graph"]),
    (
        "config",
        &["crate::app", "crate::http", "crate::cli", "crate::start", "dropshot", "runyard_sqlite", "runyard_graph"],
    ),
    ("error.rs", &["crate::app", "crate::http", "dropshot"]),
    ("cli", &["dropshot"]),
];

fn sources(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("the source folder can be read") {
            sources(&entry.expect("an entry can be read").path(), found);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        found.push(path.to_owned());
    }
}

/// The paths that a line of Rust names, with the items of `use crate::{..}` lists written out.
fn names(text: &str) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    let mut list: Option<(usize, String)> = None;
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        if let Some(rest) = code.trim().strip_prefix("use crate::{") {
            list = Some((number + 1, rest.to_owned()));
        } else if let Some((_, items)) = &mut list {
            items.push_str(code);
        } else {
            names.push((number + 1, code.to_owned()));
        }
        if let Some((at, items)) = list.take_if(|_| code.trim_end().ends_with("};")) {
            let mut depth = 0;
            for item in items.split_inclusive([',', '{', '}']) {
                let name = item.trim().trim_end_matches([',', '{', '}']);
                if depth == 0 && !name.is_empty() {
                    names.push((at, format!("crate::{name}")));
                }
                depth += i32::from(item.ends_with('{')) - i32::from(item.ends_with('}'));
            }
        }
    }
    names
}

/// Whether code names a path: `crate::http` is not in `crate::http_client`.
fn mentions(code: &str, path: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(path).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + path.len()..]);
        !before.ends_with(part_of_name) && !after.starts_with(part_of_name)
    })
}

#[test]
fn the_reader_of_use_lines_sees_lists_and_paths() {
    let text =
        "use crate::{\n    app::{self, runs},\n    http::Handlers,\n};\nlet x = crate::cli::y(); // crate::start\n";
    let found = names(text);
    for (path, seen) in [
        ("crate::app", true),
        ("crate::http", true),
        ("crate::cli", true),
        ("crate::start", false),
        ("crate::runs", false),
        ("crate::htt", false),
    ] {
        assert_eq!(found.iter().any(|(_, code)| mentions(code, path)), seen, "{path}");
    }
}

#[test]
fn no_folder_names_what_it_must_not_know() {
    let mut faults = Vec::new();
    for (place, forbidden) in FORBIDDEN {
        let mut files = Vec::new();
        sources(&root().join("src").join(place), &mut files);
        assert!(!files.is_empty(), "src/{place} has no sources");
        for file in files {
            let text = fs::read_to_string(&file).expect("a source file can be read");
            for (line, code) in names(&text) {
                for path in forbidden.iter().filter(|path| mentions(&code, path)) {
                    faults.push(format!("{}:{line}: src/{place} names {path}", file.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "ARCHITECTURE.md, \"Layering\":\n{}", faults.join("\n"));
}

#[test]
fn manifests_name_only_what_their_layer_may_use() {
    let mut faults = Vec::new();
    for (folder, allowed) in CRATES {
        let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).expect("a manifest");
        let section = manifest.split("\n[dependencies]\n").nth(1).expect("dependencies");
        let named: BTreeSet<&str> = section
            .lines()
            .take_while(|line| !line.starts_with('['))
            .filter_map(|line| line.split([' ', '.', '=']).next())
            .filter(|name| name.starts_with("runyard"))
            .collect();
        for name in named.iter().filter(|name| !allowed.contains(name)) {
            faults.push(format!("{folder}/Cargo.toml names {name}"));
        }
    }
    assert!(faults.is_empty(), "ARCHITECTURE.md, \"Layering\":\n{}", faults.join("\n"));
}
