-- Data Flow looks up each launch by its task and by its id, in tables that grow with every launch.
CREATE INDEX IF NOT EXISTS fundbell_task_deployment_by_task ON task_deployment (task_definition_name, created_on);
CREATE INDEX IF NOT EXISTS fundbell_task_deployment_by_id ON task_deployment (task_deployment_id);
CREATE INDEX IF NOT EXISTS fundbell_task_deployment_age ON task_deployment (created_on);
CREATE INDEX IF NOT EXISTS fundbell_task_execution_name ON TASK_EXECUTION (TASK_NAME);
CREATE INDEX IF NOT EXISTS fundbell_boot3_task_execution_name ON BOOT3_TASK_EXECUTION (TASK_NAME);
CREATE INDEX IF NOT EXISTS fundbell_audit_records_age ON audit_records (created_on);
