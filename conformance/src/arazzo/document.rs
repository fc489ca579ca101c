//! An Arazzo 1.0 document, as far as these workflows use it, and the extensions (`conformance/workflows/README.md`
//! describes them). Members that are not known are refused, so that a misspelt one is no check that always passes.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// A document.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Document {
    /// The version of the specification, `1.0.x`.
    pub arazzo: String,
    /// Title and version.
    pub info: Value,
    /// The API, and documents with workflows to call.
    pub source_descriptions: Vec<SourceDescription>,
    /// The workflows.
    pub workflows: Vec<Workflow>,
    /// What is used more than once. Resolved when the document is read.
    #[serde(default)]
    pub components: Value,
    /// What holds for all workflows that do not say otherwise.
    #[serde(default, rename = "x-conformance")]
    pub conformance: Conformance,
}

/// Another document.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceDescription {
    /// The name in `$sourceDescriptions.<name>`.
    pub name: String,
    /// Where it is, from this document.
    pub url: String,
    /// `openapi` or `arazzo`.
    #[serde(rename = "type")]
    pub kind: String,
}

/// `x-conformance`: what a check rests on.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conformance {
    /// `must`, `should` or `may`.
    pub level: Option<String>,
    /// Where the requirement comes from.
    pub basis: Option<String>,
    /// What the server must have for the check to make sense, such as `graph:echo`.
    pub needs: Option<Vec<String>>,
}

/// A workflow: a check when it has a level, else a part of others.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Workflow {
    /// The name within the document.
    pub workflow_id: String,
    /// The requirement, in one sentence.
    pub summary: Option<String>,
    /// More about it.
    pub description: Option<String>,
    /// A JSON schema of the inputs; defaults are taken from it.
    #[serde(default)]
    pub inputs: Value,
    /// Workflows that run before.
    #[serde(default)]
    pub depends_on: Vec<String>,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// What steps do after they have succeeded, unless they say otherwise.
    #[serde(default)]
    pub success_actions: Vec<Action>,
    /// What steps do after they have failed, unless they say otherwise.
    #[serde(default)]
    pub failure_actions: Vec<Action>,
    /// Its outputs: names and expressions.
    #[serde(default)]
    pub outputs: BTreeMap<String, String>,
    /// Parameters of every step.
    #[serde(default)]
    pub parameters: Vec<Parameter>,
    /// Makes it a check.
    #[serde(rename = "x-conformance")]
    pub conformance: Option<Conformance>,
}

/// A step: one operation, or a whole workflow.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Step {
    /// The name within the workflow.
    pub step_id: String,
    /// What it is for.
    pub description: Option<String>,
    /// The operation, by its `operationId`.
    pub operation_id: Option<String>,
    /// The workflow, by its id or as `$sourceDescriptions.<name>.workflows.<id>`.
    pub workflow_id: Option<String>,
    /// Parameters of the operation, or inputs of the workflow.
    #[serde(default)]
    pub parameters: Vec<Parameter>,
    /// The body.
    pub request_body: Option<RequestBody>,
    /// All have to hold. Without any, the step succeeds with a status below 400.
    #[serde(default)]
    pub success_criteria: Vec<Criterion>,
    /// What to do after success.
    #[serde(default)]
    pub on_success: Vec<Action>,
    /// What to do after failure.
    #[serde(default)]
    pub on_failure: Vec<Action>,
    /// What later steps may use: names and expressions.
    #[serde(default)]
    pub outputs: BTreeMap<String, String>,
    /// The answer is an event stream.
    #[serde(rename = "x-sse")]
    pub sse: Option<Sse>,
    /// Neighbouring steps with the same name here start together.
    #[serde(rename = "x-concurrently")]
    pub concurrently: Option<String>,
    /// The connection is dropped before the answer is complete.
    #[serde(rename = "x-disconnect")]
    pub disconnect: Option<Disconnect>,
    /// How long the answer may take.
    #[serde(rename = "x-elapsed-ms")]
    pub elapsed_ms: Option<Elapsed>,
}

