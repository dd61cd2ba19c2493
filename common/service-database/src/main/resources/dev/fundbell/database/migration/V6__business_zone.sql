-- The zone of all dates in this database, as the first run of a task had it: in another zone coupons would expire at
-- another hour, and business keys have other due dates.
CREATE TABLE business_zone (
  id tinyint NOT NULL PRIMARY KEY CHECK (id = 1),
  time_zone varchar(40) CHARACTER SET ascii NOT NULL COMMENT 'IANA zone'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
