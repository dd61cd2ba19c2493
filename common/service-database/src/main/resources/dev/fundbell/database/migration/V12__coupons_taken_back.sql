-- A coupon that was taken back because its user does not take part any longer. It loses its occasion, so that a later
-- success of the same funding can bring the user another one. New values of an enum stand last: MariaDB adds them
-- without a copy of the table.
ALTER TABLE coupons MODIFY COLUMN status enum ('ACTIVE', 'EXPIRED', 'USED', 'TAKEN_BACK') NOT NULL;
