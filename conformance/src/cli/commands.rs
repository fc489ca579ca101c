//! The commands.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::Utc;
use serde_json::{Value, json};

use super::args::{Cli, Command, CompareArgs, DocumentArgs, ExchangesKept, ExplainArgs, ListArgs, RunArgs};
use crate::document::Document;
use crate::expected::Expected;
use crate::model::Check;
use crate::outcome::{Outcome, Verdict};
use crate::registry::Registry;
use crate::report::terminal::{self, Progress, Style};
use crate::report::{Entry, FORMAT, Report, Subject, compare, html, junit, known};
use crate::runner::{self, Plan};
use crate::target::Need;
use crate::target::Target;

/// The status when a check failed, or passed although it is a known failure.
pub const FAILED: u8 = 1;
/// The status when the suite could not tell, or was called wrongly.
pub const HARNESS: u8 = 2;

/// Carries out a command.
///
/// # Errors
/// When it cannot be carried out.
pub async fn run(cli: Cli) -> Result<ExitCode, Box<dyn Error>> {
    match cli.command {
        Command::Run(args) => run_checks(&args).await,
        Command::List(args) => list(&args),
        Command::Explain(args) => explain(&args),
        Command::Compare(args) => compare_reports(&args),
    }
}

fn document(args: &DocumentArgs) -> Result<Document, Box<dyn Error>> {
    match &args.spec {
        None => Ok(Document::embedded()?),
        Some(path) => Ok(Document::parse(&read(path)?)?),
    }
}

async fn run_checks(args: &RunArgs) -> Result<ExitCode, Box<dyn Error>> {
    let document = Arc::new(document(&args.document)?);
    let registry = Registry::new(&document)?;
    let checks = registry.select(&args.selection.selection())?;
    if checks.is_empty() {
        return Err("no check matches the selection".into());
    }
    let expected = match &args.expected {
        Some(path) => Expected::parse(&read(path)?, &registry).map_err(|e| format!("{}: {e}", path.display()))?,
        None => Expected::default(),
    };
    let mut target = Target::new(&args.base_url, &args.header)?;
    target.wait(Duration::from_secs(args.wait)).await?;
    target.detect(&document).await;
    let target = Arc::new(target);

    let (began, began_at) = (Instant::now(), Utc::now());
    let plan = Plan { jobs: args.jobs, timeout: Duration::from_secs(args.timeout) };
    let style = Style::detect();
    let progress = Progress::new(style, checks.len(), &expected, args.quiet, args.fail_fast);
    let outcomes = runner::run(&target, &document, &checks, plan, &progress).await;
    progress.finish();

    let (title, version) = document.title();
    let report = Report {
        format: FORMAT.into(),
        suite: env!("CARGO_PKG_VERSION").into(),
        document: format!("{title} {version}"),
        target: subject(args, &target),
        began_at,
        took_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
        totals: Default::default(),
        checks: entries(&checks, outcomes, &expected, args.exchanges),
    };
    println!("{}", terminal::summary(&report, style));
    let renderings = [
        (&args.json, Report::json as fn(&Report) -> String),
        (&args.junit, junit::render),
        (&args.html, html::render),
        (&args.write_expected, known::render),
    ];
    for (path, text) in renderings {
        if let Some(path) = path {
            write(path, &text(&report))?;
        }
    }
    let is_excused = |check: &Check| {
        check.needs.iter().any(|need| matches!(need, Need::Graph(id) if args.without_graph.contains(id)))
    };
    // The entries of the report are in the order of the checks.
    let skipped: Vec<&Entry> = checks
        .iter()
        .zip(&report.checks)
        .filter(|(check, entry)| args.no_skips && entry.verdict == Verdict::Skip && !is_excused(check))
        .map(|(_, entry)| entry)
        .collect();
    for entry in &skipped {
        println!("skip   {}: {}", entry.id, entry.reason.as_deref().unwrap_or_default());
    }
    Ok(status(&report, !skipped.is_empty()))
}