/// A parameter of an operation, or an input of a workflow.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it goes; nowhere for inputs of workflows.
    #[serde(rename = "in")]
    pub place: Option<Place>,
    /// A value, or an expression.
    pub value: Value,
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// Into the path's template.
    Path,
    /// Behind the question mark; a list is repeated.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// A body.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequestBody {
    /// `application/json` without it.
    pub content_type: Option<String>,
    /// JSON, or a string that is sent as it is.
    #[serde(default)]
    pub payload: Value,
    /// Values that are put into the payload.
    #[serde(default)]
    pub replacements: Vec<Replacement>,
}

/// A value to put into a payload.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// A JSON pointer.
    pub target: String,
    /// A value, or an expression.
    pub value: Value,
}

/// A criterion.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// What a regular expression or a query looks at.
    pub context: Option<String>,
    /// The condition, the regular expression or the query.
    pub condition: String,
    /// `simple` without it.
    #[serde(default, rename = "type")]
    kind: CriterionKind,
}

impl Criterion {
    /// How the condition is to be read.
    #[must_use]
    pub const fn kind(&self) -> CriterionType {
        match self.kind {
            CriterionKind::Plain(kind) | CriterionKind::WithVersion { kind, .. } => kind,
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum CriterionKind {
    Plain(CriterionType),
    WithVersion {
        #[serde(rename = "type")]
        kind: CriterionType,
        // Filters of both versions that are in use here mean the same.
        #[serde(rename = "version")]
        _version: String,
    },
}

impl Default for CriterionKind {
    fn default() -> Self {
        Self::Plain(CriterionType::Simple)
    }
}

/// How a condition is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CriterionType {
    /// Literals, expressions and operators.
    Simple,
    /// A regular expression that has to match the context.
    Regex,
    /// A query that has to find something in the context.
    Jsonpath,
}

/// What to do after a step.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Action {
    /// Its name.
    pub name: String,
    /// What it does.
    #[serde(rename = "type")]
    pub kind: ActionType,
    /// Where `goto` goes.
    pub step_id: Option<String>,
    /// Where `goto` goes, or what runs before a retry.
    pub workflow_id: Option<String>,
    /// Seconds before a retry.
    pub retry_after: Option<f64>,
    /// How many retries; 1 without it.
    pub retry_limit: Option<u32>,
    /// All have to hold for the action to be the one.
    #[serde(default)]
    pub criteria: Vec<Criterion>,
}

/// What an action does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActionType {
    /// Ends the workflow.
    End,
    /// Goes on elsewhere.
    Goto,
    /// Does the step again.
    Retry,
}

/// `x-sse`: how an event stream is read and what it has to be.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Sse {
    /// The names of all events, in order.
    pub names: Option<Vec<String>>,
    /// Names that come in this order, with any others between them.
    pub in_order: Option<Vec<String>>,
    /// Names that must not come.
    #[serde(default)]
    pub never: Vec<String>,
    /// Whether events have ids.
    pub ids: Option<Ids>,
    /// The connection is dropped after so many events.
    pub cut_after: Option<usize>,
    /// The connection is dropped after the first event with this name.
    pub cut_at: Option<String>,
    /// The connection is dropped after so many events, and the request repeated with `Last-Event-ID`, until the stream
    /// ends.
    pub resume_every: Option<usize>,
    /// So many connections at once; all have to read the same.
    pub readers: Option<usize>,
    /// An expression: events read earlier, which these continue. They are put before these.
    pub continues: Option<String>,
    /// An expression: the events, with those that they continue, have to be these.
    pub same_as: Option<String>,
}

/// Whether events have ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ids {
    /// Each has one, above the one before.
    Increasing,
    /// None has one.
    None,
}

/// `x-disconnect`: when the connection is dropped.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Disconnect {
    /// So many milliseconds after the request.
    pub after_ms: u64,
}

/// `x-elapsed-ms`: how long the whole answer may take, in milliseconds.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Elapsed {
    /// Not less.
    pub at_least: Option<u64>,
    /// Not more.
    pub at_most: Option<u64>,
}
