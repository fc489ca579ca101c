-- What is large lies here once, whoever has it: a thread's values, channel values and pending writes, also those of a thread's copies.
-- The triggers below keep this true: a blob goes with the last row that names it, whatever deleted that row.
CREATE TABLE blobs (
    blob_id INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

-- Each of the three tables has the bytes itself (`bytes`) or names a blob (`blob_id`). What was there before and is large moves into blobs.
CREATE TABLE thread_values_new (
    thread_id BLOB NOT NULL PRIMARY KEY REFERENCES threads (thread_id) ON DELETE CASCADE,
    bytes BLOB,
    blob_id INTEGER,
    CHECK ((bytes IS NULL) + (blob_id IS NULL) = 1)
) STRICT;
INSERT INTO blobs (blob_id, bytes)
    SELECT row_number() OVER (ORDER BY thread_id), CAST("values" AS BLOB) FROM thread_values
    WHERE length(CAST("values" AS BLOB)) > 768;
INSERT INTO thread_values_new (thread_id, blob_id)
    SELECT thread_id, row_number() OVER (ORDER BY thread_id) FROM thread_values
    WHERE length(CAST("values" AS BLOB)) > 768;
INSERT INTO thread_values_new (thread_id, bytes)
    SELECT thread_id, CAST("values" AS BLOB) FROM thread_values WHERE length(CAST("values" AS BLOB)) <= 768;
DROP TABLE thread_values;
ALTER TABLE thread_values_new RENAME TO thread_values;

CREATE TABLE channel_values_new (
    thread_id BLOB NOT NULL REFERENCES threads (thread_id) ON DELETE CASCADE,
    ns TEXT NOT NULL,
    channel TEXT NOT NULL,
    version TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes BLOB,
    blob_id INTEGER,
    CHECK ((bytes IS NULL) + (blob_id IS NULL) = 1),
    PRIMARY KEY (thread_id, ns, channel, version)
) STRICT, WITHOUT ROWID;
-- The numbers of the blobs go on after those that are there; `first` is the highest of them.
CREATE TEMP TABLE first_blob (first INTEGER NOT NULL);
INSERT INTO temp.first_blob SELECT coalesce(max(blob_id), 0) FROM blobs;
INSERT INTO blobs (blob_id, bytes)
    SELECT first + row_number() OVER (ORDER BY thread_id, ns, channel, version), bytes FROM channel_values, temp.first_blob
    WHERE length(bytes) > 768;
INSERT INTO channel_values_new (thread_id, ns, channel, version, kind, blob_id)
    SELECT thread_id, ns, channel, version, kind, first + row_number() OVER (ORDER BY thread_id, ns, channel, version)
    FROM channel_values, temp.first_blob WHERE length(bytes) > 768;
INSERT INTO channel_values_new (thread_id, ns, channel, version, kind, bytes)
    SELECT thread_id, ns, channel, version, kind, bytes FROM channel_values WHERE length(bytes) <= 768;
DROP TABLE channel_values;
ALTER TABLE channel_values_new RENAME TO channel_values;

CREATE TABLE writes_new (
    thread_id BLOB NOT NULL REFERENCES threads (thread_id) ON DELETE CASCADE,
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
    PRIMARY KEY (thread_id, ns, checkpoint_id, task_id, idx)
) STRICT, WITHOUT ROWID;
UPDATE temp.first_blob SET first = (SELECT coalesce(max(blob_id), 0) FROM blobs);
INSERT INTO blobs (blob_id, bytes)
    SELECT first + row_number() OVER (ORDER BY thread_id, ns, checkpoint_id, task_id, idx), bytes FROM writes, temp.first_blob
    WHERE length(bytes) > 768;
INSERT INTO writes_new (thread_id, ns, checkpoint_id, task_id, idx, run_id, channel, path, kind, blob_id)
    SELECT thread_id, ns, checkpoint_id, task_id, idx, run_id, channel, path, kind,
        first + row_number() OVER (ORDER BY thread_id, ns, checkpoint_id, task_id, idx)
    FROM writes, temp.first_blob WHERE length(bytes) > 768;
INSERT INTO writes_new (thread_id, ns, checkpoint_id, task_id, idx, run_id, channel, path, kind, bytes)
    SELECT thread_id, ns, checkpoint_id, task_id, idx, run_id, channel, path, kind, bytes FROM writes WHERE length(bytes) <= 768;
DROP TABLE writes;
ALTER TABLE writes_new RENAME TO writes;
DROP TABLE temp.first_blob;

CREATE INDEX thread_values_by_blob ON thread_values (blob_id) WHERE blob_id IS NOT NULL;
CREATE INDEX channel_values_by_blob ON channel_values (blob_id) WHERE blob_id IS NOT NULL;
CREATE INDEX writes_by_blob ON writes (blob_id) WHERE blob_id IS NOT NULL;

CREATE TRIGGER thread_values_deleted AFTER DELETE ON thread_values WHEN OLD.blob_id IS NOT NULL BEGIN
    DELETE FROM blobs WHERE blob_id = OLD.blob_id
        AND NOT EXISTS (SELECT 1 FROM thread_values WHERE blob_id = OLD.blob_id)
        AND NOT EXISTS (SELECT 1 FROM channel_values WHERE blob_id = OLD.blob_id)
        AND NOT EXISTS (SELECT 1 FROM writes WHERE blob_id = OLD.blob_id);
END;
CREATE TRIGGER thread_values_replaced AFTER UPDATE OF blob_id ON thread_values
WHEN OLD.blob_id IS NOT NULL AND OLD.blob_id IS NOT NEW.blob_id BEGIN
    DELETE FROM blobs WHERE blob_id = OLD.blob_id
        AND NOT EXISTS (SELECT 1 FROM thread_values WHERE blob_id = OLD.blob_id)
        AND NOT EXISTS (SELECT 1 FROM channel_values WHERE blob_id = OLD.blob_id)
        AND NOT EXISTS (SELECT 1 FROM writes WHERE blob_id = OLD.blob_id);
END;
CREATE TRIGGER channel_values_deleted AFTER DELETE ON channel_values WHEN OLD.blob_id IS NOT NULL BEGIN
    DELETE FROM blobs WHERE blob_id = OLD.blob_id
        AND NOT EXISTS (SELECT 1 FROM thread_values WHERE blob_id = OLD.blob_id)
        AND NOT EXISTS (SELECT 1 FROM channel_values WHERE blob_id = OLD.blob_id)
        AND NOT EXISTS (SELECT 1 FROM writes WHERE blob_id = OLD.blob_id);
END;
CREATE TRIGGER writes_deleted AFTER DELETE ON writes WHEN OLD.blob_id IS NOT NULL BEGIN
    DELETE FROM blobs WHERE blob_id = OLD.blob_id
        AND NOT EXISTS (SELECT 1 FROM thread_values WHERE blob_id = OLD.blob_id)
        AND NOT EXISTS (SELECT 1 FROM channel_values WHERE blob_id = OLD.blob_id)
        AND NOT EXISTS (SELECT 1 FROM writes WHERE blob_id = OLD.blob_id);
END;
CREATE TRIGGER writes_replaced AFTER UPDATE OF blob_id ON writes
WHEN OLD.blob_id IS NOT NULL AND OLD.blob_id IS NOT NEW.blob_id BEGIN
    DELETE FROM blobs WHERE blob_id = OLD.blob_id
        AND NOT EXISTS (SELECT 1 FROM thread_values WHERE blob_id = OLD.blob_id)
        AND NOT EXISTS (SELECT 1 FROM channel_values WHERE blob_id = OLD.blob_id)
        AND NOT EXISTS (SELECT 1 FROM writes WHERE blob_id = OLD.blob_id);
END;
