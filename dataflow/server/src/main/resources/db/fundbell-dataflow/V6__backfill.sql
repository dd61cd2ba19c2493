-- How many runs of a backfill are under way at once.
ALTER TABLE fundbell_schedule_runs ADD COLUMN parallel INT NOT NULL DEFAULT 1 AFTER attempt;
