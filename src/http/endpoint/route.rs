//! The paths of the document in dropshot's router.

use std::pin::Pin;

use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, ApiEndpoint, ApiEndpointBodyContentType, ApiEndpointParameter,
    ApiEndpointParameterLocation, ApiEndpointVersions, HttpError, RawRequest, RequestContext, SharedExtractor,
};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{ApiError, Call, RequestBody, Response, Server, gate};

/// One operation of the document.
#[derive(Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its position in the table.
    pub index: usize,
    /// Its method name in Rust, which is its short operationId.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template of the document.
    pub path: &'static str,
    /// Its first tag.
    pub tag: &'static str,
    /// The success statuses of the document.
    pub success: &'static [u16],
}

/// One path of the router.
#[derive(Debug)]
pub struct Node {
    /// The registered template.
    pub path: &'static str,
    /// Its variables, in order.
    pub variables: &'static [&'static str],
    /// The paths of the document behind it, those with more literals first.
    pub candidates: &'static [Candidate],
}

/// One path of the document behind a [`Node`].
#[derive(Debug)]
pub struct Candidate {
    /// The path template of the document.
    pub path: &'static str,
    /// Which variables of the node must have which value.
    pub fixed: &'static [(usize, &'static str)],
    /// Which variables of the node are the parameters of the path.
    pub keep: &'static [usize],
    /// Methods and the indexes of their operations.
    pub operations: &'static [(Method, usize)],
}

/// The answer of an endpoint, to be awaited.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Response, ApiError>> + Send + 'a>>;

/// Calls the handler of an operation.
pub type Dispatch<S> = for<'a> fn(&'a S, &'a Call, RequestBody) -> Answer<'a>;

/// What a request to a node means.
pub(super) enum Found {
    /// An operation, with the parameters of its path.
    Operation(usize, Vec<String>),
    /// The path is there, the method is not. Holds the value of `allow`.
    OtherMethods(String),
}

impl Node {
    /// Finds the operation for a method and the values of the node's variables. A literal path without the method
    /// leaves the request to the variable path, as upstream does.
    pub(super) fn find(&self, method: &Method, values: &[String]) -> Found {
        // HEAD is GET without the body.
        let wanted = if *method == Method::HEAD { &Method::GET } else { method };
        let mut allow: Vec<&str> = Vec::new();
        for candidate in self.candidates {
            let here = |(index, literal): &(usize, &str)| values.get(*index).is_some_and(|value| value == literal);
            if !candidate.fixed.iter().all(here) {
                continue;
            }
            for (has, index) in candidate.operations {
                if has == wanted {
                    let kept = candidate.keep.iter().filter_map(|i| values.get(*i).cloned()).collect();
                    return Found::Operation(*index, kept);
                }
                allow.push(has.as_str());
                if *has == Method::GET {
                    allow.push(Method::HEAD.as_str());
                }
            }
        }
        allow.sort_unstable();
        allow.dedup();
        Found::OtherMethods(allow.join(", "))
    }
}

/// Puts every node into a dropshot API, for every method: what the document does not have answers 405 in the form
/// of this API. Operations whose path is registered as it is written are visible in dropshot's own document.
///
/// # Errors
/// When dropshot refuses a path.
pub fn register<S: Send + Sync + 'static>(
    nodes: &'static [Node],
    operations: &'static [Operation],
    dispatch: Dispatch<S>,
) -> Result<ApiDescription<Server<S>>, ApiDescriptionRegisterError> {
    const METHODS: [Method; 7] =
        [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];
    let mut api = ApiDescription::new();
    for node in nodes {
        for method in METHODS {
            let operation = node
                .candidates
                .iter()
                .filter(|candidate| candidate.path == node.path)
                .flat_map(|candidate| candidate.operations)
                .find(|(has, _)| *has == method)
                .and_then(|(_, index)| operations.get(*index));
            let id = match operation {
                Some(operation) => operation.id.to_owned(),
                None => format!("{} {}", method.as_str(), node.path),
            };
            let handler = move |context: RequestContext<Server<S>>, request: RawRequest| async move {
                Ok::<Response, HttpError>(gate::serve(&context, request, node, operations, dispatch).await)
            };
            let mut endpoint =
                ApiEndpoint::new(id, handler, method, "application/json", node.path, ApiEndpointVersions::All)
                    .visible(operation.is_some());
            if let Some(operation) = operation {
                endpoint = endpoint.tag(operation.tag);
            }
            endpoint.parameters.extend(node.variables.iter().flat_map(|name| variable(name)));
            api.register(endpoint)?;
        }
    }
    Ok(api)
}

/// Dropshot wants to see an extractor for each variable, though the gate reads them itself. The names are only known
/// at run time, so the description of one stand-in is given the right name.
fn variable(name: &str) -> Option<ApiEndpointParameter> {
    #[derive(Deserialize, JsonSchema)]
    struct StandIn {
        #[allow(dead_code, reason = "only the description of this type is used")]
        segment: String,
    }
    let described = dropshot::Path::<StandIn>::metadata(ApiEndpointBodyContentType::Json).parameters.pop()?;
    Some(ApiEndpointParameter::new_named(
        &ApiEndpointParameterLocation::Path,
        name.to_owned(),
        None,
        true,
        described.schema,
        Vec::new(),
    ))
}
