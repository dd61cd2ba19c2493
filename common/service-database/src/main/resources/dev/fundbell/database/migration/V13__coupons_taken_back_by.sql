-- A funding that had succeeded, was opened again and then fails takes its unused coupons back. They carry the run, like all
-- that a run changes.
ALTER TABLE coupons ADD COLUMN taken_back_by int NULL COMMENT 'The run that has taken it back, if one has';
