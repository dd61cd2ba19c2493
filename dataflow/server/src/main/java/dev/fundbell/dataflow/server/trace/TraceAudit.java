package dev.fundbell.dataflow.server.trace;

import java.util.Map;

import org.springframework.cloud.dataflow.audit.service.AuditRecordService;
import org.springframework.cloud.dataflow.core.AuditActionType;
import org.springframework.cloud.dataflow.core.AuditOperationType;
import org.springframework.stereotype.Component;

/**
 * Audit log of looks at users' notifications. Data Flow has no kind of record for
 * reading; a sign-in is the nearest, because it changes nothing either. A look that
 * cannot be recorded is refused.
 */
@Component
class TraceAudit {

	private final AuditRecordService records;

	TraceAudit(AuditRecordService records) {
		this.records = records;
	}

	/** Records that somebody looks at a notification or at those of a user. */
	void record(String kind, long id) {
		this.records.populateAndSaveAuditRecordUsingMapData(AuditOperationType.LOGIN, AuditActionType.LOGIN_SUCCESS,
				"trace of " + kind + " " + id, Map.of("looked at", kind, "id", id), null);
	}

}
