-- The relay of an online service tries a chunk that it could not publish again by itself, after growing pauses. Runs of
-- tasks are hours apart anyway and pay no heed to it.
ALTER TABLE unpublished_ranges
  ADD COLUMN retry_at datetime(6) NULL COMMENT 'No relay tries it again before; NULL = at once';
