-- A retry is a run of its own: the one that failed keeps its execution and its reason.
ALTER TABLE fundbell_schedule_runs
	ADD COLUMN retry INT NOT NULL DEFAULT 0 AFTER attempt,
	DROP KEY fundbell_schedule_runs_once,
	ADD UNIQUE KEY fundbell_schedule_runs_once (schedule, due, kind, retry);

-- Those that wait for a retry as before have no execution any more.
UPDATE fundbell_schedule_runs SET kind = 'RETRY', retry = attempt, attempt = 0
WHERE state = 'DUE' AND not_before IS NOT NULL AND attempt > 0;