/// The status of a run. `skips_count`: whether checks were skipped that must not be.
fn status(report: &Report, skips_count: bool) -> ExitCode {
    if skips_count || report.checks.iter().any(Entry::is_bad) {
        ExitCode::from(FAILED)
    } else if report.checks.iter().any(|entry| entry.verdict == Verdict::Error) {
        ExitCode::from(HARNESS)
    } else {
        ExitCode::SUCCESS
    }
}

fn entries(checks: &[Check], outcomes: Vec<Outcome>, expected: &Expected, kept: ExchangesKept) -> Vec<Entry> {
    let pairs = checks.iter().zip(outcomes);
    pairs.map(|(check, outcome)| Entry::new(check, outcome, expected, kept == ExchangesKept::All)).collect()
}

fn subject(args: &RunArgs, target: &Target) -> Subject {
    let facts = target.facts();
    let version = facts.info.as_ref().and_then(|info| info["version"].as_str()).map(ToOwned::to_owned);
    Subject {
        name: args.name.clone().unwrap_or_else(|| target.base().to_owned()),
        version: args.server_version.clone().or(version),
        url: target.base().to_owned(),
        info: facts.info.clone(),
        graphs: facts.graphs.clone(),
        missing_operations: facts.missing_operations.clone(),
    }
}

fn list(args: &ListArgs) -> Result<ExitCode, Box<dyn Error>> {
    let checks = Registry::new(&document(&args.document)?)?.select(&args.selection.selection())?;
    if args.json {
        let rows: Vec<Value> = checks.iter().map(facts).collect();
        println!("{:#}", Value::Array(rows));
        return Ok(ExitCode::SUCCESS);
    }
    let width = checks.iter().map(|check| check.id.len()).max().unwrap_or_default();
    for check in &checks {
        println!("{:<6} {:<width$} {}", check.level, check.id, check.requirement);
    }
    println!("{} checks", checks.len());
    Ok(ExitCode::SUCCESS)
}

fn facts(check: &Check) -> Value {
    let needs: Vec<String> = check.needs.iter().map(ToString::to_string).collect();
    json!({
        "id": check.id, "area": check.area, "level": check.level, "origin": check.origin, "requirement": check.requirement,
        "basis": check.basis, "needs": needs,
    })
}

fn explain(args: &ExplainArgs) -> Result<ExitCode, Box<dyn Error>> {
    let registry = Registry::new(&document(&args.document)?)?;
    let Some(check) = registry.find(&args.id) else {
        let last = args.id.rsplit('/').next().unwrap_or_default();
        let near: Vec<&str> =
            registry.checks().iter().map(|c| c.id.as_str()).filter(|id| id.contains(last)).take(5).collect();
        let hint = if near.is_empty() { "see 'list'".to_owned() } else { format!("did you mean {}?", near.join(", ")) };
        return Err(format!("there is no check {}; {hint}", args.id).into());
    };
    println!("{}\n\n  {} {}\n", check.id, check.level, check.requirement);
    println!("  area    {}\n  source  {}\n  basis   {}", check.area, check.origin.word(), check.basis);
    let needs: Vec<String> = check.needs.iter().map(ToString::to_string).collect();
    if !needs.is_empty() {
        println!("  needs   {}", needs.join(", "));
    }
    if check.alone {
        println!("  runs    alone, after the others");
    }
    if !check.procedure.is_empty() {
        println!("\nWhat it does\n\n  {}", check.procedure.trim().replace('\n', "\n  "));
    }
    println!("\nAlone\n\n  runyard-conformance run --base-url http://127.0.0.1:8123 --only {}", check.id);
    Ok(ExitCode::SUCCESS)
}

fn compare_reports(args: &CompareArgs) -> Result<ExitCode, Box<dyn Error>> {
    let reports = args.reports.iter().map(|path| Report::read(path)).collect::<Result<Vec<_>, _>>()?;
    if let Some(path) = &args.html {
        write(path, &compare::html(&reports))?;
    }
    if let Some(path) = &args.markdown {
        write(path, &compare::markdown(&reports))?;
    }
    if args.html.is_none() && args.markdown.is_none() {
        print!("{}", compare::markdown(&reports));
    }
    Ok(ExitCode::SUCCESS)
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("failed to read {}: {e}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|e| format!("failed to write {}: {e}", path.display()))
}
