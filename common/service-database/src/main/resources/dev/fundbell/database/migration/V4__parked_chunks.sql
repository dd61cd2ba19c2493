-- A chunk that cannot be published, whatever the reason, keeps no other from being published: it is counted, named and,
-- after some attempts, parked until somebody sets its attempts back to 0.

ALTER TABLE unpublished_ranges
  ADD COLUMN attempts int NOT NULL DEFAULT 0 COMMENT 'Runs that could not publish it though Kafka and database were there',
  ADD COLUMN last_error varchar(300) NULL COMMENT 'Why the last of them could not';
