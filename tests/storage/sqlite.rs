//! SQLite: the contract, and what is its own.

use std::{path::PathBuf, sync::Arc};

use async_trait::async_trait;
use runyard_core::{
    checkpoint::{Blob, CheckpointUpkeep, NewWrites, PendingWrite},
    json::RawJson,
    run::{CancelAction, RunEnd},
    storage::{Storage, StorageError},
    thread::{CopyThread, ThreadPruned},
};
use runyard_sqlite::{SqliteOptions, SqliteStorage, Synchronous};
use serde_json::json;

use crate::{
    contract::{
        checkpoints::{put, write},
        contract_tests,
        copies::large,
    },
    harness::{Backend, Chance, at, claim, create, finish, get_thread, id, new_run, raw, success, thread},
};

/// A directory for one file.
struct Directory(tempfile::TempDir);

impl Directory {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary directory"))
    }

    fn options(&self) -> SqliteOptions {
        SqliteOptions::new(self.path())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("data").join("runyard.db")
    }
}

#[async_trait]
impl Backend for Directory {
    async fn open(&self) -> Arc<dyn Storage> {
        Arc::new(SqliteStorage::open(&self.options()).expect("the database can be opened"))
    }
}

contract_tests!(crate::sqlite::Directory::new());

fn refusal(directory: &Directory) -> StorageError {
    match SqliteStorage::open(&directory.options()) {
        Ok(_) => panic!("opened"),
        Err(error) => error,
    }
}

/// The whole chain, as the log shows it.
fn told(error: &StorageError) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        text.push_str(": ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}

#[tokio::test]
async fn a_second_server_is_refused_until_the_first_has_gone() {
    let directory = Directory::new();
    let first = directory.open().await;
    let error = refusal(&directory);
    assert!(matches!(error, StorageError::Locked(_)), "{error:?}");
    assert!(told(&error).contains("runyard.db.lock"), "{}", told(&error));
    let thread_id = thread(&*first).await;
    drop(first);
    get_thread(&*directory.open().await, thread_id).await;
}

#[tokio::test]
async fn a_newer_schema_is_refused_and_left_alone() {
    let directory = Directory::new();
    drop(directory.open().await);
    let conn = rusqlite::Connection::open(directory.path()).unwrap();
    let known: i64 = conn.pragma_query_value(None, "user_version", |r| r.get(0)).unwrap();
    conn.pragma_update(None, "user_version", known + 1).unwrap();
    drop(conn);
    let before = std::fs::read(directory.path()).unwrap();
    let error = refusal(&directory);
    let StorageError::Newer { path, found, known: ours } = &error else { panic!("{error:?}") };
    assert_eq!((path, *found, *ours), (&directory.path().display().to_string(), known + 1, known));
    assert_eq!(std::fs::read(directory.path()).unwrap(), before);
}

#[tokio::test]
async fn what_is_no_database_is_refused_by_name() {
    let directory = Directory::new();
    std::fs::create_dir_all(directory.path().parent().unwrap()).unwrap();
    std::fs::write(directory.path(), "this is not a database ".repeat(400)).unwrap();
    let error = refusal(&directory);
    assert!(matches!(error, StorageError::Corrupt { .. }), "{error:?}");
    let text = told(&error);
    assert!(text.contains(&directory.path().display().to_string()) && text.contains("backup"), "{text}");
}

#[tokio::test]
async fn a_damaged_database_is_refused_by_name() {
    let directory = Directory::new();
    drop(directory.open().await);
    let mut bytes = std::fs::read(directory.path()).unwrap();
    // The first page, after the header that says it is one of ours.
    bytes[100..2000].fill(0xa5);
    std::fs::write(directory.path(), bytes).unwrap();
    let error = refusal(&directory);
    assert!(matches!(error, StorageError::Corrupt { .. }), "{error:?}");
    assert!(told(&error).contains(&directory.path().display().to_string()), "{}", told(&error));
}

#[tokio::test]
async fn another_programs_database_is_refused_and_left_alone() {
    let directory = Directory::new();
    std::fs::create_dir_all(directory.path().parent().unwrap()).unwrap();
    let conn = rusqlite::Connection::open(directory.path()).unwrap();
    conn.execute_batch("CREATE TABLE recipes (name TEXT)").unwrap();
    drop(conn);
    let error = refusal(&directory);
    assert!(told(&error).contains("another program"), "{}", told(&error));
}

#[tokio::test]
async fn a_path_that_cannot_be_opened_is_named() {
    let directory = Directory::new();
    std::fs::create_dir_all(directory.path()).unwrap();
    let error = refusal(&directory);
    assert!(matches!(&error, StorageError::Open { path, .. } if *path == directory.path().display().to_string()));
}

/// Many writers at once share commits; one that fails in the middle takes nobody with it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failing_change_spares_those_it_shares_a_commit_with() {
    let directory = Directory::new();
    let storage = directory.open().await;
    let thread_id = thread(&*storage).await;
    let taken = create(&*storage, new_run(thread_id, at(0))).await.run.run_id;
    let callers: Vec<_> = (0..200)
        .map(|n| {
            let storage = storage.clone();
            tokio::spawn(async move {
                let mut new = new_run(thread(&*storage).await, at(1));
                if n % 3 == 0 {
                    new.run_id = taken;
                }
                let (thread_id, run_id) = (new.thread_id, new.run_id);
                (n, thread_id, run_id, storage.create_run(new).await)
            })
        })
        .collect();
    for caller in callers {
        let (n, thread_id, run_id, created) = caller.await.unwrap();
        assert_eq!(created.is_err(), n % 3 == 0, "{created:?}");
        assert_eq!(storage.get_run(thread_id, run_id).await.unwrap().is_some(), n % 3 != 0);
    }
    assert_eq!(claim(&*storage, at(2)).await.len(), 1 + 133);
}

