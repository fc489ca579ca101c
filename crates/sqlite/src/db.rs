//! Opening and closing, the pool of readers, and the way to the writer.

use std::{
    fs::OpenOptions,
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::Arc,
    thread::JoinHandle,
    time::Duration,
};

use async_trait::async_trait;
use parking_lot::{Mutex, RwLock};
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use tokio::sync::Semaphore;

use super::{
    errors::{DbResult, from_io},
    files::{Presence, beside, make_private},
    items::VectorCache,
    lock::DatabaseLock,
    migrate::{migrate, open_error, watched},
    removal,
    writer::{self, WriterHandle, WriterOptions},
};
use runyard_core::{
    progress::Progress,
    storage::{Storage, StorageError, StorageMetrics, StorageStats},
    synchronous::Synchronous,
};

const READER_POOL_SIZE: usize = 4;
const WRITE_QUEUE_JOBS: usize = 1024;
const MAX_GROUP_JOBS: usize = 256;
const MAX_GROUP_MS: u64 = 20;
/// Enough for a hundred thousand vectors of 1536 numbers, which is what searches are fast up to.
const VECTOR_CACHE_BYTES: usize = 1 << 30;
const BUSY_TIMEOUT_MS: u64 = 5_000;
/// The longest time for which the removal of deleted data may delay other writers.
const MAX_REMOVAL_MS: u64 = 10;
/// Prepared statements kept per connection: more than there are in this module.
const STATEMENT_CACHE: usize = 128;
/// Page cache per connection.
const CACHE_KIB: i64 = 16 * 1024;
/// The write-ahead log is cut back to this size after a burst.
const WAL_LIMIT_BYTES: i64 = 64 * 1024 * 1024;

/// The options of a database.
#[derive(Clone, Debug)]
pub struct SqliteOptions {
    /// The file; it and its directory are made when missing.
    pub path: PathBuf,
    /// Durability of commits.
    pub synchronous: Synchronous,
    /// The number of concurrent reads.
    pub reader_pool_size: usize,
    /// The number of queued writes above which callers wait.
    pub write_queue_jobs: usize,
    /// The most writes in one commit.
    pub max_group_jobs: usize,
    /// After how many milliseconds a commit takes in no more writes.
    pub max_group_ms: u64,
    /// For how many milliseconds one commit removes what was deleted.
    pub max_removal_ms: u64,
    /// The size of the in-memory cache of vectors, in bytes.
    pub vector_cache_bytes: usize,
    /// How many milliseconds to wait for another program that has locked the file (a backup, a shell).
    pub busy_timeout_ms: u64,
    /// The destination of progress reports of a migration.
    pub progress: Progress,
}

impl SqliteOptions {
    /// The defaults for a file.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            synchronous: Synchronous::default(),
            reader_pool_size: READER_POOL_SIZE,
            write_queue_jobs: WRITE_QUEUE_JOBS,
            max_group_jobs: MAX_GROUP_JOBS,
            max_group_ms: MAX_GROUP_MS,
            max_removal_ms: MAX_REMOVAL_MS,
            vector_cache_bytes: VECTOR_CACHE_BYTES,
            busy_timeout_ms: BUSY_TIMEOUT_MS,
            progress: Progress::Hidden,
        }
    }
}

/// As much is written to see whether a disk has room.
const PROBE_BYTES: usize = 256 * 1024;

/// An open database. Dropping it executes the waiting writes and closes it.
pub struct SqliteStorage {
    /// A file beside the database, there for a moment when the disk is tried.
    probe: PathBuf,
    presence: Arc<Presence>,
    readers: Arc<Readers>,
    /// For searches by meaning.
    pub(super) vectors: Arc<VectorCache>,
    /// `None` once closed.
    writer: RwLock<Option<WriterHandle>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    lock: Mutex<Option<DatabaseLock>>,
    metrics: StorageMetrics,
}

