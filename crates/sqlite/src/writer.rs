//! The one writer: a thread that carries out whatever is waiting in one transaction.
//!
//! A commit costs the same for one change as for a hundred, so the writer takes jobs as long as some wait, each in its
//! own savepoint, and commits them together. A job that fails takes back only its own changes. Nobody is answered
//! before the commit.
//!
//! The writer removes the data that jobs deleted (`removal.rs`): for a share of the time of each group, and while it is
//! idle.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    thread::JoinHandle,
    time::{Duration, Instant},
};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot, watch};

use super::{
    errors::{DbError, DbResult, same_failure},
    files::{Moved, Presence},
    removal::{self, Piece},
};
use runyard_core::storage::{StorageError, StorageMetrics};

/// Pages are freed when more than one in this many is unused.
const FREE_PAGES_KEPT_DIVISOR: i64 = 10;
/// So many unused pages are always kept, 4 MiB with pages of 4 KiB.
const FREE_PAGES_KEPT_MIN: i64 = 1024;
/// Pages that are freed at once; a job that arrives in the meantime waits some milliseconds.
const VACUUM_STEP_PAGES: i64 = 256;
/// A group that deletes something removes it at once if that takes no longer than one so many-th of the longest piece.
const REMOVAL_AT_ONCE_DIVISOR: u32 = 5;
/// After a failure nothing is removed for so long.
const REMOVAL_PAUSE: Duration = Duration::from_secs(1);

/// The options of the writer.
#[derive(Clone, Copy, Debug)]
pub(super) struct WriterOptions {
    /// The capacity of the queue; further callers wait for room.
    pub(super) queue_jobs: usize,
    /// The most jobs in one commit.
    pub(super) max_group_jobs: usize,
    /// After how many milliseconds a group takes no more jobs, so that its first need not wait for all.
    pub(super) max_group_ms: u64,
    /// How long to wait for another program that has locked the file.
    pub(super) busy_timeout: Duration,
    /// For how long one transaction removes what was deleted.
    pub(super) max_removal: Duration,
}

/// The handle that accepts jobs.
#[derive(Clone)]
pub(super) struct WriterHandle {
    queue: mpsc::Sender<Box<dyn Job>>,
    /// True if there may be something to remove.
    left: watch::Receiver<bool>,
}

impl WriterHandle {
    /// Carries out a job and answers after its commit. A caller that stops waiting does not undo it.
    pub(super) async fn write<T, F>(&self, action: &'static str, work: F) -> Result<T, StorageError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> DbResult<T> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let task = Task { action, work: Some(work), result: None, answer };
        self.queue.send(Box::new(task)).await.map_err(|_| StorageError::Closed)?;
        answered.await.map_err(|_| StorageError::Closed)?
    }

    /// Waits until nothing is left to remove of what was deleted.
    pub(super) fn removed(&self) -> impl Future<Output = Result<(), StorageError>> + use<> {
        let mut left = self.left.clone();
        async move { left.wait_for(|left| !left).await.map(drop).map_err(|_| StorageError::Closed) }
    }

    /// Jobs that wait.
    pub(super) fn waiting(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }
}

/// Starts the writer. It ends when every handle is gone and the queue is empty.
///
/// # Errors
/// Returns an error if the thread cannot be started.
pub(super) fn start(
    conn: Connection,
    options: WriterOptions,
    presence: Arc<Presence>,
    metrics: StorageMetrics,
) -> std::io::Result<(WriterHandle, JoinHandle<()>)> {
    let (queue, jobs) = mpsc::channel(options.queue_jobs.max(1));
    let (tell_left, left) = watch::channel(true);
    let mut service = Writer { conn, jobs, options, presence, metrics, left: tell_left, paused: None };
    let thread = std::thread::Builder::new().name("storage-writer".to_owned()).spawn(move || service.serve())?;
    Ok((WriterHandle { queue, left }, thread))
}

/// A job with the types of its work and answer out of sight.
trait Job: Send {
    fn action(&self) -> &'static str;
    /// Does the work; true when it succeeded.
    fn run(&mut self, conn: &Connection) -> bool;
    /// The SQLite error that the work failed with.
    fn failure(&self) -> Option<&rusqlite::Error>;
    /// Tells what the work returned.
    fn answer(self: Box<Self>);
    /// Tells that it came to nothing.
    fn fail(self: Box<Self>, error: StorageError);
}

