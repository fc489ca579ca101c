-- What is deleted disappears at once and is removed piece by piece afterwards. So whatever a thread or run may have much of is found by a number
-- that no other thread or run ever gets, and not by an id that can be used again:
-- - `threads.history`: its checkpoints, channel values and pending writes;
-- - `threads.seq`: its runs (`runs.thread`);
-- - `runs.log`: its events; NULL without a log.
-- Once no thread or run has the number, nobody finds the rows, and `deletions` says that they are to be removed.
CREATE TABLE deletions (
    -- 'thread' (its runs), 'history', 'log' or 'blob'
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (kind, number)
) STRICT, WITHOUT ROWID;

-- The last number of each kind that was given away.
CREATE TABLE numbers (
    kind TEXT NOT NULL PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO numbers (kind, last) VALUES
    ('thread', (SELECT coalesce(max(seq), 0) FROM threads)),
    ('history', (SELECT coalesce(max(seq), 0) FROM threads)),
    ('log', (SELECT coalesce(max(seq), 0) FROM runs));

ALTER TABLE threads ADD COLUMN history INTEGER;
UPDATE threads SET history = seq;

-- None of the tables below refers to its parent by a foreign key: their rows outlive it for a while.
CREATE TABLE events_new (
    log INTEGER NOT NULL,
    ms INTEGER NOT NULL,
    n INTEGER NOT NULL,
    name TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (log, ms, n)
) STRICT, WITHOUT ROWID;
INSERT INTO events_new (log, ms, n, name, data)
    SELECT r.seq, e.ms, e.n, e.name, e.data FROM runs r CROSS JOIN events e ON e.run_id = r.run_id WHERE r.logged = 1;
DROP TABLE events;
ALTER TABLE events_new RENAME TO events;

CREATE TABLE runs_new (
    seq INTEGER PRIMARY KEY,
    run_id BLOB NOT NULL UNIQUE,
    thread_id BLOB NOT NULL,
    thread INTEGER NOT NULL,
    status TEXT NOT NULL,
    available_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    ready INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0,
    log INTEGER,
    attempt INTEGER NOT NULL DEFAULT 0,
    faults INTEGER NOT NULL DEFAULT 0,
    cancel TEXT,
    stateless INTEGER NOT NULL,
    on_completion TEXT NOT NULL,
    resumable INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    delay INTEGER NOT NULL DEFAULT 0,
    alone INTEGER NOT NULL DEFAULT 0,
    unclean_ends INTEGER NOT NULL DEFAULT 0,
    unclean_at TEXT,
    assistant_id BLOB NOT NULL,
    graph_id TEXT NOT NULL,
    multitask_strategy TEXT NOT NULL,
    webhook TEXT,
    error TEXT,
    metadata TEXT NOT NULL,
    kwargs TEXT NOT NULL
) STRICT;
INSERT INTO runs_new (seq, run_id, thread_id, thread, status, available_at, updated_at, ready, deleted, log, attempt, faults, cancel,
        stateless, on_completion, resumable, created_at, started_at, delay, alone, unclean_ends, unclean_at, assistant_id, graph_id,
        multitask_strategy, webhook, error, metadata, kwargs)
    SELECT r.seq, r.run_id, r.thread_id, t.seq, r.status, r.available_at, r.updated_at, r.ready, r.deleted, iif(r.logged, r.seq, NULL),
        r.attempt, r.faults, r.cancel, r.stateless, r.on_completion, r.resumable, r.created_at, r.started_at, r.delay, r.alone,
        r.unclean_ends, r.unclean_at, r.assistant_id, r.graph_id, r.multitask_strategy, r.webhook, r.error, r.metadata, r.kwargs
    FROM runs r JOIN threads t USING (thread_id) ORDER BY r.seq;
DROP TABLE runs;
ALTER TABLE runs_new RENAME TO runs;
-- A run's place in its thread.
CREATE INDEX runs_by_thread ON runs (thread);
-- Runs in flight go in the transaction that deletes their thread, so their thread's id is enough to find them.
CREATE INDEX runs_pending ON runs (thread_id, available_at) WHERE status = 'pending';
-- The invariants of the queue: one running and one ready run at most per thread.
CREATE UNIQUE INDEX runs_running ON runs (thread_id) WHERE status = 'running';
CREATE UNIQUE INDEX runs_ready ON runs (thread_id) WHERE ready = 1;
-- What claims look at.
CREATE INDEX runs_claimable ON runs (available_at) WHERE ready = 1 AND alone = 0;
CREATE INDEX runs_claimable_alone ON runs (available_at) WHERE ready = 1 AND alone = 1;
-- What trimming looks at.
CREATE INDEX runs_logged ON runs (updated_at) WHERE log IS NOT NULL;

CREATE TABLE checkpoints_new (
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
INSERT INTO checkpoints_new (history, ns, checkpoint_id, parent_id, run_id, versions, metadata, kind, bytes)
    SELECT t.history, c.ns, c.checkpoint_id, c.parent_id, c.run_id, c.versions, c.metadata, c.kind, c.bytes
    FROM threads t CROSS JOIN checkpoints c ON c.thread_id = t.thread_id;
DROP TABLE checkpoints;
ALTER TABLE checkpoints_new RENAME TO checkpoints;

CREATE TABLE channel_values_new (
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
INSERT INTO channel_values_new (history, ns, channel, version, kind, bytes, blob_id)
    SELECT t.history, v.ns, v.channel, v.version, v.kind, v.bytes, v.blob_id
    FROM threads t CROSS JOIN channel_values v ON v.thread_id = t.thread_id;

CREATE TABLE writes_new (
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
INSERT INTO writes_new (history, ns, checkpoint_id, task_id, idx, run_id, channel, path, kind, bytes, blob_id)
    SELECT t.history, w.ns, w.checkpoint_id, w.task_id, w.idx, w.run_id, w.channel, w.path, w.kind, w.bytes, w.blob_id
    FROM threads t CROSS JOIN writes w ON w.thread_id = t.thread_id;

-- The triggers name all three tables, so they go before the first of them.
DROP TRIGGER thread_values_deleted;
DROP TRIGGER thread_values_replaced;
DROP TRIGGER channel_values_deleted;
DROP TRIGGER writes_deleted;
DROP TRIGGER writes_replaced;
DROP TABLE channel_values;
ALTER TABLE channel_values_new RENAME TO channel_values;
DROP TABLE writes;
ALTER TABLE writes_new RENAME TO writes;
CREATE INDEX channel_values_by_blob ON channel_values (blob_id) WHERE blob_id IS NOT NULL;
CREATE INDEX writes_by_blob ON writes (blob_id) WHERE blob_id IS NOT NULL;

-- A blob goes with the last row that names it, whatever deleted that row: one of up to 64 KiB at once, a larger one afterwards.
CREATE VIEW unnamed_blobs AS
    SELECT blob_id, length(bytes) > 65536 AS large FROM blobs b
    WHERE NOT EXISTS (SELECT 1 FROM thread_values WHERE blob_id = b.blob_id)
        AND NOT EXISTS (SELECT 1 FROM channel_values WHERE blob_id = b.blob_id)
        AND NOT EXISTS (SELECT 1 FROM writes WHERE blob_id = b.blob_id);
CREATE TRIGGER thread_values_deleted AFTER DELETE ON thread_values WHEN OLD.blob_id IS NOT NULL BEGIN
    INSERT INTO deletions (kind, number) SELECT 'blob', blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND large;
    DELETE FROM blobs WHERE blob_id = (SELECT blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND NOT large);
END;
CREATE TRIGGER thread_values_replaced AFTER UPDATE OF blob_id ON thread_values
WHEN OLD.blob_id IS NOT NULL AND OLD.blob_id IS NOT NEW.blob_id BEGIN
    INSERT INTO deletions (kind, number) SELECT 'blob', blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND large;
    DELETE FROM blobs WHERE blob_id = (SELECT blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND NOT large);
END;
CREATE TRIGGER channel_values_deleted AFTER DELETE ON channel_values WHEN OLD.blob_id IS NOT NULL BEGIN
    INSERT INTO deletions (kind, number) SELECT 'blob', blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND large;
    DELETE FROM blobs WHERE blob_id = (SELECT blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND NOT large);
END;
CREATE TRIGGER writes_deleted AFTER DELETE ON writes WHEN OLD.blob_id IS NOT NULL BEGIN
    INSERT INTO deletions (kind, number) SELECT 'blob', blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND large;
    DELETE FROM blobs WHERE blob_id = (SELECT blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND NOT large);
END;
CREATE TRIGGER writes_replaced AFTER UPDATE OF blob_id ON writes
WHEN OLD.blob_id IS NOT NULL AND OLD.blob_id IS NOT NEW.blob_id BEGIN
    INSERT INTO deletions (kind, number) SELECT 'blob', blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND large;
    DELETE FROM blobs WHERE blob_id = (SELECT blob_id FROM unnamed_blobs WHERE blob_id = OLD.blob_id AND NOT large);
END;

-- No transition can forget what goes with a thread or a run. Runs in flight go at once: the queue must not see them any more.
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
