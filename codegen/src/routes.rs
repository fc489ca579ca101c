//! The paths of the document in the order in which a request is compared with them.
//!
//! Upstream lets a literal path come before a variable one that fits as well, so `/threads/search` stands before
//! `/threads/{thread_id}`.

use std::cmp::Ordering;

use crate::error::{Error, Result, join};
use crate::model::Model;

/// One path of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The path as the document has it.
    pub path: String,
    /// Method and index of the operation.
    pub operations: Vec<(String, usize)>,
}

/// One piece of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment<'a> {
    /// Text that must be there.
    Literal(&'a str),
    /// Whatever is there is a parameter.
    Variable,
}

impl Route {
    /// The pieces of the path.
    pub fn segments(&self) -> Vec<Segment<'_>> {
        let segment = |s| if is_variable(s) { Segment::Variable } else { Segment::Literal(s) };
        self.path.split('/').filter(|s| !s.is_empty()).map(segment).collect()
    }
}

/// Every path of the model, those with literals first.
pub fn routes(model: &Model) -> Result<Vec<Route>> {
    let mut routes: Vec<Route> = Vec::new();
    for (index, operation) in model.operations.iter().enumerate() {
        for path in std::iter::once(&operation.path).chain(&operation.aliases) {
            check(path)?;
            let entry = (operation.method.clone(), index);
            match routes.iter_mut().find(|route| route.path == *path) {
                Some(route) => route.operations.push(entry),
                None => routes.push(Route { path: path.clone(), operations: vec![entry] }),
            }
        }
    }
    for (at, route) in routes.iter().enumerate() {
        let mut methods: Vec<&str> = Vec::new();
        // Names of variables do not tell paths apart.
        for other in routes[..=at].iter().filter(|other| other.segments() == route.segments()) {
            methods.extend(other.operations.iter().map(|(method, _)| method.as_str()));
        }
        methods.sort_unstable();
        if let Some(twice) = methods.windows(2).find(|pair| pair[0] == pair[1]) {
            let text = format!("two operations answer {} {}", twice[0], route.path);
            return Err(Error::at(join("/paths", &route.path), text));
        }
    }
    routes.sort_by(|a, b| order(&a.segments(), &b.segments()).then_with(|| a.path.cmp(&b.path)));
    Ok(routes)
}

fn check(path: &str) -> Result<()> {
    let refuse = |text| Err(Error::at(join("/paths", path), text));
    if !path.starts_with('/') || path.contains("//") || (path.len() > 1 && path.ends_with('/')) {
        return refuse("a path begins with one slash and does not end with one");
    }
    let halves = |s: &str| s.contains(['{', '}']) && !(is_variable(s) && s.len() > 2);
    if path.split('/').any(halves) { refuse("a variable is a whole segment") } else { Ok(()) }
}

fn is_variable(segment: &str) -> bool {
    segment.starts_with('{') && segment.ends_with('}')
}

fn order(a: &[Segment<'_>], b: &[Segment<'_>]) -> Ordering {
    for (a, b) in a.iter().zip(b) {
        let order = match (a, b) {
            (Segment::Literal(a), Segment::Literal(b)) => a.cmp(b),
            (Segment::Literal(_), Segment::Variable) => Ordering::Less,
            (Segment::Variable, Segment::Literal(_)) => Ordering::Greater,
            (Segment::Variable, Segment::Variable) => Ordering::Equal,
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    a.len().cmp(&b.len())
}
