//! A database that cannot be used: each case gives one clear error with a remedy at start, or 503 or 500 with a
//! `detail` while the server runs; nothing that was accepted is lost.

use std::{
    io::Write,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use runyard_core::{
    event::{Event, EventId, LoggedEvent},
    id::{AssistantId, RunId, ThreadId},
    json::RawJson,
    run::{CancelAction, IfNotExists, MultitaskStrategy, NewRun, OnCompletion},
    storage::{Events, Runs, Storage},
    thread_config::ThreadConfigLayers,
    time::Timestamp,
};
use runyard_sqlite::{SqliteOptions, SqliteStorage};
use rusqlite::Connection;
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use serde_json::{Value, json};

use crate::support::{Options, Server, until};

/// What a process that is not root is when the tests are run by root.
const NOBODY: u32 = 65534;

fn database(data: &Path) -> PathBuf {
    data.join("runyard.db")
}

/// A data folder that a server has used.
fn used() -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start_in(data.path(), Options::default());
    assert!(server.interrupt().success());
    data
}

/// What a start says that must fail.
fn failing_start(data: &Path, as_nobody: bool) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_runyard"));
    command.args(["serve", "--port", "0", "--data-dir"]).arg(data).current_dir("/");
    command.env_remove("PORT").stdin(Stdio::null());
    if as_nobody && rustix::process::geteuid().is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.output().expect("the server starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "it should have failed: {said}");
    let errors: Vec<_> = said.lines().filter(|line| line.starts_with("error: ")).collect();
    assert_eq!(errors.len(), 1, "one error, not {said}");
    errors[0].to_owned()
}

fn says(error: &str, parts: &[&str]) {
    for part in parts {
        assert!(error.contains(part), "{part:?} is missing in: {error}");
    }
}

#[test]
fn a_second_server_on_the_same_data_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let _first = Server::start_in(data.path(), Options::default());
    let path = database(data.path());
    says(&failing_start(data.path(), false), &[path.to_str().unwrap(), "locked", "another data directory"]);
}

#[test]
fn a_database_that_another_program_has_locked_is_refused() {
    let data = used();
    let other = Connection::open(database(data.path())).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    says(&failing_start(data.path(), false), &["locked by another process", "stop that"]);
}

#[test]
fn a_newer_database_is_refused_and_left_alone() {
    let data = used();
    let other = Connection::open(database(data.path())).unwrap();
    other.execute_batch("PRAGMA user_version = 1000").unwrap();
    drop(other);
    let before = std::fs::read(database(data.path())).unwrap();
    says(&failing_start(data.path(), false), &["schema version 1000", "use a newer runyard"]);
    assert!(std::fs::read(database(data.path())).unwrap() == before, "it was changed");
}

#[test]
fn a_damaged_database_is_refused() {
    for from in [0, 4096] {
        let data = used();
        let path = database(data.path());
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[from..].fill(0xab);
        std::fs::write(&path, bytes).unwrap();
        says(&failing_start(data.path(), false), &[path.to_str().unwrap(), "damaged", "backup"]);
    }
}

#[test]
fn data_that_may_not_be_written_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let allow = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    let data = used();
    let files: Vec<_> = std::fs::read_dir(data.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    // The folder and all in it, then only the database itself.
    files.iter().for_each(|file| allow(file, 0o444));
    allow(data.path(), 0o555);
    says(&failing_start(data.path(), true), &[data.path().to_str().unwrap(), "read-only", "give the user"]);
    allow(data.path(), 0o777);
    files.iter().filter(|file| file.extension().is_some_and(|e| e == "lock")).for_each(|file| allow(file, 0o666));
    says(&failing_start(data.path(), true), &["read-only", "give the user"]);
    allow(data.path(), 0o755);
}

/// A server whose disk can be made to refuse: signals about files that grow too long are errors to it, as a full disk
/// is.
fn bounded() -> Options {
    Options { wrapper: Some("trap '' XFSZ; exec \"$0\" \"$@\"".into()), ..Options::default() }
}

/// No file of the process may grow beyond this any more.
fn bound_files(server: &Server, bytes: Option<u64>) {
    let pid = Pid::from_raw(i32::try_from(server.pid()).unwrap());
    prlimit(pid, Resource::Fsize, Rlimit { current: bytes, maximum: None }).unwrap();
}