impl SqliteStorage {
    /// Opens a database, makes it when missing, and migrates it.
    ///
    /// # Errors
    /// - [`StorageError::Locked`]: another server has it open;
    /// - [`StorageError::Newer`]: a newer program wrote it;
    /// - [`StorageError::Corrupt`]: it is damaged or no database;
    /// - [`StorageError::Open`]: anything else.
    pub fn open(options: &SqliteOptions) -> Result<Self, StorageError> {
        let path = &options.path;
        let open = |e| open_error(e, path);
        let failed = |e: std::io::Error| from_io(e, path);
        make_private(path).map_err(failed)?;
        let lock = DatabaseLock::acquire(path)?;
        let mut conn = Connection::open(path).map_err(open)?;
        conn.busy_timeout(Duration::from_millis(options.busy_timeout_ms)).map_err(open)?;
        // Only an empty database can still choose; `compact` changes the others. One that is refused below is left as
        // it is.
        let pages: i64 = conn.pragma_query_value(None, "page_count", |r| r.get(0)).map_err(open)?;
        if pages == 0 {
            conn.pragma_update(None, "auto_vacuum", "INCREMENTAL").map_err(open)?;
        }
        migrate(&mut conn, path, &options.progress)?;
        let mode: String = conn.pragma_update_and_check(None, "journal_mode", "WAL", |r| r.get(0)).map_err(open)?;
        if mode != "wal" {
            let source = format!("its file system does not support a write-ahead log (journal mode `{mode}`)").into();
            return Err(StorageError::Open { path: path.display().to_string(), source });
        }
        configure(&conn, options).map_err(open)?;
        let readers = (0..options.reader_pool_size.max(1))
            .map(|_| {
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                let reader = Connection::open_with_flags(path, flags)?;
                configure(&reader, options)?;
                Ok(reader)
            })
            .collect::<rusqlite::Result<Vec<_>>>()
            .map_err(open)?;
        let grouping = WriterOptions {
            queue_jobs: options.write_queue_jobs,
            max_group_jobs: options.max_group_jobs,
            max_group_ms: options.max_group_ms,
            busy_timeout: Duration::from_millis(options.busy_timeout_ms),
            max_removal: Duration::from_millis(options.max_removal_ms),
        };
        // The first reader creates the log.
        conn.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(())).map_err(open)?;
        let presence = Arc::new(Presence::of(path).map_err(failed)?);
        let metrics = StorageMetrics::default();
        let (writer, thread) = writer::start(conn, grouping, Arc::clone(&presence), metrics.clone()).map_err(failed)?;
        Ok(Self {
            probe: beside(path, ".probe"),
            presence,
            readers: Arc::new(Readers::new(readers)),
            vectors: Arc::new(VectorCache::new(options.vector_cache_bytes)),
            writer: RwLock::new(Some(writer)),
            thread: Mutex::new(Some(thread)),
            lock: Mutex::new(Some(lock)),
            metrics,
        })
    }

    /// Carries out a change; answers after its commit. `action` completes "failed to ...".
    pub(super) async fn write<T, F>(&self, action: &'static str, work: F) -> Result<T, StorageError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> DbResult<T> + Send + 'static,
    {
        let writer = self.writer.read().clone().ok_or(StorageError::Closed)?;
        writer.write(action, work).await
    }

    /// Reads from one snapshot, which has everything that was answered before. `action` completes "failed to ...".
    pub(super) async fn read<T, F>(&self, action: &'static str, work: F) -> Result<T, StorageError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> DbResult<T> + Send + 'static,
    {
        self.present()?;
        let readers = Arc::clone(&self.readers);
        // The permit goes along: a caller that stops waiting must not let another in before the connection is back.
        let permit = Arc::clone(&readers.permits).acquire_owned().await.map_err(|_| StorageError::Closed)?;
        let read = tokio::task::spawn_blocking(move || {
            let reader = Reader::take(&readers)?;
            let result = reader.snapshot(work).map_err(|e| e.during(action));
            drop(reader);
            drop(permit);
            result
        });
        read.await.map_err(|e| StorageError::Other { action, source: e.into() })?
    }
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(bytes)
}

fn configure(conn: &Connection, options: &SqliteOptions) -> rusqlite::Result<()> {
    conn.busy_timeout(Duration::from_millis(options.busy_timeout_ms))?;
    conn.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
    // A quoted name that no table has is an error, not a text.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    let synchronous = match options.synchronous {
        Synchronous::Normal => "NORMAL",
        Synchronous::Full => "FULL",
    };
    conn.pragma_update(None, "synchronous", synchronous)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.pragma_update(None, "cache_size", -CACHE_KIB)?;
    conn.pragma_update_and_check(None, "journal_size_limit", WAL_LIMIT_BYTES, |_| Ok(()))
}

/// The size of a database before and after [`compact`], in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compacted {
    /// Before.
    pub before: u64,
    /// After.
    pub after: u64,
}

/// Writes a database anew without the space that is not used any more, and makes it give such space back by itself from
/// then on. It needs as much room on the disk as the database has in use. Nothing is lost when it is interrupted.
///
/// # Errors
/// Returns an error if a server has the database open, or as [`SqliteStorage::open`].
pub fn compact(path: &Path, progress: &Progress) -> Result<Compacted, StorageError> {
    let failed = |e: std::io::Error| from_io(e, path);
    let open = |e| open_error(e, path);
    let before = std::fs::metadata(path).map_err(failed)?.len();
    let _lock = DatabaseLock::acquire(path)?;
    let mut conn = Connection::open(path).map_err(open)?;
    conn.busy_timeout(Duration::from_millis(BUSY_TIMEOUT_MS)).map_err(open)?;
    migrate(&mut conn, path, progress)?;
    conn.pragma_update(None, "auto_vacuum", "INCREMENTAL").map_err(open)?;
    let step = Arc::new(progress.begin(format!("compacting {}", path.display()), None));
    let removed = removal::remove_all(&mut conn, Duration::from_millis(MAX_REMOVAL_MS));
    removed.map_err(|error| error.during("remove what was deleted"))?;
    watched(&mut conn, &step, |conn| conn.execute_batch("VACUUM")).map_err(open)?;
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(open)?;
    drop(conn);
    Ok(Compacted { before, after: std::fs::metadata(path).map_err(failed)?.len() })
}

