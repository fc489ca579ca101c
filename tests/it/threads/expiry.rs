//! Threads with a time to live: they go when it ends, with all they have, whatever happens to the server meanwhile.

use std::path::Path;

use runyard_core::{
    checkpoint::{Blob, ChannelValue, NewCheckpoint, NewWrites, PendingWrite},
    id::ThreadId,
    json::RawJson,
    storage::{Checkpoints, Storage, Threads},
    thread::{NewThread, NewTtl, TtlStrategy},
    time::Timestamp,
};
use runyard_sqlite::{SqliteOptions, SqliteStorage};
use serde_json::{Value, json};

use crate::support::{Options, Server, root, until};

/// A few milliseconds, in minutes.
const SHORT: f64 = 0.000_1;

async fn gone(server: &Server, thread: &str) {
    while server.send("GET", &format!("/threads/{thread}"), None).await.0 != 404 {
        tokio::task::yield_now().await;
    }
}

async fn mortal(server: &Server, ttl: Value) -> String {
    server.post("/threads", json!({"ttl": ttl})).await["thread_id"].as_str().expect("an id").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_goes_when_its_time_ends() {
    let server = Server::native();
    let for_ever = server.thread().await;
    let later = mortal(&server, json!({"ttl": 600})).await;
    gone(&server, &mortal(&server, json!({"ttl": SHORT})).await).await;
    // One with a state and a run: its time begins again with each change, and a run in flight is never cut off by it.
    let used = mortal(&server, json!({"ttl": 600})).await;
    let run =
        server.post(&format!("/threads/{used}/runs"), json!({"assistant_id": "sleeper", "input": {"s": 0.5}})).await;
    server.send("PATCH", &format!("/threads/{used}"), Some(json!({"ttl": {"ttl": SHORT}}))).await;
    let run = run["run_id"].as_str().expect("an id").to_owned();
    assert_eq!(server.join(&used, &run).await["slept"], true, "it came to its end");
    gone(&server, &used).await;
    assert_eq!(server.status(&used, &run).await, "deleted");
    // An earlier end is seen although all wait for a later one, and the end of what was cancelled in the queue.
    server.send("PATCH", &format!("/threads/{later}"), Some(json!({"ttl": {"ttl": SHORT}}))).await;
    gone(&server, &later).await;
    let waiting = mortal(&server, json!({"ttl": SHORT * 20.0})).await;
    let delayed = json!({"assistant_id": "echo", "input": {}, "after_seconds": 600});
    let run = server.run(&waiting, delayed).await;
    server.send("POST", &format!("/threads/{waiting}/runs/{run}/cancel"), None).await;
    gone(&server, &waiting).await;
    server.get(&format!("/threads/{for_ever}")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_newest_checkpoint_is_left() {
    let server = Server::native();
    let thread = mortal(&server, json!({"ttl": 600, "strategy": "keep_latest"})).await;
    let steps = json!({"assistant_id": "steps", "input": {"n": 3}});
    server.post(&format!("/threads/{thread}/runs/wait"), steps.clone()).await;
    let before = server.get(&format!("/threads/{thread}/state")).await;
    let expire = json!({"ttl": {"ttl": SHORT, "strategy": "keep_latest"}});
    server.send("PATCH", &format!("/threads/{thread}"), Some(expire)).await;
    let history = async || server.get(&format!("/threads/{thread}/history")).await.as_array().map(Vec::len);
    while history().await != Some(1) {
        tokio::task::yield_now().await;
    }
    assert_eq!(server.get(&format!("/threads/{thread}/state")).await, before);
    assert_eq!(server.get(&format!("/threads/{thread}/runs")).await.as_array().map(Vec::len), Some(1), "runs stay");
    // The next change begins it anew.
    server.post(&format!("/threads/{thread}/runs/wait"), steps).await;
    while history().await != Some(1) {
        tokio::task::yield_now().await;
    }
    server.post(&format!("/threads/{thread}/state"), json!({"values": {"i": 0}})).await;
    while history().await != Some(1) {
        tokio::task::yield_now().await;
    }
    assert_eq!(server.get(&format!("/threads/{thread}/state")).await["values"]["i"], 0);
}

/// `checkpointer.ttl` of langgraph.json is for every thread that says nothing itself.
#[tokio::test(flavor = "multi_thread")]
async fn the_configuration_has_a_time_to_live_for_all_threads() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let graphs = root().join("worker/tests/app/graphs.py");
    let ttl = json!({"strategy": "keep_latest", "default_ttl": 90, "sweep_interval_minutes": 10});
    let config = json!({
        "dependencies": [], "graphs": {"echo": format!("{}:echo", graphs.display())}, "checkpointer": {"ttl": ttl},
    });
    let file = folder.path().join("langgraph.json");
    std::fs::write(&file, config.to_string()).expect("the file is written");
    let server = Server::start(Options::project(file, 2));
    let ttl = async |thread: &str| {
        let ttl = server.get(&format!("/threads/{thread}?include=ttl")).await["ttl"].clone();
        (ttl["ttl_minutes"].clone(), ttl["strategy"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(ttl(&server.thread().await).await, (json!(90.0), "keep_latest".into()));
    assert_eq!(ttl(&mortal(&server, json!({"ttl": 5})).await).await, (json!(5.0), "delete".into()));
    assert_eq!(ttl(&mortal(&server, json!({"strategy": "delete"})).await).await, (json!(90.0), "delete".into()));
    let made = "11111111-1111-4111-8111-111111111111";
    let run = json!({"assistant_id": "echo", "input": {}, "if_not_exists": "create"});
    server.post(&format!("/threads/{made}/runs/wait"), run).await;
    assert_eq!(ttl(made).await, (json!(90.0), "keep_latest".into()));
    let copy = server.post(&format!("/threads/{made}/copy"), json!({})).await;
    assert_eq!(ttl(copy["thread_id"].as_str().expect("an id")).await, (json!(90.0), "keep_latest".into()));
}

const THREADS: i64 = 300;
const CHECKPOINTS: i64 = 10;

/// Fills a database with threads whose time is over, half of them to be deleted and half to be pruned.
async fn fill(file: &Path) {
    let storage = SqliteStorage::open(&SqliteOptions::new(file)).expect("a new database");
    let long_ago = Timestamp::now().plus_seconds(-3600.0);
    for n in 0..THREADS {
        let thread_id = ThreadId::now_v7();
        let strategy = if n % 2 == 0 { TtlStrategy::Delete } else { TtlStrategy::KeepLatest };
        let ttl = Some(NewTtl { strategy, minutes: 1.0 + n as f64 / 100.0 });
        let metadata = (&json!({"n": n})).into();
        storage.create_thread(NewThread { thread_id, metadata, ttl, now: long_ago }).await.expect("a thread");
        for c in 0..CHECKPOINTS {
            let (id, version) = (format!("{c:04}"), format!("v{c}"));
            let blob = Blob { kind: "k".into(), bytes: vec![c as u8; 4000].into() };
            let write = PendingWrite {
                task_id: "t".into(),
                idx: 0,
                channel: "a".into(),
                path: String::new(),
                blob: blob.clone(),
            };
            let writes = NewWrites {
                thread_id,
                run_id: None,
                ns: String::new(),
                checkpoint_id: id.clone(),
                writes: vec![write],
                replace: false,
            };
            let checkpoint = NewCheckpoint {
                thread_id,
                run_id: None,
                ns: String::new(),
                checkpoint_id: id,
                parent_id: None,
                metadata: RawJson::object(),
                blob: Blob { kind: "k".into(), bytes: vec![1].into() },
                versions: [("a".to_owned(), version.clone())].into(),
                channels: vec![ChannelValue { name: "a".into(), version, blob }],
            };
            storage.put_checkpoint(checkpoint).await.expect("a checkpoint");
            storage.put_writes(writes).await.expect("writes");
        }
    }
    storage.close().await;
}

/// How many threads have so many checkpoints, values, writes and blobs: of each, those that are whole and those that
/// are pruned.
fn tally(database: &rusqlite::Connection) -> (i64, i64) {
    // One look at everything.
    let database = database.unchecked_transaction().expect("a transaction");
    let mut statement = database
        .prepare(
            "SELECT (SELECT count(*) FROM checkpoints c WHERE c.history = t.history),
                 (SELECT count(*) FROM channel_values v JOIN blobs USING (blob_id) WHERE v.history = t.history),
                 (SELECT count(*) FROM writes w JOIN blobs USING (blob_id) WHERE w.history = t.history) FROM threads t",
        )
        .expect("a query");
    let rows = statement.query_map([], |r| Ok([r.get::<_, i64>(0)?, r.get(1)?, r.get(2)?])).expect("rows");
    let (mut whole, mut pruned) = (0, 0);
    for row in rows {
        match row.expect("a row") {
            [CHECKPOINTS, CHECKPOINTS, CHECKPOINTS] => whole += 1,
            [1, 1, 1] => pruned += 1,
            other => panic!("a thread was left in between: {other:?}"),
        }
    }
    assert!(blobs(&database) >= 2 * (whole * CHECKPOINTS + pruned), "what stays has its blobs");
    (whole, pruned)
}

fn blobs(database: &rusqlite::Connection) -> i64 {
    database.query_row("SELECT count(*) FROM blobs", [], |r| r.get(0)).expect("a number")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sweep_that_dies_leaves_whole_threads_and_goes_on() {
    let data = tempfile::tempdir().expect("a temporary folder");
    let file = data.path().join("runyard.db");
    fill(&file).await;
    let open = || rusqlite::Connection::open(&file).expect("the database can be read");
    assert_eq!(tally(&open()), (THREADS, 0));
    let mut kills = 0;
    let mut left = THREADS;
    while left > 0 {
        // Each time it gets further, whatever it was doing when it died.
        let mut server = Server::start_in(data.path(), Options::default().env("RUNYARD_SWEEP_BATCH_THREADS", "1"));
        let database = open();
        until(|| {
            let whole = tally(&database).0;
            whole == 0 || whole + 20 < left
        })
        .await;
        server.kill();
        let (whole, pruned) = tally(&database);
        assert!(whole < left && whole + pruned <= THREADS, "{whole} and {pruned} of {left}");
        kills += u32::from(whole > 0);
        left = whole;
    }
    assert!(kills > 0, "it was never killed in the middle");
    let _last = Server::start_in(data.path(), Options::default());
    let database = open();
    until(|| tally(&database) == (0, THREADS / 2) && blobs(&database) == THREADS).await;
}
