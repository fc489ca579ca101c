//! How many checks came to what.

use serde::{Deserialize, Serialize};

use super::model::Entry;
use crate::outcome::Verdict;

/// How many checks came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Passed, known failures among them that pass.
    pub pass: usize,
    /// Failed, known or not.
    pub fail: usize,
    /// Skipped.
    pub skip: usize,
    /// The harness could not tell.
    pub error: usize,
    /// How many of the failed ones were known.
    pub known: usize,
}

impl Counts {
    /// Counts entries.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut counts = Self::default();
        for entry in entries {
            counts.add(entry);
        }
        counts
    }

    /// Counts one more.
    pub fn add(&mut self, entry: &Entry) {
        match entry.verdict {
            Verdict::Pass => self.pass += 1,
            Verdict::Fail => self.fail += 1,
            Verdict::Skip => self.skip += 1,
            Verdict::Error => self.error += 1,
        }
        if entry.is_known_failure() {
            self.known += 1;
        }
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> usize {
        self.pass + self.fail + self.skip + self.error
    }

    /// Those that say something about the target: passed or failed.
    #[must_use]
    pub fn judged(&self) -> usize {
        self.pass + self.fail
    }

    /// `98.4 %`: how many of the judged ones passed. Rounded down, so that 100 % means all.
    #[must_use]
    pub fn share(&self) -> String {
        match (self.pass * 1000).checked_div(self.judged()) {
            Some(permille) if permille % 10 == 0 => format!("{} %", permille / 10),
            Some(permille) => format!("{}.{} %", permille / 10, permille % 10),
            None => "–".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_one_is_never_a_hundred_per_cent() {
        let counts = |pass, fail| Counts { pass, fail, ..Counts::default() }.share();
        assert_eq!(counts(9_999, 1), "99.9 %");
        assert_eq!(counts(10, 0), "100 %");
        assert_eq!(counts(0, 0), "–");
    }
}
