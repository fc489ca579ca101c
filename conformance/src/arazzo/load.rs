//! From the text of a document to workflows that can run: references into `components` are resolved, and everything
//! that would surprise at run time is refused.

use std::collections::BTreeSet;

use serde_json::Value;

use super::document::{ActionType, Document, Step, Workflow};

/// A document that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct LoadError {
    /// The file's name.
    pub file: String,
    /// What is wrong with it.
    pub reason: String,
}

/// Reads a document. `operation_ids` are those of the API.
///
/// # Errors
/// When it is not Arazzo, or names what is not there.
pub fn load(file: &str, text: &str, operation_ids: &BTreeSet<String>) -> Result<Document, LoadError> {
    let fail = |reason: String| LoadError { file: file.to_owned(), reason };
    let mut value: Value = serde_yaml_ng::from_str(text).map_err(|e| fail(format!("failed to read as YAML: {e}")))?;
    let components = value.get("components").cloned().unwrap_or_default();
    resolve(&mut value, &components).map_err(fail)?;
    let document: Document = serde_json::from_value(value).map_err(|e| fail(format!("is not as it should be: {e}")))?;
    if !document.arazzo.starts_with("1.0.") {
        return Err(fail(format!("is written for Arazzo {}, not 1.0", document.arazzo)));
    }
    if let Some(source) = document.source_descriptions.iter().find(|source| source.kind != "openapi") {
        return Err(fail(format!("uses {}, which is no OpenAPI document", source.name)));
    }
    let mut names = BTreeSet::new();
    for workflow in &document.workflows {
        let id = &workflow.workflow_id;
        if !names.insert(id.clone()) {
            return Err(fail(format!("has two workflows {id}")));
        }
        check(workflow, &document, operation_ids).map_err(|reason| fail(format!("{id}: {reason}")))?;
    }
    Ok(document)
}

/// Puts components in the place of `{reference: $components...}` and of `{$ref: '#/components/inputs/...'}`.
fn resolve(value: &mut Value, components: &Value) -> Result<(), String> {
    let reference = value.get("reference").and_then(Value::as_str).map(ToOwned::to_owned);
    if let Some(reference) = reference.filter(|reference| reference.starts_with("$components.")) {
        let pointer = reference.trim_start_matches("$components").replace('.', "/");
        let mut component = components.pointer(&pointer).cloned().ok_or(format!("{reference} is not there"))?;
        if let (Some(value), Some(component)) = (value.get("value"), component.as_object_mut()) {
            component.insert("value".into(), value.clone());
        }
        *value = component;
        return Ok(());
    }
    let reference = value.get("$ref").and_then(Value::as_str).map(ToOwned::to_owned);
    if let Some(pointer) = reference.as_deref().and_then(|reference| reference.strip_prefix("#/components")) {
        *value = components.pointer(pointer).cloned().ok_or(format!("#/components{pointer} is not there"))?;
        return Ok(());
    }
    match value {
        Value::Array(items) => items.iter_mut().try_for_each(|item| resolve(item, components)),
        Value::Object(members) => members.values_mut().try_for_each(|member| resolve(member, components)),
        _ => Ok(()),
    }
}

fn check(workflow: &Workflow, document: &Document, operation_ids: &BTreeSet<String>) -> Result<(), String> {
    let has_workflow = |id: &String| document.workflows.iter().any(|workflow| workflow.workflow_id == *id);
    let has_step = |id: &String| workflow.steps.iter().any(|step| step.step_id == *id);
    if let Some(id) = workflow.depends_on.iter().find(|id| !has_workflow(id)) {
        return Err(format!("depends on {id}, which is not there"));
    }
    let mut names = BTreeSet::new();
    for step in &workflow.steps {
        let id = &step.step_id;
        let fail = |reason: String| Err(format!("{id}: {reason}"));
        if !names.insert(id) {
            return fail("there are two steps of this name".to_owned());
        }
        match (&step.operation_id, &step.workflow_id) {
            (Some(operation), None) if !operation_ids.contains(operation) => {
                return fail(format!("the API has no operation {operation}"));
            }
            (None, Some(called)) if !has_workflow(called) => return fail(format!("there is no workflow {called}")),
            (Some(_), None) | (None, Some(_)) => {}
            _ => return fail("expected an operationId or a workflowId".to_owned()),
        }
        if let Some(parameter) = step.parameters.iter().find(|p| p.place.is_none() == step.operation_id.is_some()) {
            return fail(format!("the parameter {} has no place, or one that inputs do not have", parameter.name));
        }
        for action in actions(workflow, step) {
            let name = &action.name;
            match action.kind {
                ActionType::Goto if !action.step_id.as_ref().is_some_and(has_step) => {
                    return fail(format!("{name} goes to no step of this workflow"));
                }
                ActionType::Retry if action.workflow_id.is_some() || action.step_id.is_some() => {
                    return fail(format!("{name} retries something else, which is not supported"));
                }
                ActionType::Retry | ActionType::Goto | ActionType::End => {}
            }
        }
    }
    Ok(())
}

