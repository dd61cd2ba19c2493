-- Runs of tasks, and which of them has changed a row: an operator finds what a wrong run has done, and only that.
-- A run is entered right before it changes its first row.

CREATE TABLE task_runs (
  id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  run_id varchar(40) CHARACTER SET ascii NOT NULL COMMENT 'The job parameter run-id, as the dashboard shows it',
  job varchar(100) NOT NULL,
  started_at datetime(6) NOT NULL,
  UNIQUE KEY uk_task_runs_run_id (run_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- Four bytes a row and no index: rows are written by the million, and looked for by run once in a while.
ALTER TABLE coupons
  ADD COLUMN granted_by int NULL COMMENT 'The run that has given it, if one has',
  ADD COLUMN expired_by int NULL COMMENT 'The run that has expired it, if one has';

ALTER TABLE funding_closings ADD COLUMN closed_by int NULL COMMENT 'The run that has decided';

ALTER TABLE notifications ADD COLUMN created_by int NULL COMMENT 'The run that has created it, if one has';