struct Task<T, F> {
    action: &'static str,
    work: Option<F>,
    result: Option<DbResult<T>>,
    answer: oneshot::Sender<Result<T, StorageError>>,
}

impl<T, F> Job for Task<T, F>
where
    T: Send,
    F: FnOnce(&Connection) -> DbResult<T> + Send,
{
    fn action(&self) -> &'static str {
        self.action
    }

    fn run(&mut self, conn: &Connection) -> bool {
        let Some(work) = self.work.take() else { return false };
        // What a panicking job has done to the database is undone with its savepoint, and it shares nothing else.
        let result = catch_unwind(AssertUnwindSafe(|| work(conn)));
        let result = result.unwrap_or_else(|panic| Err(panicked(self.action, panic.as_ref()).into()));
        self.result.insert(result).is_ok()
    }

    fn failure(&self) -> Option<&rusqlite::Error> {
        match &self.result {
            Some(Err(DbError::Sqlite(error))) => Some(error),
            _ => None,
        }
    }

    fn answer(self: Box<Self>) {
        if let Some(result) = self.result {
            // The receiver is gone if the caller has stopped waiting.
            let _ = self.answer.send(result.map_err(|e| e.during(self.action)));
        }
    }

    fn fail(self: Box<Self>, error: StorageError) {
        let _ = self.answer.send(Err(error));
    }
}

fn panicked(action: &'static str, panic: &(dyn Any + Send)) -> StorageError {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    StorageError::Other { action, source: format!("panicked: {}", text.unwrap_or("no text")).into() }
}

struct Writer {
    conn: Connection,
    jobs: mpsc::Receiver<Box<dyn Job>>,
    options: WriterOptions,
    presence: Arc<Presence>,
    metrics: StorageMetrics,
    /// True if there may be something to remove; at start there may.
    left: watch::Sender<bool>,
    /// Since when nothing is removed because it failed.
    paused: Option<Instant>,
}

impl Writer {
    fn serve(&mut self) {
        loop {
            self.remove_while_idle();
            self.give_back();
            let Some(first) = self.jobs.blocking_recv() else { return };
            self.group(first);
        }
    }

    /// Returns whether no write and no close is waiting.
    fn is_idle(&self) -> bool {
        self.jobs.is_empty() && !self.jobs.is_closed()
    }

    /// Removes deleted data until a write waits, each piece in a transaction of its own.
    fn remove_while_idle(&mut self) {
        while self.is_idle() && *self.left.borrow() && !self.removal_paused() {
            let removed = self.remove_piece();
            self.note_removal(removed);
        }
    }

    fn remove_piece(&self) -> DbResult<bool> {
        // Another program that holds the file is waited for by those who want to write.
        self.conn.busy_timeout(Duration::ZERO)?;
        let begun = self.execute("BEGIN IMMEDIATE");
        self.conn.busy_timeout(self.options.busy_timeout)?;
        begun?;
        let deadline = Instant::now() + self.options.max_removal;
        let removed = removal::remove(&self.conn, &Piece { deadline, interrupted: &|| !self.is_idle() });
        let committed = removed.and_then(|left| {
            self.presence.look().map_err(|moved| DbError::Storage(moved.into()))?;
            self.execute("COMMIT")?;
            Ok(left)
        });
        if committed.is_err() && !self.conn.is_autocommit() {
            self.execute("ROLLBACK")?;
        }
        committed
    }

