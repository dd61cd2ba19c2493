-- Every datetime(6) is UTC and comes from the application's clock, never from the server's.
-- Dates are dates of the business zone.

CREATE TABLE users (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(100) NOT NULL,
  locale varchar(35) CHARACTER SET ascii NOT NULL COMMENT 'BCP 47 language tag',
  phone_number varchar(20) CHARACTER SET ascii NULL COMMENT 'E.164',
  created_at datetime(6) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE fundings (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  title varchar(200) NOT NULL,
  target_amount bigint NOT NULL CHECK (target_amount >= 0),
  deadline datetime(6) NOT NULL,
  status enum ('FAILED', 'OPEN', 'SUCCEEDED') NOT NULL,
  created_at datetime(6) NOT NULL,
  KEY ix_fundings_deadline (status, deadline, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- What was decided when a funding was closed, and whether its participants have been told. A funding that was
-- closed by other means has no row here, and its participants are told nothing.
CREATE TABLE funding_closings (
  funding_id bigint NOT NULL PRIMARY KEY,
  outcome enum ('FAILED', 'SUCCEEDED') NOT NULL,
  amount decimal(30) NOT NULL COMMENT 'What its active participations came to',
  participations bigint NOT NULL COMMENT 'How many they were',
  deadline datetime(6) NOT NULL COMMENT 'The deadline that had passed',
  due_date date NOT NULL COMMENT 'The date of that deadline in the business zone',
  coupon_expiration_date date NOT NULL COMMENT 'Until when the coupons that it brings can be used',
  closed_at datetime(6) NOT NULL,
  settled_at datetime(6) NULL COMMENT 'When each participant had a notification, and a coupon for a success; NULL = not yet',
  KEY ix_funding_closings_settled (settled_at, outcome, funding_id),
  CONSTRAINT fk_funding_closings_funding FOREIGN KEY (funding_id) REFERENCES fundings (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- Whoever inserts one locks the funding's row FOR SHARE in the same transaction, and inserts it only while that
-- funding is OPEN and its deadline lies ahead (Participations.join does both): closing locks the row FOR UPDATE, so
-- that a participation is either counted or refused.
CREATE TABLE participations (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  funding_id bigint NOT NULL,
  user_id bigint NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  status enum ('ACTIVE', 'CANCELLED') NOT NULL,
  created_at datetime(6) NOT NULL,
  -- Whole, so that summing up a funding and walking its participants read the index alone.
  KEY ix_participations_funding (funding_id, status, user_id, amount),
  KEY ix_participations_user (user_id),
  CONSTRAINT fk_participations_funding FOREIGN KEY (funding_id) REFERENCES fundings (id),
  CONSTRAINT fk_participations_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE interests (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  funding_id bigint NOT NULL,
  user_id bigint NOT NULL,
  created_at datetime(6) NOT NULL,
  UNIQUE KEY uk_interests (funding_id, user_id),
  KEY ix_interests_user (user_id),
  CONSTRAINT fk_interests_funding FOREIGN KEY (funding_id) REFERENCES fundings (id),
  CONSTRAINT fk_interests_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE coupons (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  user_id bigint NOT NULL,
  funding_id bigint NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  status enum ('ACTIVE', 'EXPIRED', 'USED') NOT NULL,
  expiration_date date NOT NULL COMMENT 'The last day on which it can be used',
  created_at datetime(6) NOT NULL,
  occasion enum ('FUNDING_SUCCEEDED') NULL COMMENT 'What it was given for where a user gets one for it; else NULL',
  KEY ix_coupons_expiration (status, expiration_date, id),
  KEY ix_coupons_user (user_id),
  -- One a user for a funding's success, and any number without an occasion.
  UNIQUE KEY uk_coupons_occasion (funding_id, user_id, occasion),
  CONSTRAINT fk_coupons_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT fk_coupons_funding FOREIGN KEY (funding_id) REFERENCES fundings (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- Handed out in blocks: a task knows the ids of a chunk before it inserts it, and nobody else's lie between.
-- The increment is the most rows that a chunk has.
CREATE SEQUENCE notification_ids INCREMENT BY 10000;

-- No foreign keys here: rows are inserted by the million from rows read in the same run, and each key
-- would cost a look-up a row. A notification outlives what it was about.
CREATE TABLE notifications (
  id bigint NOT NULL DEFAULT (NEXT VALUE FOR notification_ids) PRIMARY KEY,
  type varchar(32) CHARACTER SET ascii NOT NULL,
  user_id bigint NOT NULL,
  subject_id bigint NOT NULL COMMENT 'What it is about in the business key: a coupon or a funding, by type',
  due_date date NOT NULL COMMENT 'The date in the business key: the same subject may fall due again on another',
  funding_id bigint NULL,
  coupon_id bigint NULL,
  message varchar(500) NOT NULL,
  state enum ('CREATED', 'PUBLISHED', 'PUBLISHING', 'WITHDRAWN') NOT NULL,
  created_at datetime(6) NOT NULL,
  expires_at datetime(6) NULL COMMENT 'From when on it is not worth sending',
  first_published_at datetime(6) NULL COMMENT 'When it was claimed for publishing the first time',
  published_at datetime(6) NULL COMMENT 'When it was claimed for publishing the last time',
  read_at datetime(6) NULL,
  withdrawn_reason varchar(40) CHARACTER SET ascii NULL COMMENT 'Why it was WITHDRAWN, such as COUPON_USED',
  -- Each business key once, with no time window. The user leads, so that a user's rows lie together.
  UNIQUE KEY uk_notifications_business_key (user_id, type, subject_id, due_date),
  KEY ix_notifications_inbox (user_id, published_at, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- What is to be published: a row for each chunk that was created, in the transaction that created it, until Kafka has
-- acknowledged the chunk. Whoever publishes a chunk holds its row's lock. One row a chunk instead of an index on the
-- state of each notification: that index cost a third of creating and publishing.
CREATE TABLE unpublished_ranges (
  first_id bigint NOT NULL PRIMARY KEY,
  last_id bigint NOT NULL COMMENT 'No notification of another chunk lies between the two',
  claimed_at datetime(6) NULL COMMENT 'When it was claimed the last time, if it was',
  CHECK (last_id >= first_id)
) ENGINE = InnoDB;
