-- Ids are 16 bytes, times are microseconds since the Unix epoch, JSON is text as it came.

CREATE TABLE health (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    checked INTEGER NOT NULL
) STRICT;
INSERT INTO health (id, checked) VALUES (1, 0);

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

CREATE TABLE threads (
    seq INTEGER PRIMARY KEY,
    thread_id BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    state_updated_at INTEGER NOT NULL,
    metadata TEXT NOT NULL,
    config TEXT NOT NULL,
    status TEXT NOT NULL,
    interrupts TEXT,
    error TEXT,
    ttl_strategy TEXT,
    ttl_minutes REAL,
    expires_at INTEGER,
    -- Made by a graph that used a thread of its own, not by a client: it has checkpoints and is not shown.
    hidden INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX threads_by_created_at ON threads (created_at);
CREATE INDEX threads_by_updated_at ON threads (updated_at);
CREATE INDEX threads_by_state_updated_at ON threads (state_updated_at);
CREATE INDEX threads_by_status ON threads (status, updated_at);

-- Apart from the thread: values may be large, and a thread's row is written again at each change of its status.
CREATE TABLE thread_values (
    thread_id BLOB NOT NULL PRIMARY KEY REFERENCES threads (thread_id) ON DELETE CASCADE,
    "values" TEXT NOT NULL
) STRICT;

-- The scalar members of metadata (source 0) and values (source 1), for searches. `value` may be shortened: a match is checked again.
CREATE TABLE thread_labels (
    source INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    thread_id BLOB NOT NULL REFERENCES threads (thread_id) ON DELETE CASCADE,
    PRIMARY KEY (source, name, value, thread_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_labels_by_thread ON thread_labels (thread_id, source);

-- `seq` is the order of creation. `ready` marks the one run of a thread that a claim may take. A run that was deleted while it
-- was running stays, with `deleted` set and hidden from reads, until its execution has ended: it still holds its thread.
-- `logged` tells whether the run has a kept event log.
CREATE TABLE runs (
    seq INTEGER PRIMARY KEY,
    run_id BLOB NOT NULL UNIQUE,
    thread_id BLOB NOT NULL REFERENCES threads (thread_id) ON DELETE CASCADE,
    status TEXT NOT NULL,
    available_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    ready INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0,
    logged INTEGER NOT NULL DEFAULT 0,
    attempt INTEGER NOT NULL DEFAULT 0,
    faults INTEGER NOT NULL DEFAULT 0,
    cancel TEXT,
    stateless INTEGER NOT NULL,
    on_completion TEXT NOT NULL,
    resumable INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    assistant_id BLOB NOT NULL,
    graph_id TEXT NOT NULL,
    multitask_strategy TEXT NOT NULL,
    webhook TEXT,
    error TEXT,
    metadata TEXT NOT NULL,
    kwargs TEXT NOT NULL
) STRICT;
-- A run's place in its thread.
CREATE INDEX runs_by_thread ON runs (thread_id);
CREATE INDEX runs_pending ON runs (thread_id, available_at) WHERE status = 'pending';
-- The invariants of the queue: one running and one ready run at most per thread.
CREATE UNIQUE INDEX runs_running ON runs (thread_id) WHERE status = 'running';
CREATE UNIQUE INDEX runs_ready ON runs (thread_id) WHERE ready = 1;
-- What claims look at.
CREATE INDEX runs_claimable ON runs (available_at) WHERE ready = 1;
-- What trimming looks at.
CREATE INDEX runs_logged ON runs (updated_at) WHERE logged = 1;

CREATE TABLE events (
    run_id BLOB NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
    ms INTEGER NOT NULL,
    n INTEGER NOT NULL,
    name TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (run_id, ms, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoints (
    thread_id BLOB NOT NULL REFERENCES threads (thread_id) ON DELETE CASCADE,
    ns TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    parent_id TEXT,
    run_id BLOB,
    versions TEXT NOT NULL,
    metadata TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (thread_id, ns, checkpoint_id)
) STRICT, WITHOUT ROWID;

-- Channel values, once per version however many checkpoints have it.
CREATE TABLE channel_values (
    thread_id BLOB NOT NULL REFERENCES threads (thread_id) ON DELETE CASCADE,
    ns TEXT NOT NULL,
    channel TEXT NOT NULL,
    version TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (thread_id, ns, channel, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE writes (
    thread_id BLOB NOT NULL REFERENCES threads (thread_id) ON DELETE CASCADE,
    ns TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    idx INTEGER NOT NULL,
    run_id BLOB,
    channel TEXT NOT NULL,
    path TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (thread_id, ns, checkpoint_id, task_id, idx)
) STRICT, WITHOUT ROWID;

-- `namespace` is each label followed by U+001F, so everything below a namespace is one range.
CREATE TABLE items (
    namespace TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    ttl_minutes REAL,
    expires_at INTEGER,
    PRIMARY KEY (namespace, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX items_by_expires_at ON items (expires_at) WHERE expires_at IS NOT NULL;
