-- Searches see no hidden threads, and an index without them answers counts and offsets alone.
DROP INDEX threads_by_created_at;
DROP INDEX threads_by_updated_at;
DROP INDEX threads_by_state_updated_at;
DROP INDEX threads_by_status;
CREATE INDEX threads_by_created_at ON threads (created_at) WHERE hidden = 0;
CREATE INDEX threads_by_updated_at ON threads (updated_at) WHERE hidden = 0;
CREATE INDEX threads_by_state_updated_at ON threads (state_updated_at) WHERE hidden = 0;
CREATE INDEX threads_by_status ON threads (status, updated_at) WHERE hidden = 0;

-- The threads of a label come in the order of their last change, as far as `bucket` tells: it is that time without its lowest 32 bits, some 71
-- minutes, so that a thread in use moves its labels seldom. `name` is the way to a scalar: names and U+001F between them, U+001E for any
-- element of an array. The label without a name marks threads whose metadata has labels below the top level that are not all in here.
CREATE TABLE thread_labels_new (
    source INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    bucket INTEGER NOT NULL,
    seq INTEGER NOT NULL REFERENCES threads (seq) ON DELETE CASCADE,
    PRIMARY KEY (source, name, value, bucket, seq)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO thread_labels_new (source, name, value, bucket, seq)
    SELECT l.source, substr(l.name, 1, 128), l.value, t.updated_at >> 32, t.seq FROM thread_labels l JOIN threads t USING (thread_id);
INSERT OR IGNORE INTO thread_labels_new (source, name, value, bucket, seq)
    SELECT 0, '', '', t.updated_at >> 32, t.seq FROM threads t
    WHERE t.hidden = 0 AND EXISTS (SELECT 1 FROM json_each(t.metadata) WHERE type IN ('object', 'array'));
DROP TABLE thread_labels;
ALTER TABLE thread_labels_new RENAME TO thread_labels;
CREATE INDEX thread_labels_by_thread ON thread_labels (seq, source);

CREATE TRIGGER thread_labels_follow AFTER UPDATE OF updated_at ON threads
WHEN (NEW.updated_at >> 32) <> (OLD.updated_at >> 32) BEGIN
    UPDATE thread_labels SET bucket = NEW.updated_at >> 32 WHERE seq = NEW.seq;
END;
