-- Claims of single graphs, which have places of their own (graphs in Rust beside those in Python).
CREATE INDEX runs_claimable_of_graph ON runs (graph_id, available_at) WHERE ready = 1 AND alone = 0;
