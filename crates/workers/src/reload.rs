//! Development: when the graphs' code changes, the workers are replaced.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    time::Duration,
};

use notify::{
    EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{CreateKind, ModifyKind},
};
use tokio::{
    sync::mpsc,
    time::{Instant, timeout_at},
};

/// Directories that hold no code of the graphs, and in part very many files. Hidden ones are ignored as well.
const IGNORED_DIRS: [&str; 4] = ["__pycache__", "node_modules", "venv", "site-packages"];
/// Files whose change means that the code has changed. Not data: graphs write files too, and would restart themselves.
const CODE_EXTENSIONS: [&str; 7] = ["py", "toml", "yaml", "yml", "j2", "jinja", "jinja2"];
/// More directories are not watched.
const DIRS_MAX: usize = 4096;
/// Editors and version control change several files at once: the change is over when it has been quiet for so long.
const QUIET_MS: u64 = 150;

/// A failure to watch.
#[derive(Debug, thiserror::Error)]
#[error("failed to watch {path} for changes")]
pub struct WatchError {
    path: PathBuf,
    source: notify::Error,
}

/// Watches directories with everything below them.
pub struct CodeWatch {
    watcher: RecommendedWatcher,
    events: mpsc::UnboundedReceiver<notify::Event>,
    watched: BTreeSet<PathBuf>,
    log: slog::Logger,
}

impl CodeWatch {
    /// Starts to watch.
    ///
    /// # Errors
    /// Returns an error if the operating system refuses.
    pub fn start(dirs: &[PathBuf], log: slog::Logger) -> Result<Self, WatchError> {
        let (sender, events) = mpsc::unbounded_channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // Errors concern single paths that came and went; what matters brings another event.
            if let Ok(event) = event
                && matters(&event)
            {
                let _ = sender.send(event);
            }
        })
        .map_err(|source| WatchError { path: dirs.first().cloned().unwrap_or_default(), source })?;
        let mut watch = Self { watcher, events, watched: BTreeSet::new(), log };
        for dir in dirs {
            // The directories that were named are watched whatever they are called.
            watch.watch_below(dir)?;
        }
        Ok(watch)
    }

    /// Each directory is watched for itself: watching recursively would take in virtual environments with their ten
    /// thousands of files.
    fn watch_below(&mut self, dir: &Path) -> Result<(), WatchError> {
        let mut queue = vec![dir.to_owned()];
        while let Some(dir) = queue.pop() {
            if self.watched.len() >= DIRS_MAX {
                slog::warn!(self.log, "too many directories: changes are not seen in all of them"; "limit" => DIRS_MAX);
                return Ok(());
            }
            if !self.watched.insert(dir.clone()) {
                continue;
            }
            self.watcher
                .watch(&dir, RecursiveMode::NonRecursive)
                .map_err(|source| WatchError { path: dir.clone(), source })?;
            // A directory that cannot be read has no code that could be imported.
            let entries = std::fs::read_dir(&dir).into_iter().flatten().flatten();
            // Links are not followed: they may lead in circles.
            let dirs = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
            queue.extend(dirs.map(|entry| entry.path()).filter(|path| !is_ignored(path)));
        }
        Ok(())
    }

    /// Waits for the next change of code, until it is over. Returns the files; `None` when nothing can be watched any
    /// more.
    pub async fn changed(&mut self) -> Option<BTreeSet<PathBuf>> {
        let mut files = BTreeSet::new();
        while files.is_empty() {
            let event = self.events.recv().await?;
            self.take(event, &mut files);
        }
        let mut quiet = Instant::now() + Duration::from_millis(QUIET_MS);
        while let Ok(event) = timeout_at(quiet, self.events.recv()).await {
            self.take(event?, &mut files);
            quiet = Instant::now() + Duration::from_millis(QUIET_MS);
        }
        Some(files)
    }

    fn take(&mut self, event: notify::Event, files: &mut BTreeSet<PathBuf>) {
        for path in event.paths {
            if is_code(&path) {
                files.insert(path);
            } else if path.is_dir() && !is_ignored(&path) {
                if let Err(error) = self.watch_below(&path) {
                    slog::warn!(self.log, "{error}"; "error" => %error.source);
                }
                // Files may have come into it before it was watched.
                files.extend(code_below(&path));
            } else if matches!(event.kind, EventKind::Remove(_)) {
                self.watched.remove(&path);
            }
        }
    }
}

fn matters(event: &notify::Event) -> bool {
    match event.kind {
        EventKind::Create(CreateKind::Any | CreateKind::File | CreateKind::Folder | CreateKind::Other)
        | EventKind::Remove(_)
        | EventKind::Modify(ModifyKind::Any | ModifyKind::Data(_) | ModifyKind::Name(_) | ModifyKind::Other) => true,
        EventKind::Modify(ModifyKind::Metadata(_)) | EventKind::Access(_) | EventKind::Any | EventKind::Other => false,
    }
}

fn is_ignored(dir: &Path) -> bool {
    let Some(name) = dir.file_name().and_then(|name| name.to_str()) else { return true };
    name.starts_with('.') || IGNORED_DIRS.contains(&name) || dir.join("pyvenv.cfg").exists()
}

fn is_code(path: &Path) -> bool {
    let hidden = path.file_name().and_then(|name| name.to_str()).is_none_or(|name| name.starts_with('.'));
    let extension = path.extension().and_then(|extension| extension.to_str());
    !hidden && extension.is_some_and(|extension| CODE_EXTENSIONS.contains(&extension))
}

fn code_below(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut queue = vec![dir.to_owned()];
    while let Some(dir) = queue.pop() {
        for entry in std::fs::read_dir(&dir).into_iter().flatten().flatten() {
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !is_ignored(&path) => queue.push(path),
                Ok(kind) if kind.is_file() && is_code(&path) => files.push(path),
                _ => {}
            }
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn log() -> slog::Logger {
        slog::Logger::root(slog::Discard, slog::o!())
    }

    #[tokio::test]
    async fn sees_code_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        for name in [".venv", "__pycache__", "pkg"] {
            fs::create_dir(root.join(name)).unwrap();
        }
        let mut watch = CodeWatch::start(std::slice::from_ref(&root), log()).unwrap();
        fs::write(root.join("data.json"), "{}").unwrap();
        fs::write(root.join(".venv/x.py"), "").unwrap();
        fs::write(root.join("__pycache__/x.py"), "").unwrap();
        fs::write(root.join("pkg/graph.py"), "x = 1").unwrap();
        assert_eq!(watch.changed().await.unwrap(), BTreeSet::from([root.join("pkg/graph.py")]));
        // A directory that is made later is watched too, and a file that is renamed into place is seen.
        fs::create_dir(root.join("new")).unwrap();
        fs::write(root.join("new/a.py"), "").unwrap();
        assert!(watch.changed().await.unwrap().contains(&root.join("new/a.py")));
        fs::write(root.join("new/.draft"), "x = 2").unwrap();
        fs::rename(root.join("new/.draft"), root.join("new/b.py")).unwrap();
        assert!(watch.changed().await.unwrap().contains(&root.join("new/b.py")));
    }
}
