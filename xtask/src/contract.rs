//! Whether a changed document is a compile error that names the code to change: the promise of a server that is
//! generated from its contract.

use std::path::Path;
use std::process::Command;

use crate::{root, test};

/// A change of the document, and what the compiler has to say about it.
struct Change {
    what: &'static str,
    find: &'static str,
    replace: &'static str,
    /// The code that has to change.
    file: &'static str,
    /// What the error names.
    names: &'static str,
}

const CHANGES: [Change; 3] = [
    Change {
        what: "an answer gets a required member",
        find: "required: [run_id, thread_id, assistant_id, created_at, updated_at, status, metadata, kwargs, multitask_strategy]
      properties:
",
        replace: "required: [priority, run_id, thread_id, assistant_id, created_at, updated_at, status, metadata, kwargs, multitask_strategy]
      properties:
        priority: {type: integer}
",
        file: "src/http/rows.rs",
        names: "`priority`",
    },
    Change {
        what: "an operation answers another type",
        find: "          description: The number of threads.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Count'",
        replace: "          description: The number of threads.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Thread'",
        file: "src/http/threads.rs",
        names: "count_threads",
    },
    Change {
        what: "a member of a request gets another name",
        find: "      required: [thread_ids]
      properties:
        thread_ids:",
        replace: "      required: [ids_of_threads]
      properties:
        ids_of_threads:",
        file: "src/http/threads.rs",
        names: "`thread_ids`",
    },
];

/// Compiles the server against a changed document and looks for the errors. Returns the closing line.
///
/// # Errors
/// When a change can no longer be made, or goes unnoticed.
pub fn run() -> Result<String, String> {
    let dir = root().join("target/changed-contract");
    let spec = dir.join("spec");
    std::fs::create_dir_all(&spec).map_err(|e| format!("failed to create {}: {e}", spec.display()))?;
    let mut document = read(&root().join("spec/openapi.yaml"))?;
    for change in &CHANGES {
        if !document.contains(change.find) {
            return Err(format!(
                "{}: spec/openapi.yaml has no {:?}; adapt xtask/src/contract.rs",
                change.what, change.find
            ));
        }
        document = document.replacen(change.find, change.replace, 1);
    }
    let overlay = read(&root().join("spec/overlay.yaml"))?;
    for (name, text) in [("openapi.yaml", document), ("overlay.yaml", overlay)] {
        std::fs::write(spec.join(name), text).map_err(|e| format!("failed to write {name}: {e}"))?;
    }
    // A folder of its own: the usual one would be built anew for the changed document and once more for the real one.
    let mut check = Command::new(test::cargo());
    check.args(["check", "--package", "runyard", "--lib", "--quiet", "--target-dir"]).arg(dir.join("target"));
    check.env("RUNYARD_SPEC_DIR", &spec).current_dir(root());
    let output = check.output().map_err(|e| format!("failed to run cargo check: {e}"))?;
    let errors = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        return Err("a changed document compiles".into());
    }
    let mut missing = Vec::new();
    for change in &CHANGES {
        let found = errors.split("\nerror").any(|error| error.contains(change.file) && error.contains(change.names));
        println!("{}: {}", change.what, if found { change.file } else { "NOT NOTICED" });
        if !found {
            missing.push(change.what);
        }
    }
    if missing.is_empty() {
        return Ok(format!(
            "contract: {} changes of the document, each a compile error in the code to change",
            CHANGES.len()
        ));
    }
    Err(format!("the compiler does not name the code to change when {}:\n{errors}", missing.join(", and when ")))
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("failed to read {}: {e}", path.display()))
}
