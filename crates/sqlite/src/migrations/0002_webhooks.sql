-- When the run was first taken from the queue.
ALTER TABLE runs ADD COLUMN started_at INTEGER;

-- The outbox: one row for each run that has ended and whose end somebody is to be told. It is complete in itself, because run and thread
-- may be gone when it is sent; below `last_error` it has the columns of the run.
--
-- `due_at` is when to try next, and NULL once it was given up; while a delivery is tried it is the end of its lease. `leased` marks those
-- that are being tried, `tries` counts. `sent_at` is the time of the first try.
CREATE TABLE webhooks (
    origin TEXT NOT NULL,
    due_at INTEGER,
    leased INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    started_at INTEGER,
    ended_at INTEGER NOT NULL,
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
-- What claims look at; the origin too, so that a receiver that is busy costs no look at its rows.
CREATE INDEX webhooks_due ON webhooks (due_at, origin) WHERE due_at IS NOT NULL;
CREATE INDEX webhooks_leased ON webhooks (leased) WHERE leased = 1;
CREATE INDEX webhooks_given_up ON webhooks (given_up_at) WHERE given_up_at IS NOT NULL;
