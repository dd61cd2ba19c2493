-- A delivery behind an earlier one of its user is BLOCKED and has no due time, so that claims do not read it. How often
-- gateways have put a delivery off decides when it is tried again. New values of an enum stand last: MariaDB adds them
-- without a copy of the table.
ALTER TABLE sms_deliveries
  MODIFY COLUMN state enum ('CLAIMED', 'FAILED', 'HELD', 'SENT', 'SKIPPED', 'UNKNOWN', 'WAITING', 'WITHDRAWN', 'BLOCKED') NOT NULL,
  ADD COLUMN attempts smallint NOT NULL DEFAULT 0 COMMENT 'How often gateways have put it off in this round';

-- As people write them, in digits of any script and with an extension.
ALTER TABLE users MODIFY COLUMN phone_number varchar(40) NULL COMMENT 'As the user wrote it, or E.164';
