//! All checks of the suite, and which of them are wanted.

use std::collections::BTreeSet;

use globset::{GlobBuilder, GlobMatcher};

use crate::document::Document;
use crate::model::{Check, Level};
use crate::sources;

/// The suite cannot be put together, or the selection makes no sense.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// Two checks have one id.
    #[error("two checks have the id {0}")]
    Twice(String),
    /// An id that cannot be written in a shell.
    #[error("{0:?} is not an id: lower-case words with - and _, joined by /")]
    Id(String),
    /// A source failed.
    #[error("failed to read the {0}: {1}")]
    Source(&'static str, String),
    /// A pattern that is none.
    #[error("{0} is not a pattern: {1}")]
    Pattern(String, String),
    /// An area that no check has.
    #[error("no check belongs to the area {0}; there are {1}")]
    Area(String, String),
}

/// All checks, ordered by id.
#[derive(Debug, Clone)]
pub struct Registry {
    checks: Vec<Check>,
}

impl Registry {
    /// The checks of all three sources for a document.
    ///
    /// # Errors
    /// When a source cannot be read or ids clash.
    pub fn new(document: &Document) -> Result<Self, RegistryError> {
        let mut checks = sources::examples::checks(document);
        checks.extend(sources::workflows::checks(document).map_err(|e| RegistryError::Source("workflows", e))?);
        checks.extend(sources::properties::checks(document));
        Self::of(checks)
    }

    /// These checks.
    ///
    /// # Errors
    /// When ids clash or are none.
    pub fn of(mut checks: Vec<Check>) -> Result<Self, RegistryError> {
        checks.sort_by(|a, b| a.id.cmp(&b.id));
        if let Some(pair) = checks.windows(2).find(|pair| pair[0].id == pair[1].id) {
            return Err(RegistryError::Twice(pair[0].id.clone()));
        }
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_/.".contains(c);
        match checks.iter().find(|check| check.id.is_empty() || !check.id.chars().all(allowed)) {
            Some(check) => Err(RegistryError::Id(check.id.clone())),
            None => Ok(Self { checks }),
        }
    }

    /// All checks.
    #[must_use]
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// The check with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Check> {
        self.checks.iter().find(|check| check.id == id)
    }

    /// The areas, in the order of the alphabet.
    #[must_use]
    pub fn areas(&self) -> BTreeSet<&str> {
        self.checks.iter().map(|check| check.area.as_str()).collect()
    }

    /// The checks that are wanted.
    ///
    /// # Errors
    /// When a pattern is none or an area does not exist.
    pub fn select(&self, selection: &Selection) -> Result<Vec<Check>, RegistryError> {
        let patterns = selection.only.iter().map(|text| pattern(text)).collect::<Result<Vec<_>, _>>()?;
        let areas = self.areas();
        if let Some(unknown) = selection.areas.iter().find(|area| !areas.contains(area.as_str())) {
            let known: Vec<&str> = areas.into_iter().collect();
            return Err(RegistryError::Area(unknown.clone(), known.join(", ")));
        }
        let wanted = |check: &&Check| {
            (patterns.is_empty() || patterns.iter().any(|pattern| pattern.is_match(&check.id)))
                && (selection.areas.is_empty() || selection.areas.contains(&check.area))
                && (selection.levels.is_empty() || selection.levels.contains(&check.level))
        };
        Ok(self.checks.iter().filter(wanted).cloned().collect())
    }
}

/// Which checks are wanted. What is empty restricts nothing.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Patterns of ids, any of which has to match.
    pub only: Vec<String>,
    /// Areas.
    pub areas: Vec<String>,
    /// Levels.
    pub levels: Vec<Level>,
}

/// `runs/join/*`, or `runs/**`: a star goes over slashes, too, because ids are no folders.
fn pattern(text: &str) -> Result<GlobMatcher, RegistryError> {
    let glob = GlobBuilder::new(text).literal_separator(false).build();
    glob.map(|glob| glob.compile_matcher()).map_err(|e| RegistryError::Pattern(text.to_owned(), e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registry() -> Registry {
        let check = |id: &str, level| Check::new(id, level, "", |_| async { Ok(()) });
        Registry::of(vec![
            check("runs/join/unknown-404", Level::Must),
            check("runs/wait/values", Level::Should),
            check("threads/create", Level::Must),
        ])
        .expect("ids are fine")
    }

    fn selected(selection: Selection) -> Vec<String> {
        registry().select(&selection).expect("the selection is fine").into_iter().map(|check| check.id).collect()
    }

    #[test]
    fn a_selection_is_by_pattern_area_and_level_together() {
        assert_eq!(selected(Selection::default()).len(), 3);
        let only = |text: &str| Selection { only: vec![text.into()], ..Selection::default() };
        assert_eq!(selected(only("runs/*")), ["runs/join/unknown-404", "runs/wait/values"]);
        assert_eq!(selected(only("*404")), ["runs/join/unknown-404"]);
        assert_eq!(selected(only("runs")), Vec::<String>::new());
        let both = Selection { areas: vec!["runs".into()], levels: vec![Level::Must], ..Selection::default() };
        assert_eq!(selected(both), ["runs/join/unknown-404"]);
    }

    #[test]
    fn an_area_that_does_not_exist_is_refused() {
        let error = registry().select(&Selection { areas: vec!["run".into()], ..Selection::default() }).unwrap_err();
        assert_eq!(error.to_string(), "no check belongs to the area run; there are runs, threads");
    }

    #[test]
    fn ids_are_unique_and_can_be_typed() {
        let check = |id: &str| Check::new(id, Level::Must, "", |_| async { Ok(()) });
        assert!(matches!(Registry::of(vec![check("a/b"), check("a/b")]), Err(RegistryError::Twice(_))));
        assert!(matches!(Registry::of(vec![check("a b")]), Err(RegistryError::Id(_))));
    }
}