async fn status(server: &Server, thread: &str, run: &str) -> Value {
    server.get(&format!("/threads/{thread}/runs/{run}")).await["status"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_refuses_loses_nothing_and_is_told_until_it_works_again() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_in(data.path(), bounded());
    let thread = server.thread().await;
    // In the middle of a run, with others behind it, and one on a thread of its own.
    let mut accepted = Vec::new();
    for _ in 0..3 {
        let body = json!({"assistant_id": "sleeper", "input": {"s": 0.5}, "stream_resumable": true});
        accepted.push((thread.clone(), server.run(&thread, body).await));
    }
    let other = server.thread().await;
    let body = json!({"assistant_id": "steps", "input": {"n": 2000, "i": 0}, "stream_resumable": true});
    accepted.push((other.clone(), server.run(&other, body).await));
    bound_files(&server, Some(4096));

    let (code, answer) =
        server.send("POST", &format!("/threads/{thread}/runs"), Some(json!({"assistant_id": "echo"}))).await;
    assert_eq!(code, 503, "{answer}");
    assert!(answer["detail"].as_str().unwrap().contains("disk"), "{answer}");
    let (code, answer) = server.send("GET", "/ok", None).await;
    assert_eq!(code, 503, "{answer}");
    // Reading goes on.
    server.get(&format!("/threads/{thread}")).await;

    bound_files(&server, None);
    assert_eq!(server.get("/ok").await["ok"], true);
    for (thread, run) in &accepted {
        server.join(thread, run).await;
        assert_eq!(status(&server, thread, run).await, "success");
    }
    assert_eq!(server.get(&format!("/threads/{thread}")).await["status"], "idle");
    let next = server.run(&thread, json!({"assistant_id": "echo", "input": {"messages": []}})).await;
    server.join(&thread, &next).await;
    assert_eq!(status(&server, &thread, &next).await, "success");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_while_the_disk_refuses_loses_nothing() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_in(data.path(), bounded());
    let thread = server.thread().await;
    let mut runs = Vec::new();
    for _ in 0..3 {
        runs.push(server.run(&thread, json!({"assistant_id": "sleeper", "input": {"s": 0.3}})).await);
    }
    bound_files(&server, Some(4096));
    let (code, _) = server.send("GET", "/ok?check_db=1", None).await;
    assert_eq!(code, 503);
    let server = server.restart();
    for run in &runs {
        server.join(&thread, run).await;
        assert_eq!(status(&server, &thread, run).await, "success");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_of_another_program_is_told_and_waited_for() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_in(data.path(), Options::default());
    let thread = server.thread().await;
    let run = server.run(&thread, json!({"assistant_id": "sleeper", "input": {"s": 0.2}})).await;
    let other = Connection::open(database(data.path())).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    // Together: each waits as long as the first, not for one another.
    let creates = (0..8).map(|_| server.send("POST", "/threads", Some(json!({}))));
    for (code, answer) in futures::future::join_all(creates).await {
        assert_eq!(code, 503, "{answer}");
        assert!(answer["detail"].as_str().unwrap().contains("locked"), "{answer}");
    }
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(server.get("/ok").await["ok"], true);
    server.join(&thread, &run).await;
    assert_eq!(status(&server, &thread, &run).await, "success");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_row_holds_up_nobody_else() {
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start_in(data.path(), Options::default());
    let (thread, other) = (server.thread().await, server.thread().await);
    let later = |input: Value| json!({"assistant_id": "echo", "input": input, "after_seconds": 2.0});
    let damaged = server.run(&thread, later(json!({"messages": []}))).await;
    let behind = server.run(&thread, later(json!({"messages": ["x"]}))).await;
    let elsewhere = server.run(&other, later(json!({"messages": ["y"]}))).await;
    server.kill();
    let id: RunId = damaged.parse().unwrap();
    let changed = Connection::open(database(data.path()))
        .unwrap()
        .execute("UPDATE runs SET kwargs = '{\"inp' WHERE run_id = ?1", [id.as_bytes().as_slice()])
        .unwrap();
    assert_eq!(changed, 1);
    let server = Server::start_in(data.path(), Options::default());
    for (thread, run) in [(&thread, &behind), (&other, &elsewhere)] {
        server.join(thread, run).await;
        assert_eq!(status(&server, thread, run).await, "success");
    }
    let (code, answer) = server.send("GET", &format!("/threads/{thread}/runs/{damaged}"), None).await;
    assert_eq!(code, 500, "{answer}");
    assert!(answer["detail"].is_string(), "{answer}");
    assert_eq!(server.get("/ok").await["ok"], true, "the database works");
    assert_eq!(server.get(&format!("/threads/{thread}")).await["status"], "idle");
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_to_the_file_while_the_server_runs_is_told_and_survived() {
    let data = used();
    let path = database(data.path());
    let server = Server::start_in(data.path(), Options::default());
    // Behind the server's back, and more than it has in memory.
    let length = std::fs::metadata(&path).unwrap().len();
    let mut file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.write_all(&vec![0xab; usize::try_from(length).unwrap()]).unwrap();
    drop(file);
    let (code, answer) = server.send("POST", "/threads/search", Some(json!({}))).await;
    assert!(code == 200 || code == 500, "{code} {answer}");
    let (code, answer) = server.send("POST", "/threads", Some(json!({}))).await;
    assert!(code == 200 || (code == 500 && answer["detail"].is_string()), "{code} {answer}");
    let (code, _) = server.send("GET", "/info", None).await;
    assert_eq!(code, 200, "the server is still there");
    drop(server);
    says(&failing_start(data.path(), false), &["damaged", "backup"]);
}

/// Has the database refuse updates of runs to these states, for good: an error that no retry cures.
fn refuse(data: &Path, states: &str) {
    Connection::open(database(data))
        .unwrap()
        .execute_batch(&format!(
            "CREATE TRIGGER refused BEFORE UPDATE OF status ON runs WHEN NEW.status IN ({states})
             BEGIN SELECT RAISE(ABORT, 'refused by a test'); END"
        ))
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_that_the_database_refuses_for_good_ends_the_run_with_an_error() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_in(data.path(), Options::default());
    let thread = server.thread().await;
    refuse(data.path(), "'success'");
    let run = server.run(&thread, json!({"assistant_id": "echo", "input": {"messages": ["x"]}})).await;
    let joined = server.join(&thread, &run).await;
    assert_eq!(joined["__error__"]["error"], "StorageError", "{joined}");
    assert_eq!(status(&server, &thread, &run).await, "error");
    assert_eq!(server.get(&format!("/threads/{thread}")).await["status"], "error");
    assert_eq!(server.get("/ok").await["ok"], true, "one refused value is no outage");
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_whose_end_the_database_refuses_keep_no_place_and_no_client_waiting() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_in(data.path(), Options::default());
    refuse(data.path(), "'success', 'error'");
    // More than there are places, on threads of their own.
    let waits = (0..40).map(|n| {
        let body = json!({"assistant_id": "echo", "input": {"messages": [n]}, "on_completion": "keep"});
        server.send("POST", "/runs/wait", Some(body))
    });
    for (code, answer) in futures::future::join_all(waits).await {
        assert_eq!((code, &answer["__error__"]["error"]), (200, &json!("StorageError")), "{answer}");
    }
    Connection::open(database(data.path())).unwrap().execute_batch("DROP TRIGGER refused").unwrap();
    let (code, answer) =
        server.send("POST", "/runs/wait", Some(json!({"assistant_id": "echo", "input": {"messages": ["y"]}}))).await;
    assert_eq!((code, &answer["messages"]), (200, &json!(["y", "echo"])), "{answer}");
}

/// Tells of a database that is gone, and of one that is back.
async fn refuses(server: &Server, thread: &str) {
    for (method, path, body) in [
        ("POST", "/threads", Some(json!({}))),
        ("POST", "/runs/wait", Some(json!({"assistant_id": "echo", "input": {}}))),
        ("GET", "/ok", None),
        ("GET", "/ok?check_db=1", None),
        ("GET", &format!("/threads/{thread}"), None),
    ] {
        let (code, answer) = server.send(method, path, body).await;
        assert_eq!(code, 503, "{method} {path}: {answer}");
        assert!(answer["detail"].as_str().unwrap().contains("deleted or replaced"), "{method} {path}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_data_directory_that_is_taken_away_is_noticed_and_goes_on_when_it_is_back() {
    let root = tempfile::tempdir().unwrap();
    let (data, away, log) = (root.path().join("data"), root.path().join("away"), root.path().join("log"));
    std::fs::create_dir(&data).unwrap();
    let server = Server::start_in(&data, Options::default().log_to(&log));
    let thread = server.thread().await;
    // At work: a run that was about to begin would have its own line in the log.
    let (sleeping, events) = server.running(&thread, json!({"assistant_id": "sleeper", "input": {"s": 0.2}})).await;
    std::fs::rename(&data, &away).unwrap();
    refuses(&server, &thread).await;
    // The log is written behind the answers.
    let told = || std::fs::read_to_string(&log).unwrap();
    let lines = || told().lines().filter(|line| line.contains("was deleted or replaced")).count();
    until(|| lines() > 0).await;
    assert!(lines() == 1 && told().contains(data.to_str().unwrap()), "{}", told());

    std::fs::rename(&away, &data).unwrap();
    let (code, answer) = server.send("GET", "/ok?check_db=1", None).await;
    assert_eq!(code, 200, "{answer}");
    server.join(&thread, &sleeping).await;
    assert_eq!(status(&server, &thread, &sleeping).await, "success");
    drop(events);
    let server = server.restart();
    assert_eq!(status(&server, &thread, &sleeping).await, "success");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_was_replaced_is_left_alone_by_the_server_before_it() {
    let backup = used();
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start_in(data.path(), Options::default());
    let thread = server.thread().await;
    // As somebody does who restores a backup without stopping the server.
    let restored = data.path().join("restored");
    std::fs::copy(database(backup.path()), &restored).unwrap();
    std::fs::rename(&restored, database(data.path())).unwrap();
    refuses(&server, &thread).await;
    server.kill();
    let server = Server::start_in(data.path(), Options::default());
    assert_eq!(server.send("GET", &format!("/threads/{thread}"), None).await.0, 404, "it is the backup");
    server.thread().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_private_whatever_the_umask_and_whoever_made_them() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let root = tempfile::tempdir().unwrap();
    let data = root.path().join("data");
    let open = Options { wrapper: Some(r#"umask 0; cd /; exec "$0" "$@""#.into()), ..Options::default() };
    for _ in 0..2 {
        std::fs::create_dir_all(&data).unwrap();
        let server = Server::start_in(&data, open.clone());
        server.thread().await;
        assert_eq!(server.send("GET", "/ok?check_db=1", None).await.0, 200);
        assert_eq!(mode(&data), 0o700);
        let files: Vec<_> = std::fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(files.len() >= 3, "{files:?}");
        for file in &files {
            assert_eq!(mode(file), 0o600, "{}", file.display());
        }
        drop(server);
        // As earlier versions left them.
        for file in files {
            std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o644)).unwrap();
        }
        std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
}

fn size(data: &Path) -> u64 {
    std::fs::metadata(database(data)).unwrap().len()
}

/// Creates and deletes threads of 32 MiB in all.
async fn come_and_go(server: &Server) {
    let metadata = json!({"text": "x".repeat(1 << 20)});
    let mut threads = Vec::new();
    for _ in 0..32 {
        threads.push(server.post("/threads", json!({"metadata": metadata})).await["thread_id"].clone());
    }
    for thread in threads {
        let (code, answer) = server.send("DELETE", &format!("/threads/{}", thread.as_str().unwrap()), None).await;
        assert_eq!(code, 204, "{answer}");
    }
}

fn compact(data: &Path) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_runyard")).args(["compact", "--data-dir"]).arg(data).output().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn space_of_what_was_deleted_goes_back_to_the_disk() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_in(data.path(), Options::default());
    let kept = server.thread().await;
    come_and_go(&server).await;
    until(|| size(data.path()) < 8 << 20).await;
    let server = server.restart();
    server.get(&format!("/threads/{kept}")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_an_earlier_version_is_compacted_while_no_server_runs() {
    let data = used();
    let old = Connection::open(database(data.path())).unwrap();
    old.execute_batch("PRAGMA auto_vacuum = NONE; VACUUM").unwrap();
    drop(old);
    let mut server = Server::start_in(data.path(), Options::default());
    let kept = server.thread().await;
    come_and_go(&server).await;
    let refused = compact(data.path());
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("locked by another process"), "{said}");
    assert!(server.interrupt().success());
    assert!(size(data.path()) > 32 << 20, "it cannot shrink by itself");

    let done = compact(data.path());
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success() && said.contains("MiB before"), "{said}");
    assert!(size(data.path()) < 8 << 20, "{said}");
    let server = Server::start_in(data.path(), Options::default());
    server.get(&format!("/threads/{kept}")).await;
    come_and_go(&server).await;
    until(|| size(data.path()) < 8 << 20).await;
}

/// A thread with many events, made as a server makes it.
async fn large_thread(data: &Path) -> ThreadId {
    let storage = SqliteStorage::open(&SqliteOptions::new(database(data))).unwrap();
    let thread_id = ThreadId::now_v7();
    let run_id = RunId::now_v7();
    let now = Timestamp::now();
    let new = NewRun {
        run_id,
        thread_id,
        if_not_exists: IfNotExists::Create,
        assistant_id: AssistantId::nil(),
        graph_id: "Echo".to_owned(),
        metadata: RawJson::object(),
        kwargs: RawJson::object(),
        start_at: None,
        multitask_strategy: MultitaskStrategy::Enqueue,
        available_at: now,
        stateless: false,
        on_completion: OnCompletion::Keep,
        resumable: true,
        webhook: None,
        thread_metadata: serde_json::Map::new(),
        thread_config: ThreadConfigLayers::default(),
        thread_ttl: None,
        now,
    };
    storage.create_run(new).await.unwrap();
    let event = Event { name: "values".to_owned(), data: vec![b'1'; 100].into() };
    for ms in 0..EVENTS / 10_000 {
        let events = (0..10_000).map(|n| LoggedEvent { id: EventId { ms, n }, event: event.clone() });
        storage.append_events(run_id, events.collect()).await.unwrap();
    }
    storage.cancel_run(thread_id, run_id, CancelAction::Interrupt, now).await.unwrap();
    storage.close().await;
    thread_id
}

const EVENTS: i64 = 300_000;

fn number(data: &Path, sql: &str) -> i64 {
    Connection::open(database(data)).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Kills a server in the middle of a large deletion. Returns the thread's path, and how many of its events are there.
async fn killed_while_deleting(data: &Path) -> (String, i64) {
    for _ in 0..10 {
        let path = format!("/threads/{}", large_thread(data).await);
        let mut server = Server::start_in(data, Options::default());
        let (code, answer) = server.send("DELETE", &path, None).await;
        assert_eq!(code, 204, "{answer}");
        server.kill();
        let left = number(data, "SELECT count(*) FROM events");
        assert!(left <= EVENTS);
        // Otherwise the deletion was faster than the kill.
        if left > 0 {
            return (path, left);
        }
    }
    panic!("no kill came in time");
}

/// A deletion is answered at once and removed afterwards. Killed in between, the server goes on with it, and nobody
/// ever sees a part of the thread.
#[tokio::test(flavor = "multi_thread")]
async fn a_large_deletion_survives_kills_and_is_finished() {
    let data = tempfile::tempdir().unwrap();
    let (path, mut left) = killed_while_deleting(data.path()).await;
    let thread_id = path.trim_start_matches("/threads/");
    for round in 0..3 {
        let mut server = Server::start_in(data.path(), Options::default());
        assert_eq!(server.send("GET", &path, None).await.0, 404);
        assert_eq!(server.send("GET", &format!("{path}/state"), None).await.0, 404);
        assert_eq!(server.send("DELETE", &path, None).await.0, 404);
        if round == 0 {
            // The id is free.
            assert_eq!(server.post("/threads", json!({"thread_id": thread_id})).await["status"], "idle");
            assert_eq!(server.get(&format!("{path}/runs")).await, json!([]));
            assert_eq!(server.send("DELETE", &path, None).await.0, 204);
        }
        server.kill();
        let now = number(data.path(), "SELECT count(*) FROM events");
        assert!(now <= left, "{left} became {now}");
        left = now;
    }
    let mut server = Server::start_in(data.path(), Options::default());
    until(|| number(data.path(), "SELECT count(*) FROM deletions") == 0).await;
    assert!(server.interrupt().success());
    for table in ["events", "runs", "threads", "checkpoints", "writes", "channel_values", "blobs"] {
        assert_eq!(number(data.path(), &format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    let database = Connection::open(database(data.path())).unwrap();
    let sound: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
    let strays = database.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap();
    assert!(!strays);
}

#[tokio::test(flavor = "multi_thread")]
async fn compacting_removes_what_was_deleted() {
    let data = tempfile::tempdir().unwrap();
    killed_while_deleting(data.path()).await;
    let done = compact(data.path());
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(number(data.path(), "SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM deletions)"), 0);
    assert!(size(data.path()) < 4 << 20);
}

/// The temporary directories of servers in a directory.
fn temporary(parent: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(parent).unwrap().map(Result::unwrap);
    let ours = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("runyard-"));
    ours.map(|entry| entry.path()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn temporary_directories_of_killed_servers_are_removed_by_the_next_start() {
    let parent = tempfile::tempdir_in("/tmp").unwrap();
    let options = Options::python().env("TMPDIR", parent.path().to_str().unwrap());
    let _living = Server::start(options.clone());
    let of_living = temporary(parent.path());
    assert_eq!(of_living.len(), 1, "{of_living:?}");
    let mut killed = Server::start(options.clone());
    killed.kill();
    let of_killed: Vec<_> = temporary(parent.path()).into_iter().filter(|path| !of_living.contains(path)).collect();
    assert_eq!(of_killed.len(), 1, "a killed server leaves its directory: {of_killed:?}");

    let _next = Server::start(options);
    assert!(!of_killed[0].exists(), "{} is still there", of_killed[0].display());
    for path in &of_living {
        assert!(path.exists(), "{} of a living server is gone", path.display());
    }
}
