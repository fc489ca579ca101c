//! `cargo xtask generate` rewrites the client crate from `spec/`; `cargo xtask check` only compares.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use runyard_codegen::{Inputs, Output, generate};

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    let outcome = match command.as_str() {
        "generate" => write(),
        "check" => check(),
        _ => Err("usage: cargo xtask generate | check".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

fn client_path() -> PathBuf {
    root().join("generated/src/generated.rs")
}

fn run() -> Result<Output, String> {
    let read = |name: &str| {
        std::fs::read_to_string(root().join("spec").join(name)).map_err(|e| format!("failed to read spec/{name}: {e}"))
    };
    let (openapi, overlay) = (read("openapi.yaml")?, read("overlay.yaml")?);
    generate(&Inputs { openapi: &openapi, overlay: Some(&overlay) })
        .map_err(|e| format!("failed to generate from spec/: {e}"))
}

fn check() -> Result<(), String> {
    let output = run()?;
    let have = std::fs::read_to_string(client_path()).unwrap_or_default();
    if have == output.client {
        return Ok(());
    }
    let line = have.lines().zip(output.client.lines()).take_while(|(a, b)| a == b).count() + 1;
    Err(format!("generated/src/generated.rs is not what spec/ says (line {line}); run cargo xtask generate"))
}

fn write() -> Result<(), String> {
    let output = run()?;
    let before = operations(&std::fs::read_to_string(client_path()).unwrap_or_default());
    let after = operations(&output.client);
    std::fs::write(client_path(), &output.client)
        .map_err(|e| format!("failed to write generated/src/generated.rs: {e}"))?;
    for (name, text) in &after {
        match before.get(name) {
            None => println!("added    {name}"),
            Some(old) if old != text => println!("changed  {name}"),
            Some(_) => {}
        }
    }
    for name in before.keys().filter(|name| !after.contains_key(*name)) {
        println!("removed  {name}");
    }
    println!("{} operations", output.operations.len());
    Ok(())
}

/// The operations of a generated client, each with the text that belongs to it: its builder and the doc comment of
/// its method, which says how the request is made.
fn operations(client: &str) -> BTreeMap<String, String> {
    let mut out: BTreeMap<String, String> = BTreeMap::new();
    let mut docs = String::new();
    let mut current: Option<String> = None;
    for line in client.lines() {
        let text = line.trim();
        if let Some(rest) = text.strip_prefix("pub fn ")
            && let Some((name, builder)) = rest.split_once("(&self) -> builder::")
        {
            let entry = out.entry(name.to_string()).or_default();
            entry.push_str(&docs);
            entry.push_str(builder);
        }
        if text.starts_with("///") {
            docs.push_str(text);
        } else {
            docs.clear();
        }
        // Builders: `///Builder for [`Client::name`]` heads the struct and its impl follows.
        if let Some(rest) = text.strip_prefix("/**Builder for [`Client::") {
            current = rest.split('`').next().map(str::to_owned);
        }
        if let Some(name) = &current {
            let entry = out.entry(name.clone()).or_default();
            entry.push_str(text);
            entry.push('\n');
        }
        if line == "}" {
            current = None;
        }
    }
    out
}
