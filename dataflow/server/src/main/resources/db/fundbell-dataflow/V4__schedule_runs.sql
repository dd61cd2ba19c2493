-- Each run of a schedule has one row, from the moment when it is due. Its states: docs/states.md. Times are UTC.
CREATE TABLE fundbell_schedule_runs (
	id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
	schedule VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	due DATETIME(6) NOT NULL,
	kind VARCHAR(10) NOT NULL,
	state VARCHAR(10) NOT NULL,
	attempt INT NOT NULL,
	schema_target VARCHAR(20) NULL,
	execution_id BIGINT NULL,
	server CHAR(8) NULL,
	started DATETIME(6) NULL,
	ended DATETIME(6) NULL,
	reason VARCHAR(1000) NULL,
	UNIQUE KEY fundbell_schedule_runs_once (schedule, due, kind),
	KEY fundbell_schedule_runs_latest (schedule, id),
	KEY fundbell_schedule_runs_by_state (state, due, id),
	KEY fundbell_schedule_runs_ended (ended)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- The servers that share this database. A server whose beat stays the same has died, and another one takes its runs over.
CREATE TABLE fundbell_servers (
	id CHAR(8) NOT NULL PRIMARY KEY,
	host VARCHAR(255) NOT NULL,
	directories VARCHAR(1000) NOT NULL,
	process VARCHAR(255) NOT NULL,
	beat DATETIME(6) NOT NULL,
	taken_by CHAR(8) NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

ALTER TABLE fundbell_schedules ADD COLUMN next_due DATETIME(6) NULL AFTER paused,
	ADD KEY fundbell_schedules_by_next_due (next_due, name);

UPDATE fundbell_schedules S
JOIN scheduled_tasks T ON T.task_name = 'schedule' AND T.task_instance = S.name
SET S.next_due = T.execution_time WHERE NOT S.paused;

DELETE FROM scheduled_tasks WHERE task_name = 'schedule';

-- The latest runs. Of one that has an execution the server finds out whether it still runs and how it ended.
INSERT INTO fundbell_schedule_runs (schedule, due, kind, state, attempt, schema_target, execution_id, started, ended, reason)
SELECT name, last_run, 'SCHEDULED',
	CASE WHEN last_execution_id IS NOT NULL THEN 'RUNNING'
		WHEN last_outcome LIKE 'skipped%' THEN 'SKIPPED'
		WHEN last_outcome LIKE 'missed%' THEN 'MISSED'
		WHEN last_outcome LIKE 'not launched%' THEN 'FAILED'
		ELSE 'LOST' END,
	1, last_schema_target, last_execution_id, last_run,
	IF(last_execution_id IS NULL, last_run, NULL), IF(last_execution_id IS NULL, last_outcome, NULL)
FROM fundbell_schedules WHERE last_run IS NOT NULL;

ALTER TABLE fundbell_schedules DROP COLUMN last_due, DROP COLUMN last_run, DROP COLUMN last_schema_target,
	DROP COLUMN last_execution_id, DROP COLUMN last_outcome;

-- Each server asks every few seconds for the executions that have no end.
CREATE INDEX IF NOT EXISTS fundbell_task_execution_end ON TASK_EXECUTION (END_TIME);
CREATE INDEX IF NOT EXISTS fundbell_boot3_task_execution_end ON BOOT3_TASK_EXECUTION (END_TIME);
