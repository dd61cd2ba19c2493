package dev.fundbell.local.command;

import java.io.PrintStream;

import dev.fundbell.local.system.Program;
import dev.fundbell.local.terminal.TextTable;
import tools.jackson.databind.JsonNode;

/**
 * Table of SMS on the terminal.
 */
final class SmsTable {

	private SmsTable() {
	}

	/**
	 * Shows a page of messages.
	 * @param command the command that shows the next page
	 * @param none what to say if there are no messages
	 */
	static void show(JsonNode page, String command, String none, PrintStream out) {
		JsonNode items = page.path("items");
		if (items.isEmpty()) {
			out.println(none);
			return;
		}
		TextTable table = new TextTable().row("ID", "STATE", "REASON", "NOTIFICATION", "USER", "GATEWAY", "SINCE",
				"ATTEMPTS", "DUE");
		items.forEach((item) -> table.row(text(item, "id"), text(item, "state"), text(item, "reason"),
				text(item, "notificationId"), text(item, "userId"), gateway(item), text(item, "at"),
				text(item, "attempts"), text(item, "dueAt")));
		out.println(table.render());
		if (!page.path("next").isMissingNode() && !page.path("next").isNull()) {
			out.printf("More: %s %s --after=%s%n", Program.name(), command, text(page, "next"));
		}
	}

	// Sinks of version 0.1.0 say provider.
	private static String gateway(JsonNode item) {
		return text(item, item.has("gateway") ? "gateway" : "provider");
	}

	static String text(JsonNode node, String name) {
		JsonNode value = node.path(name);
		return (value.isMissingNode() || value.isNull()) ? "-" : value.asString();
	}

}
