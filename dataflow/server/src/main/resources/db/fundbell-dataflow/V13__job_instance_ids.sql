-- Boot 3 tasks (Batch 5) draw their job instance ids from BOOT3_BATCH_JOB_SEQ, Boot 4 tasks (Batch 6) from BOOT3_BATCH_JOB_INSTANCE_SEQ,
-- for the same table. So that both may run side by side, those of Batch 6 begin at a million million, and those of Batch 5 go on after
-- all that are taken below.
SET @next_of_batch_5 = (SELECT COALESCE(MAX(JOB_INSTANCE_ID), 0) + 1 FROM BOOT3_BATCH_JOB_INSTANCE WHERE JOB_INSTANCE_ID < 1000000000000);

-- It changes nothing where the sequence is there or beyond.
EXECUTE IMMEDIATE CONCAT('DO SETVAL(BOOT3_BATCH_JOB_SEQ, ', @next_of_batch_5, ', 0)');

ALTER SEQUENCE BOOT3_BATCH_JOB_INSTANCE_SEQ RESTART WITH 1000000000000;
