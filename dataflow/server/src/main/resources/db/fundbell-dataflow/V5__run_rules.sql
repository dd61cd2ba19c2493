-- What happens to runs that go wrong. 0 is never, or no limit.
ALTER TABLE fundbell_schedules
	ADD COLUMN retries INT NOT NULL DEFAULT 0 AFTER missed,
	ADD COLUMN backoff_seconds BIGINT NOT NULL DEFAULT 60 AFTER retries,
	ADD COLUMN max_run_seconds BIGINT NOT NULL DEFAULT 0 AFTER backoff_seconds,
	ADD COLUMN start_deadline_seconds BIGINT NOT NULL DEFAULT 0 AFTER max_run_seconds;

-- When a run that failed is launched again.
ALTER TABLE fundbell_schedule_runs ADD COLUMN not_before DATETIME(6) NULL AFTER attempt;
