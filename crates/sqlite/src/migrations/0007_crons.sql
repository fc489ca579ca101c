-- `revision` counts every change: a writer names the one that it has read.
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
    revision INTEGER NOT NULL
) STRICT;
-- What the scheduler looks at.
CREATE INDEX crons_due ON crons (next_run_date) WHERE enabled = 1 AND next_run_date IS NOT NULL;
-- What deleting a thread or an assistant looks at, and searches for one.
CREATE INDEX crons_by_thread ON crons (thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX crons_by_assistant ON crons (assistant_id);
CREATE INDEX crons_by_created_at ON crons (created_at);
