ALTER TABLE funding_closings
  ADD COLUMN succeeded_before boolean NOT NULL DEFAULT FALSE COMMENT 'It had succeeded before somebody opened it again';
