-- A thread's time to live counts from its last change, and not while a run of it is in flight. Keeping only the newest checkpoint is done once
-- after each change: `swept_at` is the change it was done after.
ALTER TABLE threads DROP COLUMN expires_at;
ALTER TABLE threads ADD COLUMN ttl_micros INTEGER;
ALTER TABLE threads ADD COLUMN swept_at INTEGER;
UPDATE threads SET ttl_micros = CAST(min(ttl_minutes, 1e9) * 60000000 AS INTEGER) WHERE ttl_minutes IS NOT NULL;
ALTER TABLE threads ADD COLUMN expires_at INTEGER GENERATED ALWAYS AS (
    CASE WHEN status <> 'busy' AND swept_at IS NOT updated_at THEN updated_at + ttl_micros END
) VIRTUAL;
CREATE INDEX threads_by_expires_at ON threads (expires_at) WHERE expires_at IS NOT NULL;
