//! How long a search by meaning takes: `cargo bench --bench store_search -- <items> <dims>`. All items lie in one
//! namespace; vectors are random, which is the worst case for nothing and the best for nothing, because every one of
//! them is compared anyway.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use runyard_core::{
    item::{StoreOp, StoreResult},
    storage::Items,
    time::Timestamp,
    vector::{IndexId, unit},
};
use runyard_sqlite::{SqliteOptions, SqliteStorage};
use serde_json::{Value, json};

const DEFAULT_ITEMS: usize = 100_000;
const DEFAULT_DIMS: usize = 384;
const BATCH_ITEMS: usize = 1000;
const SEARCHES: usize = 50;
const LIMIT: u32 = 10;

/// xorshift64*
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as u32
    }

    fn vector(&mut self, dims: usize) -> Vec<f32> {
        let numbers = (0..dims).map(|_| (self.next() % 2001) as f32 - 1000.0).collect();
        unit(numbers, dims).expect("finite numbers")
    }
}

fn put(chance: &mut Chance, n: usize, dims: usize) -> StoreOp {
    StoreOp::Put {
        namespace: vec!["notes".into()],
        key: format!("key-{n}"),
        value: Some(
            (&json!({"n": n, "ten": n % 10, "text": "as long as a note that somebody has written down to find it again one day"}))
                .into(),
        ),
        index: Value::Null,
        ttl: None,
        vectors: Some(vec![chance.vector(dims)]),
    }
}

async fn search(storage: &SqliteStorage, index: IndexId, query: Vec<f32>, filter: &Value) -> Duration {
    let op = StoreOp::Search {
        prefix: vec!["notes".into()],
        filter: filter.as_object().cloned(),
        limit: LIMIT,
        offset: 0,
        query: Some("a text".into()),
        vector: Some(query),
        refresh_ttl: None,
    };
    let start = Instant::now();
    let results = storage.store_batch(vec![op], Some(index), Timestamp::now()).await.expect("a search");
    let took = start.elapsed();
    assert!(matches!(&results[0], StoreResult::Items(items) if items.len() == LIMIT as usize));
    took
}

fn show(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("{what:<44} median {:>9.2?}   p95 {:>9.2?}   worst {:>9.2?}", at(0.5), at(0.95), at(1.0));
}

#[tokio::main]
async fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let items = numbers.first().copied().unwrap_or(DEFAULT_ITEMS);
    let dims = numbers.get(1).copied().unwrap_or(DEFAULT_DIMS);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("bench.db");
    let mut chance = Chance(17);
    println!("{items} items of {dims} numbers in one namespace, {SEARCHES} searches of {LIMIT} each\n");

    let options = SqliteOptions { vector_cache_bytes: usize::MAX, ..SqliteOptions::new(&path) };
    let storage = Arc::new(SqliteStorage::open(&options).expect("a database"));
    let index = storage.open_index("bench".into()).await.expect("an index");
    let start = Instant::now();
    for from in (0..items).step_by(BATCH_ITEMS) {
        let ops = (from..items.min(from + BATCH_ITEMS)).map(|n| put(&mut chance, n, dims)).collect();
        storage.store_batch(ops, Some(index), Timestamp::now()).await.expect("puts");
    }
    println!("puts, {BATCH_ITEMS} in a batch: {:.0} items/s", items as f64 / start.elapsed().as_secs_f64());

    show("first search (reads everything)", vec![search(&storage, index, chance.vector(dims), &Value::Null).await]);
    for (what, filter) in [
        ("search", Value::Null),
        ("search, filter met by every tenth", json!({"ten": 3})),
        ("search, filter met by the last 10 items", json!({"n": {"$gte": items.saturating_sub(10)}})),
    ] {
        let mut times = Vec::new();
        for _ in 0..SEARCHES {
            times.push(search(&storage, index, chance.vector(dims), &filter).await);
        }
        show(what, times);
    }
    let mut times = Vec::new();
    for n in 0..SEARCHES {
        let op = put(&mut chance, n * 7 % items.max(1), dims);
        storage.store_batch(vec![op], Some(index), Timestamp::now()).await.expect("a put");
        times.push(search(&storage, index, chance.vector(dims), &Value::Null).await);
    }
    show("search after each put", times);
    drop(storage);

    let options = SqliteOptions { vector_cache_bytes: 0, ..SqliteOptions::new(&path) };
    let storage = SqliteStorage::open(&options).expect("the database");
    let mut times = Vec::new();
    for _ in 0..SEARCHES.min(10) {
        times.push(search(&storage, index, chance.vector(dims), &Value::Null).await);
    }
    show("search without memory for vectors", times);
}
