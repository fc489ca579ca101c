//! Exact search by meaning: every vector at and below a namespace is compared with the query.
//!
//! Vectors stay in memory for the next search. The memory may be older or newer than the snapshot of a read, so its
//! hits are only candidates: the row of each is read from the snapshot.

use std::{
    cmp::Ordering,
    collections::{BinaryHeap, HashSet},
    sync::Arc,
};

use parking_lot::{Mutex, RwLock};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value};

use super::{Page, Stored, from_row, meets, namespace};
use crate::errors::DbResult;
use runyard_core::{
    time::Timestamp,
    vector::{IndexId, dot},
};

/// Fewer vectors are read each time: it takes a few milliseconds.
const CACHED_MIN_VECTORS: usize = 500;
const NUMBER_BYTES: usize = size_of::<f32>();

/// The parameters of a semantic search.
pub(super) struct VectorQuery<'a> {
    pub prefix: &'a str,
    pub index: IndexId,
    pub query: &'a [f32],
    pub filter: Option<&'a Map<String, Value>>,
    pub page: Page,
    pub now: Timestamp,
}

/// Items by nearness, each with its best vector's; then those without a vector. `cache` must be `None` in a transaction
/// that writes: its rows may never come to be.
pub(super) fn search(
    conn: &Connection,
    cache: Option<&VectorCache>,
    wanted: &VectorQuery<'_>,
) -> DbResult<Vec<(Stored, Option<f64>)>> {
    let mut found = Vec::new();
    let page = wanted.page;
    if page.limit == 0 {
        return Ok(found);
    }
    let range = Range { prefix: wanted.prefix, end: namespace::end_of(wanted.prefix), index: wanted.index };
    // Mostly only the first few are wanted, so they are not all put in order.
    let mut hits = BinaryHeap::from(hits(conn, cache, &range, wanted.query)?);
    let mut seen = HashSet::new();
    let mut scored = 0;
    let mut row_of = conn.prepare_cached(
        "SELECT i.namespace, i.key, i.value, i.created_at, i.updated_at, i.ttl_minutes
         FROM item_vectors v JOIN items i ON i.namespace = v.namespace AND i.key = v.key
         WHERE v.seq = ?1 AND (i.expires_at IS NULL OR i.expires_at > ?2)",
    )?;
    while let Some(hit) = hits.pop() {
        let mut rows = row_of.query(params![hit.seq, wanted.now])?;
        let Some(row) = rows.next()? else { continue };
        if !meets(row, wanted.filter)? {
            continue;
        }
        let stored = from_row(row)?;
        if !seen.insert((stored.joined.clone(), stored.item.key.clone())) {
            continue;
        }
        if scored >= page.offset {
            found.push((stored, Some(f64::from(hit.score.clamp(-1.0, 1.0)))));
            if found.len() == page.limit {
                return Ok(found);
            }
        }
        scored += 1;
    }
    let rest = Page { limit: page.limit - found.len(), offset: page.offset.saturating_sub(scored) };
    found.extend(without_vectors(conn, &range, wanted, rest)?.into_iter().map(|stored| (stored, None)));
    Ok(found)
}

/// The vectors of an index at and below a namespace.
struct Range<'a> {
    prefix: &'a str,
    end: String,
    index: IndexId,
}

/// A vector that was compared. The greatest is the nearest, and of equally near ones the oldest.
struct Hit {
    score: f32,
    seq: i64,
}

impl Ord for Hit {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then(other.seq.cmp(&self.seq))
    }
}

