-- When the run was due whose outcome is noted: last_due, the latest run that was claimed, says nothing of runs by hand.
ALTER TABLE fundbell_schedules ADD COLUMN last_run DATETIME(6) NULL AFTER last_due;

UPDATE fundbell_schedules SET last_run = last_due;
