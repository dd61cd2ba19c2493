-- What the SMS sink needs to know of a user, and how far each notification has come on its way to the phone.

ALTER TABLE users
  ADD COLUMN sms_opt_out boolean NOT NULL DEFAULT FALSE COMMENT 'The user wants no SMS',
  ADD COLUMN time_zone varchar(40) CHARACTER SET ascii NULL COMMENT 'IANA zone, for quiet hours; NULL is the business zone';

-- Ids are in the order of arrival, which is the order in which a user's messages are sent. No foreign keys, for the
-- reasons of table notifications. A row stays: it is what keeps a notification from being sent twice.
CREATE TABLE sms_deliveries (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  notification_id bigint NOT NULL,
  user_id bigint NOT NULL,
  event blob NOT NULL COMMENT 'The record as it came from Kafka',
  source varchar(300) CHARACTER SET ascii NOT NULL COMMENT 'topic-partition-offset of the record',
  state enum ('CLAIMED', 'FAILED', 'HELD', 'SENT', 'SKIPPED', 'UNKNOWN', 'WAITING', 'WITHDRAWN') NOT NULL,
  due_at datetime(6) NULL COMMENT 'WAITING, HELD: not to be sent before; UNKNOWN: when the provider is asked next',
  round smallint NOT NULL COMMENT 'Counts from 1; each redrive begins another',
  claimed_by varchar(40) CHARACTER SET ascii NULL COMMENT 'The sink that has called the provider last',
  claimed_at datetime(6) NULL,
  provider varchar(40) CHARACTER SET ascii NULL,
  provider_message_id varchar(100) NULL,
  kind enum ('LMS', 'SMS') NULL,
  reason varchar(200) NULL COMMENT 'Why it is not SENT',
  accepted_at datetime(6) NOT NULL,
  settled_at datetime(6) NULL,
  UNIQUE KEY uk_sms_deliveries_notification (notification_id),
  KEY ix_sms_deliveries_due (state, due_at, id),
  KEY ix_sms_deliveries_user (user_id, state, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