#[tokio::test]
async fn every_option_has_an_effect_or_at_least_works() {
    let directory = Directory::new();
    let options = SqliteOptions {
        synchronous: Synchronous::Full,
        reader_pool_size: 1,
        write_queue_jobs: 1,
        max_group_jobs: 1,
        max_group_ms: 0,
        max_removal_ms: 0,
        ..directory.options()
    };
    let storage: Arc<dyn Storage> = Arc::new(SqliteStorage::open(&options).unwrap());
    let callers: Vec<_> = (0..20)
        .map(|_| {
            let storage = storage.clone();
            tokio::spawn(async move {
                let thread_id = thread(&*storage).await;
                get_thread(&*storage, thread_id).await.thread_id == thread_id
            })
        })
        .collect();
    for caller in callers {
        assert!(caller.await.unwrap());
    }
}

/// How many rows a query counts.
fn count(directory: &Directory, sql: &str) -> i64 {
    let conn = rusqlite::Connection::open(directory.path()).unwrap();
    conn.query_row(sql, [], |r| r.get(0)).unwrap()
}

/// Blobs that nobody names, and names of blobs that are not there.
const STRAYS: &str =
    "WITH named (blob_id) AS (SELECT blob_id FROM thread_values UNION ALL SELECT blob_id FROM channel_values
        UNION ALL SELECT blob_id FROM writes)
    SELECT (SELECT count(*) FROM blobs WHERE blob_id NOT IN (SELECT blob_id FROM named WHERE blob_id IS NOT NULL))
        + (SELECT count(*) FROM named WHERE blob_id IS NOT NULL AND blob_id NOT IN (SELECT blob_id FROM blobs))";

