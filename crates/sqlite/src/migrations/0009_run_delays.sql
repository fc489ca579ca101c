-- How long a run was to wait when it was created, in microseconds. A run never waits longer than this from the present time on, so a wall
-- clock that is set back holds up no run.
ALTER TABLE runs ADD COLUMN delay INTEGER NOT NULL DEFAULT 0;
