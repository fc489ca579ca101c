//! The mutation check: how many deliberate faults of the server the conformance suite finds
//! (conformance/mutations/README.md).
//!
//! All faults are put into one copy of the sources, each behind a condition of its own, so that one build serves them
//! all.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::Value;

use crate::{root, test};

/// Which fault a mutated server has; none without.
const SWITCH: &str = "RUNYARD_FAULT";
/// What stands for the condition in `replace`.
const CONDITION: &str = "FAULT()";
/// What every crate with a fault gets besides: the condition.
const MODULE: &str = r#"
mod fault {
    /// Whether the server is to have this fault.
    pub(crate) fn is_on(id: &str) -> bool {
        static FAULT: std::sync::OnceLock<Option<String>> = std::sync::OnceLock::new();
        FAULT.get_or_init(|| std::env::var("RUNYARD_FAULT").ok()).as_deref() == Some(id)
    }
}
"#;
/// How long the suite may take with one fault. One that makes it hang is not found.
const SUITE_TIMEOUT: Duration = Duration::from_secs(300);

#[derive(Deserialize)]
struct Fault {
    id: String,
    area: String,
    what: String,
    #[serde(flatten)]
    edit: Edit,
    /// More places, when one is not enough to break it: what the engine decides the database may refuse.
    #[serde(default)]
    also: Vec<Edit>,
}

#[derive(Deserialize)]
struct Edit {
    file: PathBuf,
    find: String,
    replace: String,
}

/// How the suite went with one fault.
struct Verdict {
    /// Checks that failed, which do not without the fault.
    found_by: Vec<String>,
    took: Duration,
    timed_out: bool,
}

/// Tries the named faults, or all, and writes the report when all were tried.
pub fn run(names: &[String]) -> Result<(), String> {
    let faults = read()?;
    if let Some(unknown) = names.iter().find(|name| faults.iter().all(|fault| fault.id != **name)) {
        return Err(format!("there is no fault {unknown} in conformance/mutations/faults.yaml"));
    }
    let server = build(&faults)?;
    let suite = keep_suite()?;
    let baseline = try_one(&suite, &server, None)?;
    if baseline.timed_out {
        return Err("the suite does not end without any fault".to_owned());
    }
    let known: String = baseline.found_by.iter().map(|check| format!("{check} fails without a fault\n")).collect();
    write_known(&known)?;
    let fails = if known.is_empty() { "nothing".to_owned() } else { baseline.found_by.join(", ") };
    println!("without a fault {fails} fails ({} s)", baseline.took.as_secs());
    let mut verdicts = BTreeMap::new();
    for fault in faults.iter().filter(|fault| names.is_empty() || names.contains(&fault.id)) {
        let verdict = try_one(&suite, &server, Some(&fault.id))?;
        println!("{:<32} {} ({} s)", fault.id, shown(&verdict), verdict.took.as_secs());
        verdicts.insert(fault.id.as_str(), verdict);
    }
    let missed: Vec<_> = verdicts.iter().filter(|(_, v)| v.found_by.is_empty()).map(|(id, _)| *id).collect();
    println!("{} of {} faults found", verdicts.len() - missed.len(), verdicts.len());
    if names.is_empty() {
        let report = root().join("conformance/results/mutations.md");
        std::fs::write(&report, render(&faults, &verdicts))
            .map_err(|e| format!("failed to write {}: {e}", report.display()))?;
    }
    if missed.is_empty() { Ok(()) } else { Err(format!("not found: {}", missed.join(", "))) }
}

fn shown(verdict: &Verdict) -> String {
    match verdict.found_by.as_slice() {
        [] if verdict.timed_out => "NOT FOUND: the suite did not end".to_owned(),
        [] => "NOT FOUND".to_owned(),
        checks => format!("found by {}", checks.join(", ")),
    }
}

fn read() -> Result<Vec<Fault>, String> {
    let file = root().join("conformance/mutations/faults.yaml");
    let text = std::fs::read_to_string(&file).map_err(|e| format!("failed to read {}: {e}", file.display()))?;
    serde_yaml_ng::from_str(&text).map_err(|e| format!("failed to read {}: {e}", file.display()))
}

