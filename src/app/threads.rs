//! Threads.

use std::collections::HashSet;

use futures::{StreamExt, stream};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{App, assistants::Page, extract, names};
use crate::error::Error;
use runyard_core::{
    event::EventId,
    id::ThreadId,
    json::RawJson,
    thread::{
        CopyThread, NewThread, NewTtl, Thread, ThreadCreated, ThreadFilter, ThreadPatch, ThreadPruned, ThreadSearch,
        ThreadStorage, TtlStrategy,
    },
    time::Timestamp,
};
use runyard_engine::streams::{ModeFilter, ThreadReader};

/// The number of threads of one request that are pruned concurrently, so that their writes share commits.
const PRUNED_AT_ONCE: usize = 32;

/// A thread, and the additional data that was requested.
#[derive(Clone, Debug)]
pub struct ShownThread {
    /// The thread.
    pub thread: Thread,
    /// True if its time to live is shown.
    pub ttl: bool,
    /// The values selected by `extract`.
    pub extracted: Option<Map<String, Value>>,
}

impl From<Thread> for ShownThread {
    fn from(thread: Thread) -> Self {
        Self { thread, ttl: false, extracted: None }
    }
}

/// A TTL in a request.
#[derive(Clone, Copy, Debug)]
pub struct AskedTtl {
    /// The action on expiry.
    pub strategy: TtlStrategy,
    /// The TTL; the default TTL if `None`.
    pub minutes: Option<f64>,
}

/// A request to create a thread.
#[derive(Debug, Default)]
pub struct CreateThread {
    /// Its id; a new one without.
    pub thread_id: Option<ThreadId>,
    /// Its metadata.
    pub metadata: Map<String, Value>,
    /// True if an existing thread is returned instead of refused.
    pub keep_existing: bool,
    /// Its time to live; the server's default without.
    pub ttl: Option<AskedTtl>,
    /// State updates to begin with: a list of `{"updates": [...]}`.
    pub supersteps: Option<Vec<RawJson>>,
}

/// The arguments of `state.bulk_update` (worker/PROTOCOL.md, section Calls).
#[derive(Serialize)]
struct StateUpdates<'a> {
    graph_id: &'a str,
    config: Value,
    supersteps: Vec<RawJson>,
}

pub(super) fn not_found(thread_id: ThreadId) -> Error {
    Error::NotFound(format!("Thread with ID {thread_id} not found"))
}

impl App {
    /// Creates a thread.
    ///
    /// # Errors
    /// Returns an error if the id is taken, the supersteps cannot be applied (nothing is created then), or the database
    /// fails.
    pub async fn create_thread(&self, create: CreateThread) -> Result<Thread, Error> {
        names::check_metadata(&create.metadata)?;
        let now = Timestamp::now();
        let thread_id = create.thread_id.unwrap_or_else(ThreadId::now_v7);
        let graph_id = match &create.supersteps {
            Some(steps) if !steps.is_empty() => {
                let graph_id = create.metadata.get("graph_id").and_then(Value::as_str).ok_or_else(|| {
                    Error::BadRequest("supersteps need metadata.graph_id to say which graph they belong to".to_owned())
                })?;
                if !self.host.graphs().iter().any(|graph| graph.graph_id == graph_id) {
                    return Err(Error::BadRequest(format!("supersteps: there is no graph '{graph_id}'")));
                }
                Some(graph_id.to_owned())
            }
            _ => None,
        };
        let new = NewThread {
            thread_id,
            metadata: RawJson::of(&create.metadata)?,
            ttl: self.asked_ttl(create.ttl)?.or_else(|| self.engine.thread_ttl()),
            now,
        };
        let thread = match self.storage.create_thread(new).await? {
            ThreadCreated::Created(thread) => {
                self.engine.note_thread(&thread);
                thread
            }
            ThreadCreated::Exists(thread) if create.keep_existing => return Ok(thread),
            ThreadCreated::Exists(_) => {
                return Err(Error::Conflict(format!("Thread with ID {thread_id} already exists")));
            }
        };
        let Some(graph_id) = graph_id else { return Ok(thread) };
        if let Err(error) = self.apply_supersteps(thread_id, &graph_id, create.supersteps.unwrap_or_default()).await {
            self.storage.delete_thread(thread_id).await?;
            return Err(error);
        }
        self.get_thread(thread_id).await
    }

    fn asked_ttl(&self, asked: Option<AskedTtl>) -> Result<Option<NewTtl>, Error> {
        let Some(AskedTtl { strategy, minutes }) = asked else { return Ok(None) };
        let minutes = minutes.or_else(|| self.engine.thread_ttl().map(|ttl| ttl.minutes)).ok_or_else(|| {
            Error::Invalid("ttl.ttl is missing: say how many minutes, because this server has no default".to_owned())
        })?;
        if minutes > 0.0 {
            Ok(Some(NewTtl { strategy, minutes }))
        } else {
            Err(Error::Invalid(format!("ttl.ttl: {minutes} is not a number of minutes above 0")))
        }
    }

    async fn apply_supersteps(
        &self,
        thread_id: ThreadId,
        graph_id: &str,
        supersteps: Vec<RawJson>,
    ) -> Result<(), Error> {
        let args = RawJson::of(&StateUpdates {
            graph_id,
            config: json!({"configurable": {"thread_id": thread_id}}),
            supersteps,
        })?;
        let updated = self.host.call(graph_id, "state.bulk_update", args).await?;
        self.keep_updated_state(thread_id, &updated).await?;
        Ok(())
    }

    /// One thread.
    ///
    /// # Errors
    /// Returns an error if there is none, or the database fails.
    pub async fn get_thread(&self, thread_id: ThreadId) -> Result<Thread, Error> {
        self.storage.get_thread(thread_id).await?.ok_or_else(|| not_found(thread_id))
    }

