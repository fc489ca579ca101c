//! `runyard compact`.

use std::{path::Path, process::ExitCode};

use super::{args::CompactArgs, fail};
use crate::{config::DEFAULT_DATA_DIR, start};
use runyard_core::{progress::Progress, text::chain};

/// Gives unused space of a database back to the disk.
#[must_use]
pub fn run(args: &CompactArgs) -> ExitCode {
    let root = args.config.as_deref().and_then(Path::parent).unwrap_or_else(|| Path::new(""));
    let data_dir = args.data_dir.clone().unwrap_or_else(|| root.join(DEFAULT_DATA_DIR));
    let path = data_dir.join(start::DATABASE_FILE);
    if !path.is_file() {
        return fail(&format!(
            "failed to find {}; name the data directory with --data-dir, or the configuration with --config",
            path.display()
        ));
    }
    eprintln!("Compacting {}; this takes a few seconds per gigabyte and may be interrupted.", path.display());
    // Outside of a terminal the line above has to do.
    let progress = Progress::for_people(&slog::Logger::root(slog::Discard, slog::o!()));
    match start::compact_storage(&data_dir, &progress) {
        Ok(sizes) => {
            println!(
                "Compacted {}: {} before, {} after.",
                path.display(),
                mebibytes(sizes.before),
                mebibytes(sizes.after)
            );
            ExitCode::SUCCESS
        }
        Err(error) => fail(&chain(&error)),
    }
}

fn mebibytes(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}
