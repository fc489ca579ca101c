//! The one error of generation: what is wrong, and where in the specification.

use std::fmt;

/// Why no code could be generated, with the place in the specification.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Error {
    /// Which input the place belongs to: `openapi` or `overlay`.
    pub input: &'static str,
    /// JSON pointer (RFC 6901) of the place; empty for the whole document.
    pub pointer: String,
    /// What is wrong there, without the place.
    pub message: String,
}

impl Error {
    /// An error at `pointer` of the OpenAPI document.
    pub fn at(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Error { input: "openapi", pointer: pointer.into(), message: message.into() }
    }

    /// An error at `pointer` of the overlay.
    pub fn in_overlay(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Error { input: "overlay", pointer: pointer.into(), message: message.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer.is_empty() {
            write!(f, "{}: {}", self.input, self.message)
        } else {
            write!(f, "{}: {}: {}", self.input, self.pointer, self.message)
        }
    }
}

/// The result of every stage.
pub type Result<T> = std::result::Result<T, Error>;

/// Appends one unescaped segment to a JSON pointer.
pub fn join(pointer: &str, segment: &str) -> String {
    format!("{pointer}/{}", segment.replace('~', "~0").replace('/', "~1"))
}
