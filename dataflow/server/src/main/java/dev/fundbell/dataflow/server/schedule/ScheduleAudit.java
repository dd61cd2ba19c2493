package dev.fundbell.dataflow.server.schedule;

import java.util.Map;

import org.springframework.cloud.dataflow.audit.service.AuditRecordService;
import org.springframework.cloud.dataflow.core.AuditActionType;
import org.springframework.cloud.dataflow.core.AuditOperationType;
import org.springframework.cloud.dataflow.rest.util.ArgumentSanitizer;
import org.springframework.stereotype.Component;

/**
 * Audit log of changes to schedules, in the form in which Data Flow's own scheduler
 * writes it.
 */
@Component
class ScheduleAudit {

	private final AuditRecordService records;

	private final ArgumentSanitizer sanitizer = new ArgumentSanitizer();

	ScheduleAudit(AuditRecordService records) {
		this.records = records;
	}

	/** Records that all schedules were paused or resumed together. */
	void recordAll(boolean paused, int number) {
		Map<String, Object> data = Map.of("paused", paused, "schedules", number);
		this.records.populateAndSaveAuditRecordUsingMapData(AuditOperationType.SCHEDULE, AuditActionType.UPDATE,
				FundbellSchedulerService.ALL, data, null);
	}

	void record(AuditActionType action, Schedule schedule) {
		Map<String, String> properties = ScheduleProperties.of(schedule.timing());
		properties.putAll(ScheduleProperties.of(schedule.rules()));
		properties.putAll(schedule.properties());
		Map<String, Object> data = Map.of("taskDefinitionName", schedule.task(), "paused", schedule.paused(),
				"deploymentProperties", this.sanitizer.sanitizeProperties(properties), "commandlineArguments",
				this.sanitizer.sanitizeArguments(schedule.arguments()));
		this.records.populateAndSaveAuditRecordUsingMapData(AuditOperationType.SCHEDULE, action, schedule.name(), data,
				schedule.platform());
	}

}