    /// Removes a piece in the transaction of a group: for as long as its jobs took, so that removing keeps up with
    /// them. An error of the outer result means that the transaction is lost; one of the inner that nothing was
    /// removed.
    fn remove_in_group(&mut self, began: Instant) -> rusqlite::Result<DbResult<bool>> {
        if self.removal_paused() {
            return Ok(Ok(true));
        }
        match removal::is_left(&self.conn) {
            Ok(true) => {}
            nothing => return Ok(nothing),
        }
        let (now, most) = (Instant::now(), self.options.max_removal);
        // When something was left before, it is large, and this group need not wait for it longer than the share makes
        // it.
        let least = if *self.left.borrow() { Duration::ZERO } else { most / REMOVAL_AT_ONCE_DIVISOR };
        let share = (now - began).clamp(least, most);
        self.execute("SAVEPOINT removal")?;
        let removed = removal::remove(&self.conn, &Piece { deadline: now + share, interrupted: &|| false });
        if let (Err(DbError::Sqlite(error)), true) = (&removed, self.conn.is_autocommit()) {
            // A full disk or an I/O error makes SQLite undo the whole transaction. The next group continues without it.
            self.paused = Some(Instant::now());
            self.metrics.removal_failures.inc();
            return Err(copy(error));
        }
        if removed.is_err() {
            self.execute("ROLLBACK TO removal")?;
        }
        self.execute("RELEASE removal")?;
        Ok(removed)
    }

    fn removal_paused(&self) -> bool {
        self.paused.is_some_and(|since| since.elapsed() < REMOVAL_PAUSE)
    }

    fn note_removal(&mut self, removed: DbResult<bool>) {
        // What was deleted stays invisible, and removing it is tried again beside a later write.
        if removed.is_err() {
            self.paused = Some(Instant::now());
            self.metrics.removal_failures.inc();
        }
        self.left.send_replace(removed.unwrap_or(true));
    }

    /// Truncates unused pages at the end of the file while no write waits, a few at a time. Some are kept: they will be
    /// used again.
    fn give_back(&mut self) {
        let mut gave = false;
        while self.is_idle() {
            let Ok((free, pages)) = self.free_pages() else { break };
            let kept = (pages / FREE_PAGES_KEPT_DIVISOR).max(FREE_PAGES_KEPT_MIN);
            if free <= kept || self.vacuum(VACUUM_STEP_PAGES.min(free - kept)).is_err() {
                break;
            }
            match self.free_pages() {
                Ok((now_free, _)) if now_free < free => gave = true,
                // Not a database that can.
                Ok(_) | Err(_) => break,
            }
        }
        if gave {
            // The log has every page that was moved. A current reader prevents its truncation; the next attempt will
            // succeed.
            let _ = self.conn.busy_timeout(Duration::ZERO);
            let _ = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
            let _ = self.conn.busy_timeout(self.options.busy_timeout);
        }
    }

