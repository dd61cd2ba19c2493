package dev.fundbell.local.command;

import dev.fundbell.local.terminal.TextTable;
import tools.jackson.databind.JsonNode;

/**
 * Text form of traces for the terminal.
 */
final class TraceTexts {

	private TraceTexts() {
	}

	static String notification(JsonNode trace) {
		TextTable steps = new TextTable();
		trace.path("steps")
			.forEach((step) -> steps.row(text(step, "part"), text(step, "outcome"), text(step, "at"),
					text(step, "text")));
		String message = trace.path("message").asString("");
		return "Notification %s of user %s: %s about %s, due %s%n%s%s%n%n%s".formatted(text(trace, "id"),
				text(trace, "userId"), text(trace, "type"), text(trace, "subjectId"), text(trace, "dueDate"),
				message.isEmpty() ? "" : message + System.lineSeparator(), text(trace, "summary"), steps.render());
	}

	static String user(JsonNode user) {
		String head = "User %s: language %s, %s, %s".formatted(text(user, "id"), text(user, "locale"),
				user.path("phone").asBoolean(false) ? "with a phone number" : "without a phone number",
				user.path("smsOptOut").asBoolean(false) ? "wants no SMS" : "takes SMS");
		if (user.path("notifications").isEmpty()) {
			return "%s%nThere is no notification for this user.".formatted(head);
		}
		TextTable table = new TextTable().row("ID", "TYPE", "ABOUT", "DUE", "CREATED", "STATE", "READ", "SMS",
				"REASON");
		user.path("notifications")
			.forEach((one) -> table.row(text(one, "id"), text(one, "type"), text(one, "subjectId"),
					text(one, "dueDate"), text(one, "createdAt"), text(one, "state"), text(one, "readAt"),
					text(one, "sms"), text(one, "reason")));
		return "%s%n%n%s".formatted(head, table.render());
	}

	private static String text(JsonNode json, String property) {
		JsonNode value = json.path(property);
		return (value.isNull() || value.isMissingNode()) ? "-" : value.asString();
	}

}
