-- The schema of a Runyard database.
--
-- Ids are 16 bytes, times are microseconds since the Unix epoch, and JSON is text as it was received.
--
-- Deletion: a thread or a run disappears in one small transaction, however much it has, and its id can be used again at
-- once. Therefore the rows that a thread or a run may have many of are not found by its id, but by a number that no
-- other thread or run ever gets:
-- - `threads.history` leads to checkpoints, channel values and writes;
-- - `threads.seq` leads to runs (`runs.thread`);
-- - `runs.log` leads to events; it is NULL for a run without an event log.
-- Once no thread or run has the number, no query finds the rows. Triggers record the number in `deletions`, and the
-- writer removes the rows later. Such tables have no foreign keys, because their rows outlive their parents.

-- One row that the server reads and writes to see whether the database works.
CREATE TABLE health (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    checked INTEGER NOT NULL
) STRICT;
INSERT INTO health (id, checked) VALUES (1, 0);

------------------------------------------------------------------------------------------------------------------------
-- Assistants
------------------------------------------------------------------------------------------------------------------------

-- `version` is the version that the assistant shows; the columns repeat that row of `assistant_versions`, so that reads
-- and searches need no join.
CREATE TABLE assistants (
    seq INTEGER PRIMARY KEY,
    assistant_id BLOB NOT NULL UNIQUE,
    graph_id TEXT NOT NULL,
    config TEXT NOT NULL,
    context TEXT NOT NULL,
    metadata TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX assistants_by_graph ON assistants (graph_id);
-- One for each order of a search.
CREATE INDEX assistants_by_created_at ON assistants (created_at);
CREATE INDEX assistants_by_updated_at ON assistants (updated_at);
CREATE INDEX assistants_by_name ON assistants (name);
-- Lists the assistants of one graph in the default order.
CREATE INDEX assistants_by_graph_and_created_at ON assistants (graph_id, created_at);

-- Every version of every assistant: each change adds one.
CREATE TABLE assistant_versions (
    assistant_id BLOB NOT NULL REFERENCES assistants (assistant_id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    graph_id TEXT NOT NULL,
    config TEXT NOT NULL,
    context TEXT NOT NULL,
    metadata TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (assistant_id, version)
) STRICT, WITHOUT ROWID;

-- An index for searches by metadata: the scalar members of each assistant's metadata. `assistant` is `assistants.seq`.
-- `value` may be shortened, so the search checks a match against the metadata itself.
CREATE TABLE assistant_terms (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    assistant INTEGER NOT NULL REFERENCES assistants (seq) ON DELETE CASCADE,
    PRIMARY KEY (name, value, assistant)
) STRICT, WITHOUT ROWID;
-- Finds the terms of an assistant that changes or is deleted.
CREATE INDEX assistant_terms_by_assistant ON assistant_terms (assistant);

-- An index for searches by a part of the name: every three consecutive characters of the lower-case name, with
-- `assistants.seq` as the rowid.
CREATE VIRTUAL TABLE assistant_names USING fts5(name, content = '', contentless_delete = 1, tokenize = 'trigram');

------------------------------------------------------------------------------------------------------------------------
-- Threads
------------------------------------------------------------------------------------------------------------------------

CREATE TABLE threads (
    seq INTEGER PRIMARY KEY,
    thread_id BLOB NOT NULL UNIQUE,
    -- The number of its checkpoints, channel values and writes.
    history INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    state_updated_at INTEGER NOT NULL,
    metadata TEXT NOT NULL,
    config TEXT NOT NULL,
    status TEXT NOT NULL,
    interrupts TEXT,
    error TEXT,
    -- 1: a graph that used a thread of its own made it, not a client. It has checkpoints, and no request shows it.
    internal INTEGER NOT NULL DEFAULT 0,
    -- The TTL as the client gave it, and the same in microseconds.
    ttl_strategy TEXT,
    ttl_minutes REAL,
    ttl_micros INTEGER,
    -- The strategy `keep_latest` prunes a thread once after each change: `swept_at` is the `updated_at` that the thread
    -- had when it was pruned last.
    swept_at INTEGER,
    -- The TTL counts from the last change of the thread, and never while a run of it is in flight.
    expires_at INTEGER GENERATED ALWAYS AS (
        CASE WHEN status <> 'busy' AND swept_at IS NOT updated_at THEN updated_at + ttl_micros END
    ) VIRTUAL
) STRICT;
-- One for each order of a search. Searches never return internal threads, so an index without those answers counts and
-- offsets by itself.
CREATE INDEX threads_by_created_at ON threads (created_at) WHERE internal = 0;
CREATE INDEX threads_by_updated_at ON threads (updated_at) WHERE internal = 0;
CREATE INDEX threads_by_state_updated_at ON threads (state_updated_at) WHERE internal = 0;
CREATE INDEX threads_by_status ON threads (status, updated_at) WHERE internal = 0;
-- Finds the threads to sweep.
CREATE INDEX threads_by_expires_at ON threads (expires_at) WHERE expires_at IS NOT NULL;

-- The values of a thread are not in `threads`, because they may be large, and the row there is written anew with each
-- change of the status. `bytes` has them, or else the blob that `blob_id` names.
CREATE TABLE thread_values (
    thread_id BLOB NOT NULL PRIMARY KEY REFERENCES threads (thread_id) ON DELETE CASCADE,
    bytes BLOB,
    blob_id INTEGER,
    CHECK ((bytes IS NULL) + (blob_id IS NULL) = 1)
) STRICT;
CREATE INDEX thread_values_by_blob ON thread_values (blob_id) WHERE blob_id IS NOT NULL;

-- An index for searches by metadata (`source` 0) and values (`source` 1): their scalar members. `seq` is `threads.seq`.
-- `name` is the path to the member: its names with U+001F between them, and U+001E for any element of an array. `value`
-- may be shortened, so the search checks a match against the thread itself. The term without a name marks threads
-- whose metadata has members below the top level that are not all indexed.
--
-- The entries of a term are ordered by `bucket`: the thread's last change, rounded down to 2^32 microseconds (about 71
-- minutes), so that a thread in use rarely has its entries rewritten.
CREATE TABLE thread_terms (
    source INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    bucket INTEGER NOT NULL,
    seq INTEGER NOT NULL REFERENCES threads (seq) ON DELETE CASCADE,
    PRIMARY KEY (source, name, value, bucket, seq)
) STRICT, WITHOUT ROWID;
-- Finds the terms of a thread that changes or is deleted.
CREATE INDEX thread_terms_by_thread ON thread_terms (seq, source);
CREATE TRIGGER thread_terms_follow AFTER UPDATE OF updated_at ON threads
WHEN (NEW.updated_at >> 32) <> (OLD.updated_at >> 32) BEGIN
    UPDATE thread_terms SET bucket = NEW.updated_at >> 32 WHERE seq = NEW.seq;
END;

------------------------------------------------------------------------------------------------------------------------
-- Checkpoints: the history of a thread. `ns` is the checkpoint namespace, `kind` the serialization of `bytes`.
------------------------------------------------------------------------------------------------------------------------

-- `versions` is a JSON object: the version that each channel has in this checkpoint.
CREATE TABLE checkpoints (
    history INTEGER NOT NULL,
    ns TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    parent_id TEXT,
    run_id BLOB,
    versions TEXT NOT NULL,
    metadata TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (history, ns, checkpoint_id)
) STRICT, WITHOUT ROWID;

-- The value of each version of each channel is stored once, however many checkpoints have it. `bytes` has it, or else
-- the blob that `blob_id` names.
CREATE TABLE channel_values (
    history INTEGER NOT NULL,
    ns TEXT NOT NULL,
    channel TEXT NOT NULL,
    version TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes BLOB,
    blob_id INTEGER,
    CHECK ((bytes IS NULL) + (blob_id IS NULL) = 1),
    PRIMARY KEY (history, ns, channel, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX channel_values_by_blob ON channel_values (blob_id) WHERE blob_id IS NOT NULL;

-- Pending writes: what a task wrote after the checkpoint; `idx` is the place of the write in its task. `bytes` has the
-- value, or else the blob that `blob_id` names.
CREATE TABLE writes (
    history INTEGER NOT NULL,
    ns TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    idx INTEGER NOT NULL,
    run_id BLOB,
    channel TEXT NOT NULL,
    path TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes BLOB,
    blob_id INTEGER,
    CHECK ((bytes IS NULL) + (blob_id IS NULL) = 1),
    PRIMARY KEY (history, ns, checkpoint_id, task_id, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX writes_by_blob ON writes (blob_id) WHERE blob_id IS NOT NULL;

------------------------------------------------------------------------------------------------------------------------
-- Blobs
------------------------------------------------------------------------------------------------------------------------

-- Large values of threads, channels and writes are stored here once. Copies of a thread refer to the same blobs.
CREATE TABLE blobs (
    blob_id INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

-- The blobs that no row refers to.
CREATE VIEW unnamed_blobs AS
    SELECT blob_id, length(bytes) > 65536 AS large FROM blobs b
    WHERE NOT EXISTS (SELECT 1 FROM thread_values WHERE blob_id = b.blob_id)
        AND NOT EXISTS (SELECT 1 FROM channel_values WHERE blob_id = b.blob_id)
        AND NOT EXISTS (SELECT 1 FROM writes WHERE blob_id = b.blob_id);

-- A blob is deleted with the last row that refers to it, whatever deleted that row: a blob of up to 64 KiB at once, a
-- larger one afterwards. Rows of `channel_values` are never changed, so that table needs no trigger for updates.
CREATE TRIGGER thread_values_deleted AFTER DELETE ON thread_values WHEN OLD.blob_id IS NOT NULL BEGIN
    INSERT INTO deletions (kind, number)
        SELECT 'blob', blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND large;
    DELETE FROM blobs WHERE blob_id = (SELECT blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND NOT large);
END;
CREATE TRIGGER thread_values_replaced AFTER UPDATE OF blob_id ON thread_values
WHEN OLD.blob_id IS NOT NULL AND OLD.blob_id IS NOT NEW.blob_id BEGIN
    INSERT INTO deletions (kind, number)
        SELECT 'blob', blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND large;
    DELETE FROM blobs WHERE blob_id = (SELECT blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND NOT large);
END;
CREATE TRIGGER channel_values_deleted AFTER DELETE ON channel_values WHEN OLD.blob_id IS NOT NULL BEGIN
    INSERT INTO deletions (kind, number)
        SELECT 'blob', blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND large;
    DELETE FROM blobs WHERE blob_id = (SELECT blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND NOT large);
END;
CREATE TRIGGER writes_deleted AFTER DELETE ON writes WHEN OLD.blob_id IS NOT NULL BEGIN
    INSERT INTO deletions (kind, number)
        SELECT 'blob', blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND large;
    DELETE FROM blobs WHERE blob_id = (SELECT blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND NOT large);
END;
CREATE TRIGGER writes_replaced AFTER UPDATE OF blob_id ON writes
WHEN OLD.blob_id IS NOT NULL AND OLD.blob_id IS NOT NEW.blob_id BEGIN
    INSERT INTO deletions (kind, number)
        SELECT 'blob', blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND large;
    DELETE FROM blobs WHERE blob_id = (SELECT blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND NOT large);
END;

------------------------------------------------------------------------------------------------------------------------
-- Runs: the queue
------------------------------------------------------------------------------------------------------------------------

CREATE TABLE runs (
    -- The order of creation.
    seq INTEGER PRIMARY KEY,
    run_id BLOB NOT NULL UNIQUE,
    thread_id BLOB NOT NULL,
    -- `threads.seq` of its thread.
    thread INTEGER NOT NULL,
    status TEXT NOT NULL,
    -- The run does not start before this time.
    available_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    -- 1 for the one run of a thread that a claim may take.
    ready INTEGER NOT NULL DEFAULT 0,
    -- 1: the run was deleted while it was running. No read returns it, and it keeps its thread busy until its execution
    -- has ended.
    deleted INTEGER NOT NULL DEFAULT 0,
    -- The number of its events; NULL without an event log.
    log INTEGER,
    -- How many times it was claimed, and how many worker deaths it was blamed for.
    attempt INTEGER NOT NULL DEFAULT 0,
    faults INTEGER NOT NULL DEFAULT 0,
    cancel TEXT,
    stateless INTEGER NOT NULL,
    on_completion TEXT NOT NULL,
    resumable INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    -- When it was first claimed.
    started_at INTEGER,
    -- The delay that the client asked for, in microseconds. A run never waits longer than this from the present time
    -- on, so a wall clock that is set back holds up no run.
    delay INTEGER NOT NULL DEFAULT 0,
    -- 1: the run must have a worker for itself, because a worker died while it was running there with others.
    alone INTEGER NOT NULL DEFAULT 0,
    -- How many times the server ended without notice while the run was running, since it made the checkpoint
    -- `unclean_at`, its newest.
    unclean_ends INTEGER NOT NULL DEFAULT 0,
    unclean_at TEXT,
    assistant_id BLOB NOT NULL,
    graph_id TEXT NOT NULL,
    multitask_strategy TEXT NOT NULL,
    webhook TEXT,
    error TEXT,
    -- The checkpoint of the root graph that the client named to start from.
    start_at TEXT,
    metadata TEXT NOT NULL,
    -- The rest of the request, as JSON.
    kwargs TEXT NOT NULL
) STRICT;
-- Lists the runs of a thread, and gives a run's place among them.
CREATE INDEX runs_by_thread ON runs (thread);
-- Finds the pending runs of a thread. The transaction that deletes a thread deletes its runs in flight, so the thread's
-- id suffices to find them.
CREATE INDEX runs_pending ON runs (thread_id, available_at) WHERE status = 'pending';
-- The invariants of the queue: at most one running and at most one ready run per thread.
CREATE UNIQUE INDEX runs_running ON runs (thread_id) WHERE status = 'running';
CREATE UNIQUE INDEX runs_ready ON runs (thread_id) WHERE ready = 1;
-- Find the runs to claim.
CREATE INDEX runs_claimable ON runs (available_at) WHERE ready = 1 AND alone = 0;
-- Claims of single graphs, which have slots of their own (graphs in Rust beside those in Python).
CREATE INDEX runs_claimable_of_graph ON runs (graph_id, available_at) WHERE ready = 1 AND alone = 0;
CREATE INDEX runs_claimable_alone ON runs (available_at) WHERE ready = 1 AND alone = 1;
-- Finds the event logs to trim.
CREATE INDEX runs_logged ON runs (updated_at) WHERE log IS NOT NULL;

-- The event logs of runs. The id of an event is its time in milliseconds (`ms`) and a number within that millisecond
-- (`n`).
CREATE TABLE events (
    log INTEGER NOT NULL,
    ms INTEGER NOT NULL,
    n INTEGER NOT NULL,
    name TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (log, ms, n)
) STRICT, WITHOUT ROWID;

------------------------------------------------------------------------------------------------------------------------
-- Deletions
------------------------------------------------------------------------------------------------------------------------

-- The last number of each kind that was given out.
CREATE TABLE numbers (
    kind TEXT NOT NULL PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO numbers (kind, last) VALUES ('thread', 0), ('history', 0), ('log', 0);

-- Numbers whose rows are still to be removed.
CREATE TABLE deletions (
    -- 'thread' (its runs), 'history', 'log' or 'blob'
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (kind, number)
) STRICT, WITHOUT ROWID;

-- With these triggers no transition can forget what belongs to a thread or a run. Runs in flight are deleted at once,
-- because the queue must not see them any more.
CREATE TRIGGER threads_deleted AFTER DELETE ON threads BEGIN
    DELETE FROM runs WHERE thread_id = OLD.thread_id AND status = 'pending';
    DELETE FROM runs WHERE thread_id = OLD.thread_id AND status = 'running';
    INSERT INTO deletions (kind, number) VALUES ('thread', OLD.seq), ('history', OLD.history);
END;
CREATE TRIGGER threads_history_replaced AFTER UPDATE OF history ON threads WHEN OLD.history IS NOT NEW.history BEGIN
    INSERT INTO deletions (kind, number) VALUES ('history', OLD.history);
END;
CREATE TRIGGER runs_deleted AFTER DELETE ON runs WHEN OLD.log IS NOT NULL BEGIN
    INSERT INTO deletions (kind, number) VALUES ('log', OLD.log);
END;
CREATE TRIGGER runs_log_replaced AFTER UPDATE OF log ON runs WHEN OLD.log IS NOT NULL AND OLD.log IS NOT NEW.log BEGIN
    INSERT INTO deletions (kind, number) VALUES ('log', OLD.log);
END;

------------------------------------------------------------------------------------------------------------------------
-- Crons
------------------------------------------------------------------------------------------------------------------------

CREATE TABLE crons (
    seq INTEGER PRIMARY KEY,
    cron_id BLOB NOT NULL UNIQUE,
    assistant_id BLOB NOT NULL REFERENCES assistants (assistant_id) ON DELETE CASCADE,
    thread_id BLOB REFERENCES threads (thread_id) ON DELETE CASCADE,
    end_time INTEGER,
    schedule TEXT NOT NULL,
    timezone TEXT,
    payload TEXT NOT NULL,
    metadata TEXT NOT NULL,
    on_run_completed TEXT,
    enabled INTEGER NOT NULL,
    next_run_date INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    -- Counts the changes. A writer names the revision that it has read, and a write to another revision has no effect.
    revision INTEGER NOT NULL
) STRICT;
-- Finds the crons that are due.
CREATE INDEX crons_due ON crons (next_run_date) WHERE enabled = 1 AND next_run_date IS NOT NULL;
-- Find the crons of a thread or an assistant, for searches and when one of these is deleted.
CREATE INDEX crons_by_thread ON crons (thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX crons_by_assistant ON crons (assistant_id);
CREATE INDEX crons_by_created_at ON crons (created_at);

------------------------------------------------------------------------------------------------------------------------
-- Webhooks
------------------------------------------------------------------------------------------------------------------------

-- The outbox: one row for each run that has ended and whose end is to be delivered. A row is complete in itself,
-- because the run and its thread may be deleted before it is sent: from `run_id` on it has the columns of the run.
CREATE TABLE webhooks (
    -- The receiver's scheme, host and port.
    origin TEXT NOT NULL,
    -- When to try next; while `leased` is 1, when the lease of the present try ends. NULL once it was given up.
    due_at INTEGER,
    leased INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    started_at INTEGER,
    ended_at INTEGER NOT NULL,
    -- When it was first tried.
    sent_at INTEGER,
    given_up_at INTEGER,
    "values" TEXT,
    last_error TEXT,

    run_id BLOB NOT NULL PRIMARY KEY,
    thread_id BLOB NOT NULL,
    status TEXT NOT NULL,
    available_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    faults INTEGER NOT NULL,
    cancel TEXT,
    stateless INTEGER NOT NULL,
    on_completion TEXT NOT NULL,
    resumable INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    assistant_id BLOB NOT NULL,
    graph_id TEXT NOT NULL,
    multitask_strategy TEXT NOT NULL,
    webhook TEXT NOT NULL,
    error TEXT,
    metadata TEXT NOT NULL,
    kwargs TEXT NOT NULL
) STRICT;
-- Finds the deliveries to claim. It has the origin too, so that a claim skips a busy receiver without reading its rows.
CREATE INDEX webhooks_due ON webhooks (due_at, origin) WHERE due_at IS NOT NULL;
-- Finds the deliveries whose server ended while it tried them.
CREATE INDEX webhooks_leased ON webhooks (leased) WHERE leased = 1;
-- Finds the rows to trim.
CREATE INDEX webhooks_given_up ON webhooks (given_up_at) WHERE given_up_at IS NOT NULL;

------------------------------------------------------------------------------------------------------------------------
-- Store
------------------------------------------------------------------------------------------------------------------------

CREATE TABLE items (
    -- Each label of the namespace followed by U+001F, so that everything below a namespace is one range of keys.
    namespace TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    ttl_minutes REAL,
    expires_at INTEGER,
    -- The paths to embed that the put asked for, as JSON; NULL for those of the configuration.
    index_paths TEXT,
    -- The index that the item's vectors belong to: 0 when the item was never embedded, NULL when it is not to be.
    index_id INTEGER DEFAULT 0,
    PRIMARY KEY (namespace, key)
) STRICT, WITHOUT ROWID;
-- Finds the items to sweep.
CREATE INDEX items_by_expires_at ON items (expires_at) WHERE expires_at IS NOT NULL;
-- Finds the items to embed again after the configuration has changed.
CREATE INDEX items_by_index ON items (index_id) WHERE index_id IS NOT NULL;

-- Semantic search. An index is one configuration of embeddings; vectors of different indexes are never compared.
CREATE TABLE item_indexes (
    index_id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL UNIQUE
) STRICT;

-- A vector has unit length and is stored as 32-bit floats, least significant byte first. No `seq` is used twice, so a
-- copy in memory is brought up to date by adding the rows with a higher `seq` and dropping those that are gone.
CREATE TABLE item_vectors (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    namespace TEXT NOT NULL,
    key TEXT NOT NULL,
    index_id INTEGER NOT NULL REFERENCES item_indexes (index_id),
    vector BLOB NOT NULL,
    FOREIGN KEY (namespace, key) REFERENCES items (namespace, key) ON DELETE CASCADE
) STRICT;
CREATE INDEX item_vectors_by_item ON item_vectors (namespace, key);