impl PartialOrd for Hit {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Hit {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Hit {}

fn without_vectors(
    conn: &Connection,
    range: &Range<'_>,
    wanted: &VectorQuery<'_>,
    page: Page,
) -> DbResult<Vec<Stored>> {
    let mut statement = conn.prepare_cached(
        "SELECT namespace, key, value, created_at, updated_at, ttl_minutes FROM items AS i
         WHERE namespace >= ?1 AND namespace < ?2 AND (expires_at IS NULL OR expires_at > ?3)
             AND NOT EXISTS (SELECT 1 FROM item_vectors AS v
                             WHERE v.namespace = i.namespace AND v.key = i.key AND v.index_id = ?4)
         ORDER BY namespace, key",
    )?;
    let rows = statement.query(params![range.prefix, range.end, wanted.now, range.index.0])?;
    super::take_page(rows, wanted.filter, page)
}

fn hits(conn: &Connection, cache: Option<&VectorCache>, range: &Range<'_>, query: &[f32]) -> DbResult<Vec<Hit>> {
    let newest = newest(conn)?;
    let kept = match cache {
        Some(cache) => cache.set(conn, range, query.len())?,
        None => None,
    };
    let Some((cache, set)) = cache.zip(kept) else { return read(conn, range, query) };
    {
        let set = set.read();
        if set.upto >= newest && set.loaded_at <= newest {
            return Ok(set.compare(query));
        }
    }
    let mut set = set.write();
    if set.upto < newest {
        set.bring_up_to_date(conn, range, newest, query.len())?;
        cache.resized(range, set.bytes());
    } else if set.loaded_at > newest {
        // It was loaded from a later snapshot, and lacks what was replaced since this one.
        return read(conn, range, query);
    }
    Ok(set.compare(query))
}

/// The number of the newest vector, also of one that is gone.
fn newest(conn: &Connection) -> DbResult<i64> {
    let mut statement = conn.prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'item_vectors'")?;
    Ok(statement.query_row([], |r| r.get(0)).optional()?.unwrap_or(0))
}

fn count(conn: &Connection, range: &Range<'_>) -> DbResult<usize> {
    let mut statement =
        conn.prepare_cached("SELECT count(*) FROM item_vectors WHERE namespace >= ?1 AND namespace < ?2")?;
    let count: i64 = statement.query_row(params![range.prefix, range.end], |r| r.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// Hands each vector of a range to `each`.
fn for_each(conn: &Connection, range: &Range<'_>, mut each: impl FnMut(i64, &[u8])) -> DbResult<()> {
    let mut statement = conn.prepare_cached(
        "SELECT seq, vector FROM item_vectors WHERE namespace >= ?1 AND namespace < ?2 AND index_id = ?3",
    )?;
    let mut rows = statement.query(params![range.prefix, range.end, range.index.0])?;
    while let Some(row) = rows.next()? {
        each(row.get(0)?, row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?);
    }
    Ok(())
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = f32> {
    bytes.as_chunks::<NUMBER_BYTES>().0.iter().map(|bytes| f32::from_le_bytes(*bytes))
}

/// Compares without keeping anything.
fn read(conn: &Connection, range: &Range<'_>, query: &[f32]) -> DbResult<Vec<Hit>> {
    let mut hits = Vec::new();
    let mut vector = Vec::with_capacity(query.len());
    for_each(conn, range, |seq, bytes| {
        vector.clear();
        vector.extend(numbers(bytes));
        hits.push(Hit { score: dot(&vector, query), seq });
    })?;
    Ok(hits)
}

/// Vectors of one range in memory: all that were there when it was loaded, and all that came since. Some may be gone.
#[derive(Default)]
struct Set {
    /// Everything up to this number is here.
    upto: i64,
    /// The newest number at the last full load.
    loaded_at: i64,
    /// The number of vectors at that time.
    loaded: usize,
    seqs: Vec<i64>,
    numbers: Vec<f32>,
}

impl Set {
    fn compare(&self, query: &[f32]) -> Vec<Hit> {
        let vectors = self.numbers.chunks_exact(query.len());
        self.seqs.iter().zip(vectors).map(|(seq, vector)| Hit { score: dot(vector, query), seq: *seq }).collect()
    }

    fn bytes(&self) -> usize {
        self.numbers.capacity() * NUMBER_BYTES + self.seqs.capacity() * size_of::<i64>()
    }

    fn bring_up_to_date(&mut self, conn: &Connection, range: &Range<'_>, newest: i64, dims: usize) -> DbResult<()> {
        let news = usize::try_from(newest - self.upto).unwrap_or(usize::MAX);
        // Reloads everything if the changes of other namespaces are more numerous, or if half of the entries may be
        // deleted.
        if news > self.loaded || self.seqs.len() + news > 2 * self.loaded {
            *self = Self::load(conn, range, newest, dims)?;
            return Ok(());
        }
        let mut statement = conn.prepare_cached(
            "SELECT seq, vector FROM item_vectors NOT INDEXED
             WHERE seq > ?1 AND namespace >= ?2 AND namespace < ?3 AND index_id = ?4",
        )?;
        let mut rows = statement.query(params![self.upto, range.prefix, range.end, range.index.0])?;
        let (mut seqs, mut vectors) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            seqs.push(row.get::<_, i64>(0)?);
            vectors.extend(numbers(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?));
        }
        self.seqs.extend(seqs);
        self.numbers.extend(vectors);
        self.upto = newest;
        Ok(())
    }

    fn load(conn: &Connection, range: &Range<'_>, newest: i64, dims: usize) -> DbResult<Self> {
        let count = count(conn, range)?;
        let mut set = Self { upto: newest, loaded_at: newest, ..Self::default() };
        set.seqs.reserve_exact(count);
        set.numbers.reserve_exact(count * dims);
        for_each(conn, range, |seq, bytes| {
            set.seqs.push(seq);
            set.numbers.extend(numbers(bytes));
        })?;
        set.loaded = set.seqs.len();
        Ok(set)
    }
}

/// The sets of the ranges that were searched last, within a number of bytes.
pub(crate) struct VectorCache {
    max_bytes: usize,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    uses: u64,
    entries: Vec<Entry>,
}

struct Entry {
    prefix: String,
    index: IndexId,
    set: Arc<RwLock<Set>>,
    bytes: usize,
    last_use: u64,
}

impl Entry {
    fn is_of(&self, range: &Range<'_>) -> bool {
        self.index == range.index && self.prefix == range.prefix
    }
}

impl VectorCache {
    /// An empty one.
    pub fn new(max_bytes: usize) -> Self {
        Self { max_bytes, kept: Mutex::default() }
    }

    /// The set of a range, which may still be empty; `None` when the range has too few vectors or too many.
    fn set(&self, conn: &Connection, range: &Range<'_>, dims: usize) -> DbResult<Option<Arc<RwLock<Set>>>> {
        if let Some(set) = self.known(range) {
            return Ok(Some(set));
        }
        let count = count(conn, range)?;
        let bytes = count * (dims * NUMBER_BYTES + size_of::<i64>());
        if count < CACHED_MIN_VECTORS || bytes > self.max_bytes {
            return Ok(None);
        }
        let mut kept = self.kept.lock();
        kept.uses += 1;
        let last_use = kept.uses;
        // Another search may have started loading in the meantime; then both wait for the same set.
        if let Some(entry) = kept.entries.iter_mut().find(|entry| entry.is_of(range)) {
            return Ok(Some(Arc::clone(&entry.set)));
        }
        let set = Arc::<RwLock<Set>>::default();
        let entry =
            Entry { prefix: range.prefix.to_owned(), index: range.index, set: Arc::clone(&set), bytes, last_use };
        kept.entries.push(entry);
        kept.keep_within(self.max_bytes);
        Ok(Some(set))
    }

    fn known(&self, range: &Range<'_>) -> Option<Arc<RwLock<Set>>> {
        let mut kept = self.kept.lock();
        kept.uses += 1;
        let uses = kept.uses;
        let entry = kept.entries.iter_mut().find(|entry| entry.is_of(range))?;
        entry.last_use = uses;
        Some(Arc::clone(&entry.set))
    }

    fn resized(&self, range: &Range<'_>, bytes: usize) {
        let mut kept = self.kept.lock();
        if let Some(entry) = kept.entries.iter_mut().find(|entry| entry.is_of(range)) {
            entry.bytes = bytes;
            kept.keep_within(self.max_bytes);
        }
    }
}

impl Kept {
    /// Lets go of those that were not used for longest.
    fn keep_within(&mut self, max_bytes: usize) {
        while self.entries.iter().map(|entry| entry.bytes).sum::<usize>() > max_bytes {
            let oldest = self.entries.iter().enumerate().min_by_key(|(_, entry)| entry.last_use).map(|(at, _)| at);
            match oldest {
                Some(at) => drop(self.entries.swap_remove(at)),
                None => return,
            }
        }
    }
}
