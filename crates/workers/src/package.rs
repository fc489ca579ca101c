//! The Python package of the worker, carried in the binary and unpacked for the interpreter.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use include_dir::{Dir, DirEntry, include_dir};
use uuid::Uuid;

static PACKAGE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../worker/runyard_worker");

/// The package's name, which is its directory's.
const NAME: &str = "runyard_worker";
/// The file in it that starts a worker.
const PROGRAM: &str = "__main__.py";

/// Puts the package into the data directory, under a name made of its content, and returns the file that starts a
/// worker. When it is there already nothing is written: two servers may share it, and an older one may still use its
/// own.
///
/// # Errors
/// Returns an error if the files cannot be written.
pub fn unpack(data_dir: &Path) -> io::Result<PathBuf> {
    let mut files = Vec::new();
    collect(&PACKAGE, &mut files);
    files.sort();
    let mut content = Vec::new();
    for (path, bytes) in &files {
        content.extend_from_slice(path.to_string_lossy().as_bytes());
        content.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
        content.extend_from_slice(bytes);
    }
    let name = Uuid::new_v5(&Uuid::NAMESPACE_OID, &content).simple().to_string();
    let parent = data_dir.join("worker");
    let target = parent.join(&name);
    let program = std::path::absolute(target.join(NAME).join(PROGRAM))?;
    if target.is_dir() {
        return Ok(program);
    }
    fs::create_dir_all(&parent)?;
    // Written beside and then renamed: a start that is cut off must not leave half a package under the final name.
    let draft = parent.join(format!("{name}.{}", Uuid::new_v4().simple()));
    for (path, bytes) in files {
        let path = draft.join(NAME).join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, bytes)?;
    }
    if let Err(error) = fs::rename(&draft, &target) {
        fs::remove_dir_all(&draft)?;
        // Another server was faster.
        if !target.is_dir() {
            return Err(error);
        }
    }
    Ok(program)
}

fn collect<'a>(dir: &'a Dir<'a>, files: &mut Vec<(&'a Path, &'a [u8])>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) if dir.path().ends_with("__pycache__") => {}
            DirEntry::Dir(dir) => collect(dir, files),
            DirEntry::File(file) => files.push((file.path(), file.contents())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unpacks_once() {
        let dir = tempfile::tempdir().unwrap();
        let first = unpack(dir.path()).unwrap();
        assert!(first.ends_with("runyard_worker/__main__.py") && first.is_file(), "{} exists", first.display());
        let written = fs::metadata(&first).unwrap().modified().unwrap();
        assert_eq!(unpack(dir.path()).unwrap(), first);
        assert_eq!(fs::metadata(&first).unwrap().modified().unwrap(), written);
        assert_eq!(fs::read_dir(dir.path().join("worker")).unwrap().count(), 1);
    }
}