fn actions<'a>(workflow: &'a Workflow, step: &'a Step) -> impl Iterator<Item = &'a super::document::Action> {
    [&workflow.success_actions, &workflow.failure_actions, &step.on_success, &step.on_failure].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(workflows: &str) -> Result<Document, LoadError> {
        let operations = ["get_thread", "create_thread"].map(str::to_owned).into();
        let text = format!(
            "arazzo: 1.0.1\ninfo: {{title: t, version: '1'}}\nsourceDescriptions: [{{name: api, url: openapi.json, type: openapi}}]\n\
             workflows: {workflows}\n\
             components:\n  inputs: {{unique: {{type: object}}}}\n  parameters: {{thread: {{name: thread_id, in: path, value: x}}}}\n"
        );
        load("runs/join.yaml", &text, &operations)
    }

    #[test]
    fn references_are_resolved() {
        let document = document(
            "[{workflowId: a, inputs: {$ref: '#/components/inputs/unique'}, steps: [{stepId: s, operationId: get_thread, parameters: \
             [{reference: $components.parameters.thread}, {reference: $components.parameters.thread, value: y}]}]}]",
        )
        .unwrap();
        let workflow = &document.workflows[0];
        assert_eq!(workflow.inputs["type"], "object");
        let values: Vec<_> = workflow.steps[0].parameters.iter().map(|p| (p.name.as_str(), &p.value)).collect();
        assert_eq!(values, [("thread_id", &Value::from("x")), ("thread_id", &Value::from("y"))]);
    }

    #[test]
    fn what_would_surprise_is_refused() {
        for (workflows, reason) in [
            ("[{workflowId: a, steps: [{stepId: s, operationId: zzz}]}]", "the API has no operation zzz"),
            ("[{workflowId: a, steps: [{stepId: s, workflowId: zzz}]}]", "there is no workflow zzz"),
            ("[{workflowId: a, steps: [{stepId: s}]}]", "expected an operationId"),
            ("[{workflowId: a, steps: []}, {workflowId: a, steps: []}]", "two workflows a"),
            ("[{workflowId: a, dependsOn: [b], steps: []}]", "depends on b"),
            ("[{workflowId: a, steps: [{stepId: s, operationId: get_thread, succesCriteria: []}]}]", "succesCriteria"),
            (
                "[{workflowId: a, steps: [{stepId: s, operationId: get_thread, parameters: [{name: x, value: 1}]}]}]",
                "place",
            ),
            (
                "[{workflowId: a, steps: [{stepId: s, operationId: get_thread, parameters: [{reference: $components.parameters.zzz}]}]}]",
                "$components.parameters.zzz is not there",
            ),
            (
                "[{workflowId: a, steps: [{stepId: s, operationId: get_thread, onFailure: [{name: f, type: goto, stepId: zzz}]}]}]",
                "goes to no step",
            ),
        ] {
            let error = document(workflows).unwrap_err().to_string();
            assert!(error.starts_with("runs/join.yaml: ") && error.contains(reason), "{error}");
        }
        assert!(load("x", "arazzo: 2.0.0\ninfo: {}\nsourceDescriptions: []\nworkflows: []", &BTreeSet::new()).is_err());
    }
}
