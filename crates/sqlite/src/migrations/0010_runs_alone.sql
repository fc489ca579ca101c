-- Runs that must run on a worker without other runs, because a worker died under them.
ALTER TABLE runs ADD COLUMN alone INTEGER NOT NULL DEFAULT 0;
DROP INDEX runs_claimable;
CREATE INDEX runs_claimable ON runs (available_at) WHERE ready = 1 AND alone = 0;
CREATE INDEX runs_claimable_alone ON runs (available_at) WHERE ready = 1 AND alone = 1;

-- How many times the server ended without notice while the run was running, since it made its newest checkpoint (`unclean_at`).
ALTER TABLE runs ADD COLUMN unclean_ends INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN unclean_at TEXT;
