//! From a request's path to the operation of the document.
//!
//! dropshot's router refuses a literal beside a variable segment (`/threads/search` beside `/threads/{thread_id}`) and
//! answers what it does not know in a form of its own. So it is given one endpoint for every path, and the table that
//! is generated from the document is looked through here.

use std::pin::Pin;

use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, ApiEndpoint, ApiEndpointBodyContentType, ApiEndpointVersions,
    HttpError, RawRequest, RequestContext, SharedExtractor,
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

/// One path of the document.
#[derive(Debug)]
pub struct Route {
    /// The path as the document has it, or an alias.
    pub path: &'static str,
    /// Its pieces.
    pub segments: &'static [Segment],
    /// Methods and the indexes of their operations.
    pub operations: &'static [(Method, usize)],
}

/// One piece of a path.
#[derive(Debug, PartialEq, Eq)]
pub enum Segment {
    /// This text.
    Literal(&'static str),
    /// A parameter.
    Variable,
}

/// The table generated from the document: its paths, its operations, and the dispatch to their handlers.
pub struct Table<S> {
    /// Every path, those with literals before those with variables.
    pub routes: &'static [Route],
    /// Every operation.
    pub operations: &'static [Operation],
    /// Calls the handler of an operation.
    pub dispatch: Dispatch<S>,
}

impl<S> Clone for Table<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Table<S> {}

/// The answer of an endpoint, to be awaited.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Response, ApiError>> + Send + 'a>>;

/// Calls the handler of an operation.
pub type Dispatch<S> = for<'a> fn(&'a S, &'a Call, RequestBody) -> Answer<'a>;

/// The prefix of a server's operations, and the tags that are disabled.
#[derive(Clone, Debug, Default)]
pub struct ApiScope {
    prefix: Vec<String>,
    disabled_tags: Vec<String>,
}

/// Answers at the root as well if the server has a mount prefix, and regardless of disabled tags, for load balancers.
const HEALTH: &str = "/ok";
/// As [`HEALTH`], while no tag is disabled.
const ROOT: &str = "/";

impl ApiScope {
    /// Creates a scope with a prefix such as `/api/v1` before every path (empty for none), and without the operations
    /// of these tags.
    #[must_use]
    pub fn new(prefix: &str, disabled_tags: Vec<String>) -> Self {
        let prefix = prefix.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect();
        Self { prefix, disabled_tags }
    }

    /// The prefix as it is written before a path; empty for none.
    #[must_use]
    pub fn prefix(&self) -> String {
        self.prefix.iter().flat_map(|segment| ["/", segment]).collect()
    }

    /// Returns whether the server has an operation under a path of the document.
    #[must_use]
    pub fn has(&self, path: &str, operation: &Operation) -> bool {
        path == HEALTH || !self.disabled_tags.iter().any(|tag| tag == operation.tag)
    }

    /// Returns whether the server has everything that the document has.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.disabled_tags.is_empty()
    }
}

/// The result of matching a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RouteMatch {
    /// An operation, with the parameters of its path.
    Operation(usize, Vec<String>),
    /// The path exists, but not for this method. Holds the value of `allow`.
    OtherMethods(String),
    /// The path does not exist.
    Nothing,
}

impl<S> Table<S> {
    /// Finds the operation for a method and the segments of a path. A literal path without the method leaves the
    /// request to the variable path, as upstream does.
    pub(super) fn find(&self, api_scope: &ApiScope, method: &Method, path: Vec<String>) -> RouteMatch {
        // HEAD is GET without the body.
        let wanted = if *method == Method::HEAD { &Method::GET } else { method };
        let inside = path.starts_with(&api_scope.prefix);
        let own = if inside { &path[api_scope.prefix.len()..] } else { &path[..] };
        let mut allow: Vec<&str> = Vec::new();
        for route in self.routes.iter().filter(|route| route.fits(own)) {
            if !inside && !matches!(route.path, HEALTH | ROOT) {
                continue;
            }
            for (has, index) in route.operations {
                if !api_scope.has(route.path, &self.operations[*index]) {
                    continue;
                }
                if has == wanted {
                    return RouteMatch::Operation(*index, route.parameters(path, api_scope.prefix.len()));
                }
                allow.push(has.as_str());
                if *has == Method::GET {
                    allow.push(Method::HEAD.as_str());
                }
            }
        }
        if allow.is_empty() {
            return RouteMatch::Nothing;
        }
        allow.sort_unstable();
        allow.dedup();
        RouteMatch::OtherMethods(allow.join(", "))
    }
}

impl Route {
    fn fits(&self, path: &[String]) -> bool {
        self.segments.len() == path.len()
            && self.segments.iter().zip(path).all(|(segment, text)| match segment {
                Segment::Literal(literal) => literal == text,
                Segment::Variable => true,
            })
    }

    fn parameters(&self, path: Vec<String>, skip: usize) -> Vec<String> {
        let own = path.into_iter().skip(skip).zip(self.segments);
        own.filter(|(_, segment)| **segment == Segment::Variable).map(|(text, _)| text).collect()
    }
}

/// Every path, decoded and in pieces.
#[derive(Deserialize, JsonSchema)]
pub(super) struct AnyPath {
    pub path: Vec<String>,
}