#[tokio::test]
async fn a_copy_of_a_large_thread_takes_no_room() {
    let directory = Directory::new();
    let storage = directory.open().await;
    let thread_id = thread(&*storage).await;
    for n in 0..50 {
        let version = format!("v{n}");
        put(&*storage, large(thread_id, None, &n.to_string(), &[("a", version.as_str())], &["a"])).await;
        write(&*storage, thread_id, None, &n.to_string(), 0, &"x".repeat(100_000)).await;
    }
    let pages = || count(&directory, "SELECT page_count FROM pragma_page_count");
    let before = pages();
    assert!(before > 2_000, "{before} pages of 4 KiB");
    for _ in 0..10 {
        let copy = CopyThread { thread_id, copy_id: id(), now: at(1) };
        storage.copy_thread(copy).await.unwrap().unwrap();
    }
    let after = pages();
    assert!(after < before + before / 10, "{before} pages became {after}");
    assert_eq!(count(&directory, "SELECT count(*) FROM blobs"), 100);
}

/// Whatever happens to threads and their copies, a blob is there exactly as long as a row names it.
#[tokio::test]
async fn blobs_live_as_long_as_somebody_has_them() {
    let directory = Directory::new();
    let storage = directory.open().await;
    let mut chance = Chance::new(7);
    let mut threads = vec![thread(&*storage).await];
    let mut step = 0;
    while step < 600 {
        step += 1;
        let thread_id = *chance.pick(&threads);
        let (checkpoint_id, version) = (chance.below(6).to_string(), chance.below(6).to_string());
        match chance.below(12) {
            0 => threads.push(thread(&*storage).await),
            1..=3 => {
                let run = create(&*storage, new_run(thread_id, at(step))).await.run;
                claim(&*storage, at(step)).await;
                let new =
                    large(thread_id, Some(run.run_id), &checkpoint_id, &[("a", &version), ("b", "1")], &["a", "b"]);
                put(&*storage, new).await;
                write(&*storage, thread_id, Some(run.run_id), &checkpoint_id, 0, &"x".repeat(2000)).await;
                if chance.below(2) == 0 {
                    storage.cancel_run(thread_id, run.run_id, CancelAction::Rollback, at(step)).await.unwrap();
                }
                let values = Some(raw(json!({"text": "x".repeat(chance.below(2000))})));
                finish(&*storage, RunEnd { values, ..success(run.run_id, 1, at(step)) }).await;
            }
            4 => {
                let special = PendingWrite {
                    task_id: "task".into(),
                    idx: -1,
                    channel: "__special__".into(),
                    path: String::new(),
                    blob: Blob { kind: "k".into(), bytes: vec![7; chance.below(3000)].into() },
                };
                let writes = vec![special];
                let ns = String::new();
                let new = NewWrites { thread_id, run_id: None, ns, checkpoint_id, writes, replace: true };
                storage.put_writes(new).await.unwrap();
            }
            5..=7 if threads.len() < 12 => {
                let copy = CopyThread { thread_id, copy_id: id(), now: at(step) };
                threads.push(storage.copy_thread(copy).await.unwrap().unwrap().thread_id);
            }
            8 => assert_eq!(storage.prune_thread(thread_id).await.unwrap(), ThreadPruned::Pruned),
            9 => storage.keep_up_checkpoints(CheckpointUpkeep::DeleteThread { thread_id }).await.unwrap(),
            10 => {
                let values = raw(json!({"text": "y".repeat(chance.below(2000))}));
                storage.set_thread_state(thread_id, values, RawJson::object(), false, at(step)).await.unwrap();
            }
            _ if threads.len() > 3 => {
                storage.delete_thread(thread_id).await.unwrap();
                threads.retain(|id| *id != thread_id);
            }
            _ => {}
        }
        if step % 10 == 0 {
            storage.removed().await.unwrap();
            assert_eq!(count(&directory, STRAYS), 0, "after step {step}");
        }
    }
    assert!(count(&directory, "SELECT count(*) FROM blobs") > 0);
    for thread_id in threads {
        storage.delete_thread(thread_id).await.unwrap();
    }
    storage.removed().await.unwrap();
    assert_eq!(count(&directory, "SELECT count(*) FROM blobs"), 0);
}
