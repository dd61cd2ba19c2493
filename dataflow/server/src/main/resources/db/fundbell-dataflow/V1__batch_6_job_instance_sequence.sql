-- Batch 6, which Boot 4 tasks run on, draws job instance ids from this sequence. Data Flow 2.11 makes the one of Batch 5 only,
-- BOOT3_BATCH_JOB_SEQ. An existing database may already hold job instances: start after them.
SET @after_existing = (SELECT COALESCE(MAX(JOB_INSTANCE_ID), 0) + 1 FROM BOOT3_BATCH_JOB_INSTANCE);

EXECUTE IMMEDIATE CONCAT('CREATE SEQUENCE IF NOT EXISTS BOOT3_BATCH_JOB_INSTANCE_SEQ START WITH ', @after_existing,
	' MINVALUE 1 MAXVALUE 9223372036854775806 INCREMENT BY 1 NOCACHE NOCYCLE ENGINE = InnoDB');