/// Puts the one endpoint into a dropshot API, for every method that a client may think of.
///
/// # Errors
/// Returns an error if dropshot refuses it.
pub fn register<S: Send + Sync + 'static>(
    table: Table<S>,
) -> Result<ApiDescription<Server<S>>, ApiDescriptionRegisterError> {
    const METHODS: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"];
    let mut api = ApiDescription::new();
    for name in METHODS {
        let Ok(method) = Method::from_bytes(name.as_bytes()) else { continue };
        let handler = move |context: RequestContext<Server<S>>, request: RawRequest| async move {
            Ok::<Response, HttpError>(gate::serve(&context, request, table).await)
        };
        let (json, all) = ("application/json", ApiEndpointVersions::All);
        let mut endpoint = ApiEndpoint::new(name.to_owned(), handler, method, json, "/{path:.*}", all).visible(false);
        // The gate reads the path itself, but dropshot wants to see who does.
        endpoint.parameters = dropshot::Path::<AnyPath>::metadata(ApiEndpointBodyContentType::Json).parameters;
        api.register(endpoint)?;
    }
    Ok(api)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn operation(index: usize, method: Method, path: &'static str, tag: &'static str) -> Operation {
        Operation { index, id: "x", method, path, tag, success: &[200] }
    }

    const fn literal(text: &'static str) -> Segment {
        Segment::Literal(text)
    }

    static OPERATIONS: &[Operation] = &[
        operation(0, Method::GET, "/ok", "System"),
        operation(1, Method::POST, "/things/search", "Things"),
        operation(2, Method::GET, "/things/{id}", "Things"),
        operation(3, Method::GET, "/info", "System"),
    ];
    static ROUTES: &[Route] = &[
        Route { path: "/", segments: &[], operations: &[(Method::GET, 0)] },
        Route { path: "/info", segments: &[literal("info")], operations: &[(Method::GET, 3)] },
        Route { path: "/ok", segments: &[literal("ok")], operations: &[(Method::GET, 0)] },
        Route {
            path: "/things/search",
            segments: &[literal("things"), literal("search")],
            operations: &[(Method::POST, 1)],
        },
        Route {
            path: "/things/{id}",
            segments: &[literal("things"), Segment::Variable],
            operations: &[(Method::GET, 2)],
        },
    ];

    fn find(api_scope: &ApiScope, method: &str, path: &str) -> RouteMatch {
        let table = Table::<()> {
            routes: ROUTES,
            operations: OPERATIONS,
            dispatch: |(), _, _| Box::pin(async { Err(ApiError::internal()) }),
        };
        let segments = path.split('/').filter(|s| !s.is_empty()).map(str::to_owned).collect();
        table.find(api_scope, &Method::from_bytes(method.as_bytes()).unwrap(), segments)
    }

    #[test]
    fn a_literal_counts_more_than_a_variable_when_it_has_the_method() {
        let root = ApiScope::default();
        assert_eq!(find(&root, "POST", "/things/search"), RouteMatch::Operation(1, vec![]));
        assert_eq!(find(&root, "GET", "/things/search"), RouteMatch::Operation(2, vec!["search".into()]));
        assert_eq!(find(&root, "HEAD", "/things/7/"), RouteMatch::Operation(2, vec!["7".into()]));
        assert_eq!(find(&root, "PUT", "/things/search"), RouteMatch::OtherMethods("GET, HEAD, POST".into()));
        assert_eq!(find(&root, "GET", "/things"), RouteMatch::Nothing);
        assert_eq!(find(&root, "GET", "/"), RouteMatch::Operation(0, vec![]));
    }

    #[test]
    fn a_mounted_server_answers_below_its_prefix_and_is_well_at_the_root() {
        let api_scope = ApiScope::new("/api/v1", vec![]);
        assert_eq!(api_scope.prefix(), "/api/v1");
        for path in ["/api/v1/ok", "/api/v1", "/ok", "/"] {
            assert_eq!(find(&api_scope, "GET", path), RouteMatch::Operation(0, vec![]), "{path}");
        }
        assert_eq!(find(&api_scope, "GET", "/api/v1/things/7"), RouteMatch::Operation(2, vec!["7".into()]));
        for path in ["/things/7", "/info", "/api/ok", "/api/v1/api/v1/ok"] {
            assert_eq!(find(&api_scope, "GET", path), RouteMatch::Nothing, "{path}");
        }
    }

    #[test]
    fn what_is_closed_is_not_there_but_health_is() {
        let api_scope = ApiScope::new("", vec!["System".into()]);
        assert_eq!(find(&api_scope, "GET", "/info"), RouteMatch::Nothing);
        assert_eq!(find(&api_scope, "GET", "/"), RouteMatch::Nothing);
        assert_eq!(find(&api_scope, "GET", "/ok"), RouteMatch::Operation(0, vec![]));
        let api_scope = ApiScope::new("", vec!["Things".into()]);
        assert_eq!(find(&api_scope, "PUT", "/things/search"), RouteMatch::Nothing);
        assert_eq!(find(&api_scope, "GET", "/info"), RouteMatch::Operation(3, vec![]));
    }
}
