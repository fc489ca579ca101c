-- Semantic search. An index is a configuration of embeddings; vectors of different indexes are never compared.
CREATE TABLE item_indexes (
    index_id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL UNIQUE
) STRICT;

-- `index_paths`: the paths that the put asked for, as JSON, or NULL for the configuration's. `index_id`: the index that the item's vectors
-- are of, 0 when it was never indexed, NULL when it is not to be.
ALTER TABLE items ADD COLUMN index_paths TEXT;
ALTER TABLE items ADD COLUMN index_id INTEGER DEFAULT 0;
CREATE INDEX items_by_index ON items (index_id) WHERE index_id IS NOT NULL;

-- A vector has unit length: 32-bit floats, the lowest byte first. `seq` is never used again, so that what searches keep in memory can be
-- brought up to date by what is new, and what is gone is known by its absence.
CREATE TABLE item_vectors (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    namespace TEXT NOT NULL,
    key TEXT NOT NULL,
    index_id INTEGER NOT NULL REFERENCES item_indexes (index_id),
    vector BLOB NOT NULL,
    FOREIGN KEY (namespace, key) REFERENCES items (namespace, key) ON DELETE CASCADE
) STRICT;
CREATE INDEX item_vectors_by_item ON item_vectors (namespace, key);