#[async_trait]
impl Storage for SqliteStorage {
    fn present(&self) -> Result<(), StorageError> {
        // Closing removes the log.
        if self.writer.read().is_none() {
            return Err(StorageError::Closed);
        }
        Ok(self.presence.look_sometimes()?)
    }

    async fn check(&self) -> Result<(), StorageError> {
        // A small change may fit into what the log already has of the disk. That there is more to be had, only having
        // it shows.
        if self.writer.read().is_none() {
            return Err(StorageError::Closed);
        }
        let (probe, presence) = (self.probe.clone(), Arc::clone(&self.presence));
        let probed = tokio::task::spawn_blocking(move || {
            presence.look()?;
            let written = write_private(&probe, &vec![0x5a; PROBE_BYTES]);
            let removed = match std::fs::remove_file(&probe) {
                // Another check has done it.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
                removed => removed,
            };
            written.and(removed).map_err(|error| from_io(error, &probe))
        });
        probed.await.map_err(|e| StorageError::Other { action: "check the database", source: e.into() })??;
        self.write("check the database", |conn| {
            conn.prepare_cached("UPDATE health SET checked = checked + 1")?.execute([])?;
            Ok(())
        })
        .await?;
        self.read("check the database", |conn| {
            Ok(conn.prepare_cached("SELECT checked FROM health")?.query_row([], |r| r.get::<_, i64>(0)).map(drop)?)
        })
        .await
    }

    fn metrics(&self) -> StorageMetrics {
        self.metrics.clone()
    }

    async fn stats(&self) -> Result<StorageStats, StorageError> {
        let waiting = self.writer.read().as_ref().map_or(0, WriterHandle::waiting);
        let measured = self.read("measure the database", |conn| {
            let pages: i64 =
                conn.query_row("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", [], |r| {
                    r.get(0)
                })?;
            Ok((pages.unsigned_abs(), removal::count(conn)?))
        });
        let (size_bytes, waiting_removals) = measured.await?;
        Ok(StorageStats { size_bytes, waiting_writes: waiting as u64, waiting_removals })
    }

    async fn removed(&self) -> Result<(), StorageError> {
        let removed = self.writer.read().as_ref().ok_or(StorageError::Closed)?.removed();
        removed.await
    }

    async fn close(&self) {
        self.readers.close().await;
        *self.writer.write() = None;
        let thread = self.thread.lock().take();
        if let Some(thread) = thread {
            // A writer that panicked has already failed its callers; there is no other caller to notify.
            let _ = tokio::task::spawn_blocking(move || thread.join()).await;
        }
        *self.lock.lock() = None;
    }
}

impl Drop for SqliteStorage {
    fn drop(&mut self) {
        *self.writer.get_mut() = None;
        if let Some(thread) = self.thread.get_mut().take() {
            let _ = thread.join();
        }
    }
}

/// The pool of read-only connections.
struct Readers {
    /// One per connection.
    permits: Arc<Semaphore>,
    size: u32,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    fn new(connections: Vec<Connection>) -> Self {
        let size = u32::try_from(connections.len()).unwrap_or(u32::MAX);
        Self { permits: Arc::new(Semaphore::new(connections.len())), size, idle: Mutex::new(connections) }
    }

    /// Waits for the reads that are under way; later ones find the pool closed.
    async fn close(&self) {
        if let Ok(_all) = self.permits.acquire_many(self.size).await {
            self.permits.close();
            self.idle.lock().clear();
        }
    }
}

/// A connection on loan; goes back when dropped, even by a panic.
struct Reader<'a> {
    readers: &'a Readers,
    conn: Option<Connection>,
}

impl<'a> Reader<'a> {
    fn take(readers: &'a Readers) -> Result<Self, StorageError> {
        let conn = readers.idle.lock().pop().ok_or(StorageError::Closed)?;
        Ok(Self { readers, conn: Some(conn) })
    }

    fn snapshot<T>(&self, work: impl FnOnce(&Connection) -> DbResult<T>) -> DbResult<T> {
        let conn = self.conn.as_ref().expect("there until dropped");
        let transaction = conn.unchecked_transaction()?;
        let result = work(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take() {
            self.readers.idle.lock().push(conn);
        }
    }
}
