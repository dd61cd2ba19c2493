-- How far the ids of a table had been given out at a time. What is older than some day has an id up to the first mark
-- after that day, so that deleting needs neither an index by time, for which each insert would pay, nor a whole table.
CREATE TABLE retention_marks (
  table_name varchar(40) CHARACTER SET ascii NOT NULL,
  taken_at datetime(6) NOT NULL,
  last_id bigint NOT NULL COMMENT 'Rows with higher ids were created later',
  PRIMARY KEY (table_name, taken_at)
) ENGINE = InnoDB;
