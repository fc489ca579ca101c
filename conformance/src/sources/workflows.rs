//! Checks that are workflows in the Arazzo format, under `workflows/`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use include_dir::{Dir, include_dir};

use crate::arazzo::document::{Conformance, Document as Arazzo, Step, Workflow};
use crate::arazzo::load::load;
use crate::arazzo::run::run;
use crate::document::Document;
use crate::model::{Check, Level, Origin};
use crate::target::Need;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/workflows");

/// How long a workflow may take. Its answers have limits of their own.
const CHECK_MAX: Duration = Duration::from_secs(90);

/// The checks of every workflow. Steps name operations of the document that comes with the suite by their ids; checks
/// of operations that `document` does not have are left out.
///
/// # Errors
/// When a workflow is not valid, or names an operation that does not exist.
pub fn checks(document: &Document) -> Result<Vec<Check>, String> {
    let embedded = Document::embedded().map_err(|e| e.to_string())?;
    let known: BTreeSet<String> = embedded.operations().iter().map(|operation| operation.id.clone()).collect();
    let mut checks = Vec::new();
    for folder in FILES.dirs() {
        for file in folder.files().filter(|file| file.path().extension().is_some_and(|e| e == "yaml")) {
            let name = file.path().to_string_lossy();
            let text = file.contents_utf8().ok_or_else(|| format!("{name} is not UTF-8"))?;
            let arazzo = Arc::new(load(&name, text, &known).map_err(|e| e.to_string())?);
            for index in 0..arazzo.workflows.len() {
                let check =
                    check(name.trim_end_matches(".yaml"), &arazzo, index).map_err(|e| format!("{name}: {e}"))?;
                checks.extend(check);
            }
        }
    }
    checks.retain(|check| {
        check.needs.iter().all(|need| match need {
            Need::Operation(id) => document.operation(id).is_some(),
            Need::Graph(_) => true,
        })
    });
    Ok(checks)
}

/// The check that a workflow is; `None` when it is a part of others.
fn check(file: &str, arazzo: &Arc<Arazzo>, index: usize) -> Result<Option<Check>, String> {
    let workflow = &arazzo.workflows[index];
    let id = &workflow.workflow_id;
    let Some(own) = &workflow.conformance else { return Ok(None) };
    let level = match own.level.as_deref() {
        Some("must") => Level::Must,
        Some("should") => Level::Should,
        Some("may") => Level::May,
        other => return Err(format!("{id}: {other:?} is no level")),
    };
    let summary = workflow.summary.clone().ok_or_else(|| format!("{id} has no summary"))?;
    let basis = own.basis.clone().ok_or_else(|| format!("{id} has no basis"))?;
    let needs = needs(own, &arazzo.conformance).map_err(|e| format!("{id}: {e}"))?;
    let mut operations = BTreeSet::new();
    collect(arazzo, workflow, &mut operations);
    let body = Arc::clone(arazzo);
    let check = Check::new(format!("{file}/{id}"), level, summary, move |context| {
        let arazzo = Arc::clone(&body);
        async move { run(&context, &arazzo, &arazzo.workflows[index]).await }
    });
    Ok(Some(
        check
            .basis(basis)
            .origin(Origin::Workflow)
            .procedure(procedure(workflow))
            .needs(needs)
            .needs(operations.into_iter().map(Need::Operation))
            .timeout(CHECK_MAX),
    ))
}

/// What the workflow says itself, or what holds for its file.
fn needs(own: &Conformance, file: &Conformance) -> Result<Vec<Need>, String> {
    let needs = own.needs.as_ref().or(file.needs.as_ref());
    let needs = needs.into_iter().flatten().map(|need| match need.split_once(':') {
        Some(("graph", id)) => Ok(Need::graph(id)),
        _ => Err(format!("{need} is no need; write graph:<id>")),
    });
    needs.collect()
}

/// The operations of a workflow and of those that it calls. Names that are not there were refused when it was loaded.
fn collect(arazzo: &Arazzo, workflow: &Workflow, operations: &mut BTreeSet<String>) {
    let steps = workflow.steps.iter();
    let called = steps.filter_map(|step| step.workflow_id.as_ref()).chain(&workflow.depends_on);
    for id in called {
        if let Some(called) = arazzo.workflows.iter().find(|other| other.workflow_id == *id) {
            collect(arazzo, called, operations);
        }
    }
    operations.extend(workflow.steps.iter().filter_map(|step| step.operation_id.clone()));
}

/// The steps as a list.
fn procedure(workflow: &Workflow) -> String {
    let mut text = String::new();
    for (index, step) in workflow.steps.iter().enumerate() {
        let _ = writeln!(text, "{}. {}: {}", index + 1, step.step_id, what(step));
        for criterion in &step.success_criteria {
            let context = criterion.context.as_ref().map(|context| format!("{context}: ")).unwrap_or_default();
            let _ = writeln!(text, "   {context}{}", criterion.condition);
        }
    }
    text.trim_end().to_owned()
}

fn what(step: &Step) -> String {
    match (&step.operation_id, &step.workflow_id) {
        (Some(operation), _) => operation.clone(),
        (None, Some(workflow)) => format!("the workflow {workflow}"),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_workflow_is_a_check_or_a_part_of_one() {
        let embedded = Document::embedded().unwrap();
        let known: BTreeSet<String> = embedded.operations().iter().map(|operation| operation.id.clone()).collect();
        for folder in FILES.dirs() {
            for file in folder.files() {
                let name = file.path().to_string_lossy();
                let arazzo = load(&name, file.contents_utf8().unwrap(), &known).unwrap_or_else(|e| panic!("{e}"));
                for workflow in &arazzo.workflows {
                    let id = &workflow.workflow_id;
                    let called =
                        arazzo.workflows.iter().flat_map(|w| &w.steps).any(|s| s.workflow_id.as_ref() == Some(id));
                    assert!(workflow.conformance.is_some() || called, "{name}: nobody calls {id}");
                }
            }
        }
    }

    #[test]
    fn checks_say_what_they_rest_on() {
        let checks = checks(&Document::embedded().unwrap()).unwrap();
        for check in &checks {
            assert!(check.requirement.ends_with('.'), "{}: {}", check.id, check.requirement);
            let basis = check.basis.split(' ').next().unwrap_or_default();
            let observed = basis.starts_with("spec/wire.md#");
            // Where Runyard means to differ from the reference, other servers need not follow.
            let by_intent = basis == "deviations.yaml" && check.level == Level::May;
            assert!(
                by_intent || ["document", "seed", "observed"].contains(&basis) || observed,
                "{}: {}",
                check.id,
                check.basis
            );
            // What was only observed is at most a SHOULD.
            assert!(!observed || check.level != Level::Must, "{}", check.id);
            assert!(!check.procedure.is_empty(), "{}", check.id);
        }
        let check = checks.iter().find(|check| check.id == "runs/join/unknown-run-404").expect("the check is there");
        assert_eq!(check.level, Level::Must);
        assert!(
            check.needs.contains(&Need::operation("join_run"))
                && check.needs.contains(&Need::operation("create_thread"))
        );
    }
}
