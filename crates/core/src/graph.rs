//! Graphs and their state.

use serde::Serialize;

/// The state of a graph.
#[derive(Clone, Debug, PartialEq)]
pub enum GraphState {
    /// Its worker is still importing it.
    Loading,
    /// It can be run.
    Ready,
    /// It could not be imported.
    Failed(GraphError),
    /// No worker could be started to import it. The server keeps trying, and its runs wait.
    Stalled(GraphError),
}

/// The exception that the import of a graph raised.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct GraphError {
    /// The exception's class.
    pub error: String,
    /// Its message.
    pub message: String,
    /// The file it arose in.
    #[serde(default)]
    pub file: Option<String>,
    /// The line, from 1.
    #[serde(default)]
    pub line: Option<u32>,
    /// The whole traceback.
    #[serde(default)]
    pub traceback: Option<String>,
}

impl std::fmt::Display for GraphError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}:")?;
            if let Some(line) = self.line {
                write!(f, "{line}:")?;
            }
            f.write_str(" ")?;
        }
        write!(f, "{}: {}", self.error, self.message)
    }
}

/// A graph that the configuration names.
#[derive(Clone, Debug, PartialEq)]
pub struct GraphInfo {
    /// Its id.
    pub graph_id: String,
    /// Text for people, from the configuration.
    pub description: Option<String>,
    /// The state.
    pub state: GraphState,
}