/// Builds the server with all faults in it; returns the program.
fn build(faults: &[Fault]) -> Result<PathBuf, String> {
    let mut mutated: BTreeMap<PathBuf, String> = BTreeMap::new();
    for (fault, edit) in
        faults.iter().flat_map(|fault| std::iter::once(&fault.edit).chain(&fault.also).map(move |edit| (fault, edit)))
    {
        let library = library_of(&edit.file)?;
        if !mutated.contains_key(&library) {
            mutated.insert(library.clone(), source(&library)? + MODULE);
        }
        let text = match mutated.remove(&edit.file) {
            Some(text) => text,
            None => source(&edit.file)?,
        };
        mutated.insert(edit.file.clone(), mutate(&text, &fault.id, edit)?);
    }
    let home = root().join("target/mutants");
    let copy = home.join("source");
    copy_sources(&copy, &mutated)?;
    let mut cargo = Command::new(test::cargo());
    cargo.args(["build", "--package", "runyard", "--bin", "reference-graphs", "--target-dir"]).arg(home.join("build"));
    match cargo.current_dir(&copy).status() {
        Ok(status) if status.success() => Ok(home.join("build/debug/reference-graphs")),
        Ok(_) => Err("the server with the faults does not build; what the compiler says is above".to_owned()),
        Err(e) => Err(format!("failed to run cargo: {e}")),
    }
}

/// The root file of the crate that a source file belongs to.
fn library_of(file: &Path) -> Result<PathBuf, String> {
    let sources = file.ancestors().find(|folder| folder.ends_with("src"));
    sources.map(|folder| folder.join("lib.rs")).ok_or_else(|| format!("{}: it is in no crate", file.display()))
}

fn source(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(root().join(file)).map_err(|e| format!("failed to read {}: {e}", file.display()))
}

/// Copies what git knows of, with other texts in place of some files. What is the same already keeps its time, so that
/// cargo builds no more than it must.
fn copy_sources(to: &Path, mutated: &BTreeMap<PathBuf, String>) -> Result<(), String> {
    let mut listed = Command::new("git");
    listed.args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]).current_dir(root());
    let output = listed.output().map_err(|e| format!("failed to run git: {e}"))?;
    for name in String::from_utf8_lossy(&output.stdout).split('\0').filter(|name| !name.is_empty()) {
        let text = match mutated.get(Path::new(name)) {
            Some(text) => text.clone().into_bytes(),
            None => match std::fs::read(root().join(name)) {
                Ok(text) => text,
                // Deleted and not committed yet.
                Err(_) => continue,
            },
        };
        let target = to.join(name);
        if std::fs::read(&target).is_ok_and(|there| there == text) {
            continue;
        }
        let folder = target.parent().unwrap_or(to);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&target, text))
            .map_err(|e| format!("failed to write {}: {e}", target.display()))?;
    }
    Ok(())
}

/// Puts a fault into a source file.
fn mutate(text: &str, id: &str, edit: &Edit) -> Result<String, String> {
    let found = occurrences(text, &edit.find);
    let [(from, to)] = found[..] else {
        let (count, file) = (found.len(), edit.file.display());
        return Err(format!("{id}: what it looks for stands {count} times in {file}, not once"));
    };
    let condition = format!("crate::fault::is_on({id:?})");
    Ok(format!("{}{}{}", &text[..from], edit.replace.trim_end().replace(CONDITION, &condition), &text[to..]))
}

/// Where a text stands in another one, whatever the white space between its words is: the formatter may have moved it.
fn occurrences(text: &str, pattern: &str) -> Vec<(usize, usize)> {
    let words: Vec<&str> = pattern.split_whitespace().collect();
    let Some((first, others)) = words.split_first() else { return Vec::new() };
    text.match_indices(first)
        .filter_map(|(from, _)| {
            let mut rest = &text[from + first.len()..];
            for word in others {
                let next = rest.trim_start();
                if next.len() == rest.len() {
                    return None;
                }
                rest = next.strip_prefix(word)?;
            }
            Some((from, text.len() - rest.len()))
        })
        .collect()
}

