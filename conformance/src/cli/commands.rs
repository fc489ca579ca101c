//! The commands.

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use super::args::{Cli, Command, DocumentArgs, ExplainArgs, ListArgs, RunArgs};
use crate::document::Document;
use crate::model::Verdict;
use crate::registry::Registry;
use crate::report::terminal;
use crate::runner::{self, Plan};
use crate::target::Target;

/// The status when a check failed.
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
    }
}

fn document(args: &DocumentArgs) -> Result<Document, Box<dyn Error>> {
    match &args.spec {
        None => Ok(Document::embedded()?),
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|e| format!("failed to read {}: {e}", path.display()))?;
            Ok(Document::parse(&text)?)
        }
    }
}

async fn run_checks(args: &RunArgs) -> Result<ExitCode, Box<dyn Error>> {
    let document = Arc::new(document(&args.document)?);
    let checks = Registry::new(&document)?.select(&args.selection.selection())?;
    if checks.is_empty() {
        return Err("no check matches the selection".into());
    }
    let mut target = Target::new(&args.base_url, &args.header)?;
    target.wait(Duration::from_secs(args.wait)).await?;
    target.detect(&document).await;
    let target = Arc::new(target);
    let plan = Plan { jobs: args.jobs, timeout: Duration::from_secs(args.timeout) };
    let outcomes = runner::run(&target, &document, &checks, plan, &terminal::Progress).await;
    println!("{}", terminal::summary(checks.iter().zip(&outcomes)));
    let any = |verdict| outcomes.iter().any(|outcome| outcome.verdict == verdict);
    Ok(if any(Verdict::Fail) {
        ExitCode::from(FAILED)
    } else if any(Verdict::Error) {
        ExitCode::from(HARNESS)
    } else {
        ExitCode::SUCCESS
    })
}

fn list(args: &ListArgs) -> Result<ExitCode, Box<dyn Error>> {
    let checks = Registry::new(&document(&args.document)?)?.select(&args.selection.selection())?;
    for check in &checks {
        println!("{:<6} {:<60} {}", check.level, check.id, check.requirement);
    }
    println!("{} checks", checks.len());
    Ok(ExitCode::SUCCESS)
}

fn explain(args: &ExplainArgs) -> Result<ExitCode, Box<dyn Error>> {
    let registry = Registry::new(&document(&args.document)?)?;
    let check = registry.find(&args.id).ok_or_else(|| format!("there is no check {}", args.id))?;
    println!("{}\n\n{} {}\n\nbasis: {}\n\n{}", check.id, check.level, check.requirement, check.basis, check.procedure);
    Ok(ExitCode::SUCCESS)
}
