-- Whether a schedule was paused together with all others: only such ones are resumed together.
ALTER TABLE fundbell_schedules ADD COLUMN paused_with_all BOOLEAN NOT NULL DEFAULT FALSE AFTER paused;
