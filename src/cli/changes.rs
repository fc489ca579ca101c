//! Development: when `langgraph.json` or the file of its `env` changes, the server starts anew.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    time::Duration,
};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use slog::Logger;
use tokio::{sync::mpsc, time::timeout};

use crate::config::Config;

/// Editors write a file in several steps: the change is over when it has been quiet for so long.
const QUIET_MS: u64 = 150;

/// Watches the files of a configuration.
pub(super) struct ConfigWatch {
    /// Kept alive: its end is the end of the events.
    _watcher: RecommendedWatcher,
    events: mpsc::UnboundedReceiver<()>,
    /// The files and what was in them; `None` for one that did not exist.
    contents: HashMap<PathBuf, Option<Vec<u8>>>,
}

impl ConfigWatch {
    /// Starts to watch; `None` without a file, or when the operating system refuses, which is logged.
    pub(super) fn start(config: &Config, log: &Logger) -> Option<Self> {
        let files: Vec<PathBuf> =
            config.file.iter().chain(&config.env_file).filter_map(|f| std::path::absolute(f).ok()).collect();
        if files.is_empty() {
            return None;
        }
        Self::of(files)
            .inspect_err(|error| slog::warn!(log, "changes of the configuration will not be noticed: {error}"))
            .ok()
    }

    fn of(files: Vec<PathBuf>) -> notify::Result<Self> {
        let (sender, events) = mpsc::unbounded_channel();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| !event.kind.is_access()) {
                let _ = sender.send(());
            }
        })?;
        // The directories, because editors replace files by new ones, and a file may not exist yet.
        let mut dirs: Vec<&Path> = files.iter().filter_map(|file| file.parent()).filter(|dir| dir.is_dir()).collect();
        dirs.sort_unstable();
        dirs.dedup();
        for dir in dirs {
            watcher.watch(dir, RecursiveMode::NonRecursive)?;
        }
        let contents = files.into_iter().map(|file| (file.clone(), std::fs::read(file).ok())).collect();
        Ok(Self { _watcher: watcher, events, contents })
    }

    /// Waits until the content of a file is another one.
    pub(super) async fn changed(&mut self) -> PathBuf {
        loop {
            if self.events.recv().await.is_none() {
                return std::future::pending().await;
            }
            while let Ok(Some(())) = timeout(Duration::from_millis(QUIET_MS), self.events.recv()).await {}
            let mut changed = None;
            for (file, content) in &mut self.contents {
                let now = std::fs::read(file).ok();
                if now != *content {
                    *content = now;
                    changed = Some(file.clone());
                }
            }
            if let Some(file) = changed {
                return file;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn sees_new_content_and_files_that_are_made_later() {
        let dir = tempfile::tempdir().unwrap();
        let (json, env) = (dir.path().join("langgraph.json"), dir.path().join(".env"));
        std::fs::write(&json, "{}").unwrap();
        let mut watch = ConfigWatch::of(vec![json.clone(), env.clone()]).unwrap();
        // The same content is no change.
        std::fs::write(&json, "{}").unwrap();
        std::fs::write(dir.path().join("other"), "x").unwrap();
        std::fs::write(&env, "A=1").unwrap();
        assert_eq!(watch.changed().await, env);
        std::fs::write(dir.path().join("draft"), "{\"a\": 1}").unwrap();
        std::fs::rename(dir.path().join("draft"), &json).unwrap();
        assert_eq!(watch.changed().await, json);
    }
}