    /// Unused pages, and all pages.
    fn free_pages(&self) -> rusqlite::Result<(i64, i64)> {
        let pragma = |sql| self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0));
        Ok((pragma("PRAGMA freelist_count")?, pragma("PRAGMA page_count")?))
    }

    fn vacuum(&self, pages: i64) -> rusqlite::Result<()> {
        let mut statement = self.conn.prepare(&format!("PRAGMA incremental_vacuum({pages})"))?;
        let mut rows = statement.query([])?;
        while rows.next()?.is_some() {}
        Ok(())
    }

    /// Carries out one job and those that wait behind it in one transaction.
    fn group(&mut self, first: Box<dyn Job>) {
        if let Err(error) = self.execute("BEGIN IMMEDIATE") {
            // The jobs behind it would each wait as long for the same error.
            let waiting = std::iter::from_fn(|| self.jobs.try_recv().ok());
            let all: Vec<_> = std::iter::once(first).chain(waiting).collect();
            return all.into_iter().for_each(|job| {
                let error = same_failure(&error, job.action());
                job.fail(error);
            });
        }
        let began = Instant::now();
        let deadline = began + Duration::from_millis(self.options.max_group_ms);
        let mut done = Vec::new();
        let mut next = Some(first);
        while let Some(mut job) = next {
            let kept = self.run_in_savepoint(job.as_mut());
            done.push(job);
            if let Err(error) = kept {
                return self.abandon(done, &error);
            }
            let more = done.len() < self.options.max_group_jobs && Instant::now() < deadline;
            next = if more { self.jobs.try_recv().ok() } else { None };
        }
        let removed = match self.remove_in_group(began) {
            Ok(removed) => removed,
            Err(error) => return self.abandon(done, &error),
        };
        if let Err(moved) = self.presence.look() {
            return self.refuse(done, &moved);
        }
        let timer = self.metrics.commit_seconds.start_timer();
        match self.execute("COMMIT") {
            Ok(()) => {
                timer.observe_duration();
                self.metrics.writes.inc_by(done.len() as u64);
                self.note_removal(removed);
                done.into_iter().for_each(Job::answer);
            }
            Err(error) => {
                timer.stop_and_discard();
                self.abandon(done, &error);
            }
        }
    }

    /// An error means that the transaction is lost, not that the job failed.
    fn run_in_savepoint(&self, job: &mut dyn Job) -> rusqlite::Result<()> {
        self.execute("SAVEPOINT job")?;
        if job.run(&self.conn) {
            return self.execute("RELEASE job");
        }
        if self.conn.is_autocommit() {
            // A full disk or an I/O error makes SQLite undo the whole transaction.
            let error = job.failure().map(copy);
            return Err(error.unwrap_or(rusqlite::Error::InvalidQuery));
        }
        self.execute("ROLLBACK TO job")?;
        self.execute("RELEASE job")
    }

    /// Undoes a group whose files are gone: what would be confirmed could not be found again by anybody.
    fn refuse(&self, jobs: Vec<Box<dyn Job>>, moved: &Moved) {
        let _ = self.execute("ROLLBACK");
        // A file that was put in the database's place must not be opened with this database's log at the next start:
        // the log moves into the old file. Readers that are under way prevent it; then the next group tries again.
        let _ = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        for job in jobs {
            job.fail(moved.clone().into());
        }
    }

    fn abandon(&self, jobs: Vec<Box<dyn Job>>, error: &rusqlite::Error) {
        if !self.conn.is_autocommit() {
            // If this fails too, the next BEGIN says so to the next job.
            let _ = self.execute("ROLLBACK");
        }
        for job in jobs {
            let error = same_failure(error, job.action());
            job.fail(error);
        }
    }

    fn execute(&self, sql: &str) -> rusqlite::Result<()> {
        self.conn.prepare_cached(sql)?.execute([]).map(drop)
    }
}