    /// Sets members of a thread's metadata, and its time to live.
    ///
    /// # Errors
    /// Returns an error if there is no such thread, the time to live cannot be used, or the database fails.
    pub async fn patch_thread(
        &self,
        thread_id: ThreadId,
        metadata: Option<Map<String, Value>>,
        ttl: Option<AskedTtl>,
    ) -> Result<Thread, Error> {
        metadata.as_ref().map(names::check_metadata).transpose()?;
        let patch = ThreadPatch { metadata, ttl: self.asked_ttl(ttl)?, now: Timestamp::now() };
        let thread = self.storage.patch_thread(thread_id, patch).await?;
        let thread = thread.ok_or_else(|| Error::NotFound("Not Found".to_owned()))?;
        self.engine.note_thread(&thread);
        Ok(thread)
    }

    /// Makes a thread with the metadata, values and checkpoints of another; its runs stay behind. Returns it without
    /// its values.
    ///
    /// # Errors
    /// Returns an error if there is no such thread, or the database fails.
    pub async fn copy_thread(&self, thread_id: ThreadId) -> Result<Thread, Error> {
        let copy = CopyThread { thread_id, copy_id: ThreadId::now_v7(), now: Timestamp::now() };
        let copy = self.storage.copy_thread(copy).await?.ok_or_else(|| not_found(thread_id))?;
        self.engine.note_thread(&copy);
        Ok(copy)
    }

    /// Returns the storage use of a thread.
    ///
    /// # Errors
    /// Returns an error if there is no such thread, or the database fails.
    pub async fn thread_storage(&self, thread_id: ThreadId) -> Result<ThreadStorage, Error> {
        self.storage.thread_storage(thread_id).await?.ok_or_else(|| not_found(thread_id))
    }

    /// Deletes threads, or all of their checkpoints but the newest. Returns how many that were.
    ///
    /// # Errors
    /// Returns an error if the database fails; some may have been pruned then.
    pub async fn prune_threads(&self, thread_ids: Vec<ThreadId>, strategy: TtlStrategy) -> Result<u64, Error> {
        let thread_ids: HashSet<_> = thread_ids.into_iter().collect();
        let mut pruned = stream::iter(thread_ids)
            .map(|thread_id| async move {
                match strategy {
                    TtlStrategy::Delete => self.engine.delete_thread(thread_id).await,
                    TtlStrategy::KeepLatest => {
                        self.storage.prune_thread(thread_id).await.map(|pruned| pruned == ThreadPruned::Pruned)
                    }
                }
            })
            .buffer_unordered(PRUNED_AT_ONCE);
        let mut count = 0;
        while let Some(pruned) = pruned.next().await {
            count += u64::from(pruned?);
        }
        Ok(count)
    }

    /// Returns the number of threads that match.
    ///
    /// # Errors
    /// Returns an error if the database fails.
    pub async fn count_threads(&self, filter: ThreadFilter) -> Result<u64, Error> {
        Ok(self.storage.count_threads(filter).await?)
    }

    /// Deletes a thread with all that belongs to it. Its runs are stopped.
    ///
    /// # Errors
    /// Returns an error if there is none, or the database fails.
    pub async fn delete_thread(&self, thread_id: ThreadId) -> Result<(), Error> {
        if self.engine.delete_thread(thread_id).await? { Ok(()) } else { Err(not_found(thread_id)) }
    }

    /// A page of threads, each with what `extract` (name, path) finds in it.
    ///
    /// # Errors
    /// Returns an error if a path is malformed, or the database fails.
    pub async fn search_threads(
        &self,
        mut search: ThreadSearch,
        extract: Option<Vec<(String, String)>>,
    ) -> Result<Page<ShownThread>, Error> {
        let paths = extract
            .map(|paths| {
                paths
                    .into_iter()
                    .map(|(name, path)| {
                        let path = extract::Path::parse(&name, &path)?;
                        Ok((name, path))
                    })
                    .collect::<Result<Vec<_>, Error>>()
            })
            .transpose()?;
        let (limit, offset) = (search.limit, search.offset);
        search.limit += 1;
        let page = Page::of(self.storage.search_threads(search).await?, limit, offset);
        let rows = page
            .rows
            .into_iter()
            .map(|thread| {
                let extracted = paths
                    .as_ref()
                    .map(|paths| paths.iter().map(|(name, path)| (name.clone(), path.find(&thread))).collect());
                ShownThread { thread, ttl: false, extracted }
            })
            .collect();
        Ok(Page { rows, total: page.total, next: page.next })
    }

    /// Reads the events of all runs of a thread, from after `last_event_id` as far as they were kept, or from now on.
    ///
    /// # Errors
    /// Returns an error if there is no such thread, or the id cannot be read.
    pub async fn thread_stream(
        &self,
        thread_id: ThreadId,
        last_event_id: Option<String>,
        modes: ModeFilter,
    ) -> Result<ThreadReader, Error> {
        self.get_thread(thread_id).await?;
        let after = last_event_id
            .map(|text| {
                EventId::parse(&text).ok_or_else(|| {
                    Error::Invalid(format!("Invalid last-event-id '{text}': expected an id of this stream, or -1"))
                })
            })
            .transpose()?;
        Ok(self.streams.read_thread(thread_id, after, modes).await?)
    }
}

/// The graph whose runs a thread has.
pub(super) fn graph_of(thread: &Thread) -> Option<String> {
    let metadata: Map<String, Value> = thread.metadata.read().ok()?;
    metadata.get("graph_id")?.as_str().map(str::to_owned)
}
