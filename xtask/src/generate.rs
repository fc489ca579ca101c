//! What is committed of `spec/`'s output: the client crate and the list of operations. Written by `generate`, only
//! compared by `check`.

use std::process::Command;

use runyard_codegen::{Inputs, Output, breaking_changes, generate, summary};

use crate::root;

const CLIENT: &str = "generated/client/src/generated.rs";
const TYPES: &str = "generated/types/src/generated.rs";
const LISTING: &str = "spec/operations.md";

fn spec() -> Result<(String, String), String> {
    let read = |name: &str| {
        std::fs::read_to_string(root().join("spec").join(name)).map_err(|e| format!("failed to read spec/{name}: {e}"))
    };
    Ok((read("openapi.yaml")?, read("overlay.yaml")?))
}

fn run() -> Result<Output, String> {
    let (openapi, overlay) = spec()?;
    generate(&Inputs { openapi: &openapi, overlay: Some(&overlay) })
        .map_err(|e| format!("failed to generate from spec/: {e}"))
}

/// Every committed file with its contents.
fn files(output: &Output) -> [(&'static str, &str); 3] {
    [(CLIENT, &output.client), (TYPES, &output.types), (LISTING, &output.listing)]
}

fn committed(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_default()
}

/// Fails when a committed file is not what `spec/` says.
pub fn check() -> Result<(), String> {
    for (path, text) in files(&run()?) {
        let have = committed(path);
        if have != text {
            let line = have.lines().zip(text.lines()).take_while(|(a, b)| a == b).count() + 1;
            return Err(format!("{path} is not what spec/ says (line {line}); run cargo xtask generate"));
        }
    }
    Ok(())
}

/// Rewrites the files and says which operations have changed.
pub fn write() -> Result<(), String> {
    let output = run()?;
    let before = committed(CLIENT);
    for line in summary::differences(&summary::read_table(&before), &output.operations) {
        println!("{line}");
    }
    for (path, text) in files(&output) {
        let state = if committed(path) == text { "unchanged" } else { "written" };
        std::fs::write(root().join(path), text).map_err(|e| format!("failed to write {path}: {e}"))?;
        println!("{path} {state}");
    }
    println!("{} operations", output.operations.len());
    match breaking()? {
        None => println!("the last commit has no document to compare with"),
        Some(changes) if changes.is_empty() => println!("nothing since the last commit breaks clients"),
        Some(changes) => {
            println!("since the last commit, these break clients:");
            changes.iter().for_each(|change| println!("  {change}"));
        }
    }
    Ok(())
}

/// What breaks clients that were written for the document of the last commit; `None` when there is none.
fn breaking() -> Result<Option<Vec<String>>, String> {
    let committed = |name: &str| {
        let mut git = Command::new("git");
        let shown = git.args(["show", &format!("HEAD:spec/{name}")]).current_dir(root()).output().ok()?;
        shown.status.success().then(|| String::from_utf8_lossy(&shown.stdout).into_owned())
    };
    let (Some(openapi), Some(overlay)) = (committed("openapi.yaml"), committed("overlay.yaml")) else {
        return Ok(None);
    };
    let before = Inputs { openapi: &openapi, overlay: Some(&overlay) };
    let (openapi, overlay) = spec()?;
    let after = Inputs { openapi: &openapi, overlay: Some(&overlay) };
    breaking_changes(&before, &after)
        .map(Some)
        .map_err(|e| format!("failed to compare with the last commit's spec/: {e}"))
}