fn copy(error: &rusqlite::Error) -> rusqlite::Error {
    match error {
        rusqlite::Error::SqliteFailure(failure, text) => rusqlite::Error::SqliteFailure(*failure, text.clone()),
        _ => rusqlite::Error::InvalidQuery,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc as std_mpsc;

    use super::*;

    const OPTIONS: WriterOptions = WriterOptions {
        queue_jobs: 64,
        max_group_jobs: 64,
        max_group_ms: 60_000,
        busy_timeout: Duration::ZERO,
        max_removal: Duration::ZERO,
    };

    fn database() -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(
            "PRAGMA foreign_keys = ON;
             CREATE TABLE t (id INTEGER PRIMARY KEY);
             CREATE TABLE child (id INTEGER REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED);
             CREATE TABLE deletions (kind TEXT, number INTEGER);",
        )
        .unwrap();
        conn
    }

    fn insert(id: i64) -> impl FnOnce(&Connection) -> DbResult<()> + Send + 'static {
        move |conn| Ok(conn.execute("INSERT INTO t (id) VALUES (?1)", [id]).map(drop)?)
    }

    async fn ids(writer: &WriterHandle) -> Vec<i64> {
        let read = |conn: &Connection| {
            let mut statement = conn.prepare("SELECT id FROM t ORDER BY id")?;
            let ids = statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
            Ok(ids)
        };
        writer.write("read", read).await.unwrap()
    }

    /// Holds the writer inside a group until it is released, so that jobs sent in the meantime join the group.
    async fn hold(writer: &WriterHandle) -> (std_mpsc::Sender<()>, tokio::task::JoinHandle<Result<(), StorageError>>) {
        let (go, wait) = std_mpsc::channel::<()>();
        let (entered, inside) = oneshot::channel();
        let writer = writer.clone();
        let held = tokio::spawn(async move {
            let work = move |_: &Connection| {
                entered.send(()).unwrap();
                wait.recv().unwrap();
                Ok(())
            };
            writer.write("hold", work).await
        });
        inside.await.unwrap();
        (go, held)
    }

    /// Queues the jobs in this order behind a held writer, then lets all run as one group.
    async fn as_one_group(writer: &WriterHandle, jobs: Vec<Box<dyn Job>>) {
        let (go, held) = hold(writer).await;
        for job in jobs {
            writer.queue.send(job).await.unwrap_or_else(|_| panic!("the writer is gone"));
        }
        go.send(()).unwrap();
        let _ = held.await.unwrap();
    }

    type Answer = oneshot::Receiver<Result<(), StorageError>>;

    fn job(work: impl FnOnce(&Connection) -> DbResult<()> + Send + 'static) -> (Box<dyn Job>, Answer) {
        let (answer, answered) = oneshot::channel();
        (Box::new(Task { action: "test", work: Some(work), result: None, answer }), answered)
    }

    #[tokio::test]
    async fn a_failing_or_panicking_job_undoes_only_itself() {
        let (writer, thread) = start(database(), OPTIONS, Arc::default(), StorageMetrics::default()).unwrap();
        let (first, first_answer) = job(insert(1));
        let (failing, failing_answer) = job(|conn| {
            insert(2)(conn)?;
            insert(1)(conn)
        });
        let (panicking, panicking_answer) = job(|conn| {
            insert(3)(conn)?;
            panic!("on purpose")
        });
        let (last, last_answer) = job(insert(4));
        as_one_group(&writer, vec![first, failing, panicking, last]).await;

        first_answer.await.unwrap().unwrap();
        assert!(matches!(failing_answer.await.unwrap(), Err(StorageError::Other { action: "test", .. })));
        let panic = panicking_answer.await.unwrap().unwrap_err();
        assert!(std::error::Error::source(&panic).unwrap().to_string().contains("on purpose"), "{panic:?}");
        last_answer.await.unwrap().unwrap();
        assert_eq!(ids(&writer).await, [1, 4]);
        drop(writer);
        thread.join().unwrap();
    }

    #[tokio::test]
    async fn a_failing_commit_fails_the_whole_group_and_only_that() {
        let (writer, _thread) = start(database(), OPTIONS, Arc::default(), StorageMetrics::default()).unwrap();
        writer.write("insert", insert(1)).await.unwrap();
        let (good, good_answer) = job(insert(2));
        let (orphan, orphan_answer) = job(|conn| Ok(conn.execute("INSERT INTO child VALUES (99)", []).map(drop)?));
        as_one_group(&writer, vec![good, orphan]).await;

        assert!(matches!(good_answer.await.unwrap(), Err(StorageError::Gone { .. })));
        assert!(matches!(orphan_answer.await.unwrap(), Err(StorageError::Gone { .. })));
        writer.write("insert", insert(3)).await.unwrap();
        assert_eq!(ids(&writer).await, [1, 3]);
    }

    #[tokio::test]
    async fn a_job_that_loses_the_transaction_fails_those_before_it_and_not_those_after_it() {
        let (writer, _thread) = start(database(), OPTIONS, Arc::default(), StorageMetrics::default()).unwrap();
        let (before, before_answer) = job(insert(1));
        let (losing, losing_answer) = job(|conn| {
            conn.execute_batch("ROLLBACK")?;
            Ok(conn.execute("INSERT INTO missing VALUES (1)", []).map(drop)?)
        });
        let (after, after_answer) = job(insert(2));
        as_one_group(&writer, vec![before, losing, after]).await;

        assert!(before_answer.await.unwrap().is_err());
        assert!(losing_answer.await.unwrap().is_err());
        after_answer.await.unwrap().unwrap();
        assert_eq!(ids(&writer).await, [2]);
    }

    #[tokio::test]
    async fn a_job_goes_on_when_its_caller_has_gone() {
        let (writer, thread) = start(database(), OPTIONS, Arc::default(), StorageMetrics::default()).unwrap();
        let (go, held) = hold(&writer).await;
        let (abandoned, answer) = job(insert(7));
        writer.queue.send(abandoned).await.unwrap_or_else(|_| panic!("the writer is gone"));
        drop(answer);
        go.send(()).unwrap();
        held.await.unwrap().unwrap();
        assert_eq!(ids(&writer).await, [7]);
        drop(writer);
        thread.join().unwrap();
    }
}
