//! Which operations the suite has really called. Servers of the integration tests write at their end what they have
//! answered into a folder; an operation that never got a 2xx must be listed in tests/ledger/missing.txt, and nothing
//! else may be.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::root;

/// Where servers write (`RUNYARD_LEDGER`).
pub fn folder() -> PathBuf {
    root().join("target/ledger")
}

/// Forgets an earlier run.
pub fn begin() -> Result<(), String> {
    let _ = std::fs::remove_dir_all(folder());
    std::fs::create_dir_all(folder()).map_err(|e| format!("failed to create target/ledger: {e}"))
}

/// Compares what was called with what is listed. Returns how many operations were.
pub fn check() -> Result<usize, String> {
    let read = |name: &str| {
        let path = root().join("tests/ledger").join(name);
        std::fs::read_to_string(path).map_err(|e| format!("failed to read tests/ledger/{name}: {e}"))
    };
    let (all, missing) = (read("operations.txt")?, read("missing.txt")?);
    let called = called()?;
    // What has no endpoint or no example is listed as that.
    let entries: Vec<&str> = lines(&missing).collect();
    let there = lines(&all).filter(|operation| !entries.iter().any(|entry| *entry == format!("{operation} endpoint")));
    let mut faults = Vec::new();
    for operation in there {
        let (tested, listed) =
            (called.contains(operation.trim_end_matches('/')), entries.contains(&format!("{operation} test").as_str()));
        match (tested, listed) {
            (false, false) => faults.push(format!("{operation}: no integration test got a 2xx from it")),
            (true, true) => {
                faults.push(format!("{operation}: it is tested now; take it out of tests/ledger/missing.txt"))
            }
            (true, false) | (false, true) => {}
        }
    }
    if faults.is_empty() { Ok(called.len()) } else { Err(faults.join("\n")) }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The operations that answered with 2xx, each as `METHOD path`.
fn called() -> Result<BTreeSet<String>, String> {
    let failed = |e: std::io::Error| format!("failed to read target/ledger: {e}");
    let mut called = BTreeSet::new();
    for entry in std::fs::read_dir(folder()).map_err(failed)? {
        let text = std::fs::read_to_string(entry.map_err(failed)?.path()).map_err(failed)?;
        for line in text.lines() {
            if let Some((operation, status)) = line.rsplit_once(' ')
                && status.starts_with('2')
            {
                called.insert(operation.to_owned());
            }
        }
    }
    Ok(called)
}
