-- What each change of an assistant left. The row in `assistants` repeats the version that the assistant shows.
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
INSERT INTO assistant_versions
    SELECT assistant_id, version, graph_id, config, context, metadata, name, description, updated_at FROM assistants;

-- The scalar members of metadata, as in `thread_labels`. Until now all assistants were those of graphs.
CREATE TABLE assistant_labels (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    assistant INTEGER NOT NULL REFERENCES assistants (seq) ON DELETE CASCADE,
    PRIMARY KEY (name, value, assistant)
) STRICT, WITHOUT ROWID;
CREATE INDEX assistant_labels_by_assistant ON assistant_labels (assistant);
INSERT INTO assistant_labels SELECT 'created_by', '"system', seq FROM assistants;

-- Every three characters in a row of a name in lower case, by `seq`: where a name may contain a text.
CREATE VIRTUAL TABLE assistant_names USING fts5(name, content = '', contentless_delete = 1, tokenize = 'trigram');
INSERT INTO assistant_names (rowid, name) SELECT seq, lower(name) FROM assistants;

-- The orders of a search.
CREATE INDEX assistants_by_created_at ON assistants (created_at);
CREATE INDEX assistants_by_updated_at ON assistants (updated_at);
CREATE INDEX assistants_by_name ON assistants (name);
CREATE INDEX assistants_by_graph_and_created_at ON assistants (graph_id, created_at);
