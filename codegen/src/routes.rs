//! From the paths of the document to paths that dropshot's router takes.
//!
//! The router refuses a literal beside a variable segment, whatever the methods. Where the document has both, the
//! literal paths are folded into the variable one, and the node remembers which values of the variable mean which
//! path.

use crate::error::{Error, Result, join};
use crate::model::{Model, path_variables};

/// One path as the router knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The registered template.
    pub path: String,
    /// Its variables, in order.
    pub variables: Vec<String>,
    /// The paths of the document behind it; those with more literals come first.
    pub candidates: Vec<Candidate>,
}

/// One path of the document behind a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The path as the document has it.
    pub path: String,
    /// Which variables of the node must have which value.
    pub fixed: Vec<(usize, String)>,
    /// Which variables of the node are the parameters of the path, in its order.
    pub keep: Vec<usize>,
    /// Method and index of the operation.
    pub operations: Vec<(String, usize)>,
}

/// Folds every path of the model.
pub fn fold(model: &Model) -> Result<Vec<Node>> {
    let mut paths: Vec<(String, Vec<(String, usize)>)> = Vec::new();
    for (index, operation) in model.operations.iter().enumerate() {
        for path in std::iter::once(&operation.path).chain(&operation.aliases) {
            let entry = (operation.method.clone(), index);
            match paths.iter_mut().find(|(p, _)| p == path) {
                Some((_, operations)) if operations.iter().any(|(m, _)| *m == operation.method) => {
                    return Err(Error::at(
                        join("/paths", path),
                        format!("two operations answer {} {path}", operation.method),
                    ));
                }
                Some((_, operations)) => operations.push(entry),
                None => paths.push((path.clone(), vec![entry])),
            }
        }
    }
    for (path, _) in &paths {
        if !path.starts_with('/') || path.contains("//") || (path.len() > 1 && path.ends_with('/')) {
            return Err(Error::at(join("/paths", path), "a path begins with one slash and does not end with one"));
        }
        for segment in path.split('/') {
            if segment.contains(['{', '}'])
                && !(segment.starts_with('{') && segment.ends_with('}') && segment.len() > 2)
            {
                return Err(Error::at(join("/paths", path), "a variable is a whole segment"));
            }
        }
    }

    let mut nodes: Vec<Node> = Vec::new();
    let all: Vec<&str> = paths.iter().map(|(p, _)| p.as_str()).collect();
    for (path, operations) in &paths {
        let registered = registered(path, &all);
        let variables = path_variables(&registered);
        let mut fixed = Vec::new();
        let mut keep = Vec::new();
        let mut index = 0;
        for (own, outer) in segments(path).iter().zip(segments(&registered)) {
            if !is_variable(outer) {
                continue;
            }
            if is_variable(own) {
                keep.push(index)
            } else {
                fixed.push((index, (*own).to_string()))
            }
            index += 1;
        }
        let candidate = Candidate { path: path.clone(), fixed, keep, operations: operations.clone() };
        match nodes.iter_mut().find(|n| n.path == registered) {
            Some(node) => node.candidates.push(candidate),
            None => nodes.push(Node { path: registered, variables, candidates: vec![candidate] }),
        }
    }
    for node in &mut nodes {
        node.candidates.sort_by_key(|c| std::cmp::Reverse(c.fixed.len()));
        let mut names = node.variables.clone();
        names.sort();
        names.dedup();
        if names.len() != node.variables.len() {
            return Err(Error::at(join("/paths", &node.path), "a path names the same variable twice"));
        }
    }
    nodes.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(nodes)
}

fn segments(path: &str) -> Vec<&str> {
    path.split('/').skip(1).filter(|s| !s.is_empty()).collect()
}

fn is_variable(segment: &str) -> bool {
    segment.starts_with('{')
}

/// The template under which a path is registered, given all paths.
fn registered(path: &str, all: &[&str]) -> String {
    let own = segments(path);
    // The paths that meet this one at every segment so far.
    let mut beside: Vec<Vec<&str>> = all.iter().map(|p| segments(p)).collect();
    let mut out = String::new();
    for (depth, segment) in own.iter().enumerate() {
        let variable = beside.iter().filter_map(|p| p.get(depth)).find(|s| is_variable(s)).copied();
        let chosen = variable.unwrap_or(segment);
        out.push('/');
        out.push_str(chosen);
        beside.retain(|p| p.get(depth).is_some_and(|s| variable.is_some() || s == segment));
    }
    if out.is_empty() { "/".into() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    const API: &[&str] = &[
        "/threads",
        "/threads/search",
        "/threads/{thread_id}",
        "/threads/{thread_id}/runs",
        "/threads/{thread_id}/runs/stream",
        "/threads/{thread_id}/runs/{run_id}",
        "/threads/{thread_id}/runs/{run_id}/join",
        "/runs",
        "/runs/crons",
        "/runs/crons/search",
        "/runs/crons/{cron_id}",
        "/runs/stream",
        "/x/{a}",
        "/x/{b}/y",
        "/",
    ];

    #[test]
    fn literals_beside_variables_take_the_variable() {
        let registered = |p: &str| registered(p, API);
        assert_eq!(registered("/threads/search"), "/threads/{thread_id}");
        assert_eq!(registered("/threads/{thread_id}/runs/stream"), "/threads/{thread_id}/runs/{run_id}");
        assert_eq!(registered("/runs/crons/search"), "/runs/crons/{cron_id}");
        assert_eq!(registered("/runs/stream"), "/runs/stream");
        assert_eq!(registered("/"), "/");
    }

    #[test]
    fn nothing_is_left_that_the_router_refuses() {
        let folded: Vec<String> = API.iter().map(|p| registered(p, API)).collect();
        for a in &folded {
            for b in &folded {
                for (depth, (x, y)) in segments(a).iter().zip(segments(b)).enumerate() {
                    // From the first difference on the paths are in different parts of the router.
                    if *x != y {
                        assert!(!is_variable(x) && !is_variable(y), "{a} beside {b} at segment {depth}");
                        break;
                    }
                }
            }
        }
    }

    #[test]
    fn one_position_has_one_variable_name() {
        assert_eq!(registered("/x/{b}/y", API), "/x/{a}/y");
    }
}
