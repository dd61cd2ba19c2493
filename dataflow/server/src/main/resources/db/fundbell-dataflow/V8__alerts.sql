-- When operators hear of a schedule's runs. 0 is never.
ALTER TABLE fundbell_schedules
	ADD COLUMN alert_running_seconds BIGINT NOT NULL DEFAULT 0 AFTER start_deadline_seconds,
	ADD COLUMN alert_no_success_seconds BIGINT NOT NULL DEFAULT 0 AFTER alert_running_seconds;

-- The latest end of a schedule's runs is looked up all the time.
ALTER TABLE fundbell_schedule_runs ADD KEY fundbell_schedule_runs_by_end (schedule, ended, id);

-- What is or was wrong. As long as it is, still_open is 1, and the same is raised no second time.
CREATE TABLE fundbell_alerts (
	id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
	kind VARCHAR(20) NOT NULL,
	schedule VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	subject VARCHAR(40) NOT NULL,
	message VARCHAR(1500) NOT NULL,
	raised DATETIME(6) NOT NULL,
	resolved DATETIME(6) NULL,
	still_open BOOLEAN NULL,
	UNIQUE KEY fundbell_alerts_once (kind, schedule, subject, still_open),
	KEY fundbell_alerts_open (still_open),
	KEY fundbell_alerts_resolved (resolved)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- What is to be sent about it, to whom: each until it is taken.
CREATE TABLE fundbell_alert_deliveries (
	id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
	alert_id BIGINT NOT NULL,
	event VARCHAR(10) NOT NULL,
	channel VARCHAR(20) NOT NULL,
	attempts INT NOT NULL DEFAULT 0,
	not_before DATETIME(6) NOT NULL,
	sent DATETIME(6) NULL,
	error VARCHAR(1000) NULL,
	UNIQUE KEY fundbell_alert_deliveries_once (alert_id, event, channel),
	KEY fundbell_alert_deliveries_unsent (sent, not_before),
	CONSTRAINT fundbell_alert_deliveries_of FOREIGN KEY (alert_id) REFERENCES fundbell_alerts (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