/// A copy of the suite's program, so that it stays the same while the workspace is built anew.
fn keep_suite() -> Result<PathBuf, String> {
    let copy = root().join("target/mutants/suite");
    std::fs::copy(test::beside("runyard-conformance"), &copy)
        .map_err(|e| format!("failed to copy the conformance suite, which `cargo build --workspace` builds: {e}"))?;
    Ok(copy)
}

/// Runs the suite against a server with a fault.
fn try_one(suite: &Path, server: &Path, fault: Option<&str>) -> Result<Verdict, String> {
    let report = root().join("target/mutants/report.json");
    let _ = std::fs::remove_file(&report);
    let mut command = test::suite(suite, "runyard", Path::new("python3"));
    command.args(["--jobs", "12", "--json"]).arg(&report).env("RUNYARD_BIN", server);
    if let Some(fault) = fault {
        command.arg("--fail-fast").arg("--expected").arg(known_failures()).env(SWITCH, fault);
    }
    let started = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("failed to start the suite: {e}"))?;
    let mut timed_out = false;
    while child.try_wait().map_err(|e| format!("failed to wait for the suite: {e}"))?.is_none() {
        if started.elapsed() > SUITE_TIMEOUT {
            timed_out = true;
            // So asked, the script stops its server, too.
            let _ = Command::new("kill").arg(child.id().to_string()).status();
            child.wait().map_err(|e| format!("failed to wait for the suite: {e}"))?;
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let text = match std::fs::read_to_string(&report) {
        Ok(text) => text,
        Err(_) if timed_out => String::new(),
        Err(e) => return Err(format!("the suite wrote no report with {}: {e}", fault.unwrap_or("no fault"))),
    };
    let report: Value = serde_json::from_str(&text).unwrap_or_default();
    Ok(Verdict { found_by: failed_checks(&report), took: started.elapsed(), timed_out })
}

/// What fails without any fault says nothing about one.
fn known_failures() -> PathBuf {
    root().join("target/mutants/known")
}

fn write_known(text: &str) -> Result<(), String> {
    std::fs::write(known_failures(), text).map_err(|e| format!("failed to write the known failures: {e}"))
}

/// The checks of a report that failed.
fn failed_checks(report: &Value) -> Vec<String> {
    let checks = report["checks"].as_array().map(Vec::as_slice).unwrap_or_default();
    let failed = checks.iter().filter(|check| check["verdict"] == "fail" && check["known"].is_null());
    failed.filter_map(|check| check["id"].as_str().map(str::to_owned)).collect()
}

fn render(faults: &[Fault], verdicts: &BTreeMap<&str, Verdict>) -> String {
    let found = verdicts.values().filter(|verdict| !verdict.found_by.is_empty()).count();
    let mut page = format!(
        "# The mutation check\n\nDeliberate faults, put into the server one at a time; the suite stops at the first check that fails. \
         **{found} of {} were found.**\n\n`cargo xtask mutate` wrote this page; `conformance/mutations/` has the faults.\n\n\
         | fault | area | what is wrong | found by |\n| --- | --- | --- | --- |\n",
        verdicts.len()
    );
    for fault in faults {
        let Some(verdict) = verdicts.get(fault.id.as_str()) else { continue };
        let by = if verdict.found_by.is_empty() {
            "**nothing**".to_owned()
        } else {
            verdict.found_by.iter().map(|check| format!("`{check}`")).collect::<Vec<_>>().join(", ")
        };
        let _ = writeln!(page, "| `{}` | {} | {} | {by} |", fault.id, fault.area, fault.what);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_can_be_made() {
        let mut wrong = Vec::new();
        for fault in read().expect("the list of faults") {
            for edit in std::iter::once(&fault.edit).chain(&fault.also) {
                let made = source(&edit.file)
                    .and_then(|text| mutate(&text, &fault.id, edit))
                    .and_then(|_| source(&library_of(&edit.file)?).map(drop));
                wrong.extend(made.err());
            }
        }
        assert!(wrong.is_empty(), "conformance/mutations/faults.yaml:\n{}", wrong.join("\n"));
    }
}
