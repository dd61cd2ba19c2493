-- Delivery receipts: whether a message that a gateway has accepted has reached the phone.
ALTER TABLE sms_deliveries
  MODIFY COLUMN state enum ('CLAIMED', 'FAILED', 'HELD', 'SENT', 'SKIPPED', 'UNKNOWN', 'WAITING', 'WITHDRAWN', 'BLOCKED',
    'DELIVERED', 'UNDELIVERED') NOT NULL,
  ADD COLUMN receipt_at datetime(6) NULL COMMENT 'When the gateway said whether it was delivered';
