-- What is to be launched and when, as it was asked for. Times are UTC.
CREATE TABLE fundbell_schedules (
	name VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
	task_definition VARCHAR(255) NOT NULL,
	platform VARCHAR(255) NOT NULL,
	expression VARCHAR(200) NOT NULL,
	time_zone VARCHAR(64) NOT NULL,
	overlap VARCHAR(10) NOT NULL,
	missed VARCHAR(10) NOT NULL,
	paused BOOLEAN NOT NULL,
	properties LONGTEXT NOT NULL,
	arguments LONGTEXT NOT NULL,
	last_due DATETIME(6) NULL,
	last_schema_target VARCHAR(20) NULL,
	last_execution_id BIGINT NULL,
	last_outcome VARCHAR(1000) NULL,
	KEY fundbell_schedules_by_task (task_definition)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- db-scheduler's own table: the next run of each schedule, and which server has it in hand.
CREATE TABLE scheduled_tasks (
	task_name VARCHAR(100) NOT NULL,
	task_instance VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	task_data BLOB,
	execution_time DATETIME(6) NOT NULL,
	picked BOOLEAN NOT NULL,
	picked_by VARCHAR(50),
	last_success DATETIME(6) NULL,
	last_failure DATETIME(6) NULL,
	consecutive_failures INT,
	last_heartbeat DATETIME(6) NULL,
	version BIGINT NOT NULL,
	priority SMALLINT,
	PRIMARY KEY (task_name, task_instance),
	KEY execution_time_idx (execution_time),
	KEY last_heartbeat_idx (last_heartbeat),
	KEY priority_execution_time_idx (priority DESC, execution_time)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
