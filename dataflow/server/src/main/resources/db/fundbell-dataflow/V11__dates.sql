-- The first and the last day on which a schedule fires, in its zone.
ALTER TABLE fundbell_schedules ADD COLUMN start_date DATE NULL AFTER missed, ADD COLUMN end_date DATE NULL AFTER start_date;
