//! Durability of commits: `--synchronous` and the variable `RUNYARD_SYNCHRONOUS`.

use std::str::FromStr;

/// The durability of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Synchronous {
    /// That the operating system has it. It survives the death of the server's process at any moment, but a power
    /// failure or a crash of the operating system may undo the commits of the last half minute or so (on Linux with its
    /// defaults).
    #[default]
    Normal,
    /// That the disk has it. It survives a power failure, too.
    Full,
}

impl FromStr for Synchronous {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.to_ascii_lowercase().as_str() {
            "normal" => Ok(Self::Normal),
            "full" => Ok(Self::Full),
            _ => Err("it must be full (survives power failures) or normal (faster)"),
        }
    }
}
