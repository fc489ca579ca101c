//! Errors in a configuration, with remedies.

use std::path::PathBuf;

/// An error in a configuration. The text names the location and the remedy.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// There is no such file.
    #[error("failed to find {}: {remedy}", file.display())]
    Missing {
        /// The file.
        file: PathBuf,
        /// The command.
        remedy: String,
    },
    /// The file is there but cannot be read.
    #[error("failed to read {}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// The file is not JSON. The text has line and column.
    #[error("failed to read {}: line {line}, column {column}: {message}", file.display())]
    Syntax {
        /// The file.
        file: PathBuf,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// The actual or expected value.
        message: String,
    },
    /// A value is wrong.
    #[error("failed to use {}: {path}: {problem}; {remedy}", file.display())]
    Value {
        /// The file.
        file: PathBuf,
        /// The location in the file, for example `$.graphs.agent.path`.
        path: String,
        /// The error.
        problem: String,
        /// The command.
        remedy: String,
    },
    /// An environment variable has a value that it cannot have.
    #[error("failed to use the environment variable {variable}={value:?}: {expected}")]
    Variable {
        /// Its name.
        variable: String,
        /// Its value.
        value: String,
        /// The expected value.
        expected: String,
    },
    /// A flag has a value that it cannot have.
    #[error("failed to use the flag {flag} {value:?}: {expected}")]
    Flag {
        /// The flag, with its dashes.
        flag: String,
        /// Its value.
        value: String,
        /// The expected value.
        expected: String,
    },
    /// The configuration asks for protection that this server does not have, and it would be reachable from elsewhere.
    #[error(
        "failed to start on {host}: {} asks for authentication ($.auth), which is not supported: anybody could use the server; \
         listen on 127.0.0.1 and put a proxy that authenticates in front of it, or remove the key", file.display()
    )]
    Unprotected {
        /// The file.
        file: PathBuf,
        /// The address.
        host: String,
    },
}

/// An invalid value whose file is not known yet.
#[derive(Debug)]
pub(super) struct Problem {
    /// The location, for example `$.http.cors`; empty for the whole section.
    pub path: String,
    /// The error.
    pub problem: String,
    /// The command.
    pub remedy: String,
}

/// Something in the configuration that has no effect here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The location, for example `$.store.index`.
    pub path: String,
    /// The effect and the remedy.
    pub text: String,
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path, self.text)
    }
}
