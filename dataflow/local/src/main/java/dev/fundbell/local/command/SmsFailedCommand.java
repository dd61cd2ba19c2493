package dev.fundbell.local.command;

import java.io.PrintStream;
import java.util.concurrent.Callable;

import dev.fundbell.local.system.Program;
import dev.fundbell.local.terminal.Terminal;
import dev.fundbell.local.terminal.TextTable;
import dev.fundbell.servers.LocalServerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/**
 * Command that lists the SMS that could not be sent, and those whose outcome is unknown.
 */
@Command(name = "failed", mixinStandardHelpOptions = true,
		description = { "Lists the messages that no gateway accepted (FAILED), and those of which the gateway",
				"has not yet reported whether it has them (UNKNOWN), each with its reason." })
class SmsFailedCommand implements Callable<Integer> {

	private static final int MOST = 500;

	@Mixin
	private SmsOptions sms = new SmsOptions();

	@Option(names = { "-n", "--limit" }, paramLabel = "<count>",
			description = "The number of messages, 1 to 500 (default: 50).")
	private int limit = 50;

	@Option(names = "--after", paramLabel = "<id>", description = "Starts after this id (default: with the first).")
	private long after;

	@Override
	public Integer call() {
		if (this.limit < 1 || this.limit > MOST) {
			throw new LocalServerException("--limit is from 1 to %d, not %d".formatted(MOST, this.limit));
		}
		show(this.sms.client().failed(this.after, this.limit), Terminal.out());
		return 0;
	}

	static void show(JsonNode page, PrintStream out) {
		JsonNode items = page.path("items");
		if (items.isEmpty()) {
			out.println("There are no failed messages.");
			return;
		}
		TextTable table = new TextTable().row("ID", "STATE", "REASON", "NOTIFICATION", "USER", "GATEWAY", "SINCE");
		items.forEach((item) -> table.row(text(item, "id"), text(item, "state"), text(item, "reason"),
				text(item, "notificationId"), text(item, "userId"), gateway(item), text(item, "at")));
		out.println(table.render());
		if (!page.path("next").isMissingNode() && !page.path("next").isNull()) {
			out.printf("More: %s sms failed --after=%s%n", Program.name(), text(page, "next"));
		}
	}

	// Sinks of version 0.1.0 say provider.
	private static String gateway(JsonNode item) {
		return text(item, item.has("gateway") ? "gateway" : "provider");
	}

	private static String text(JsonNode node, String name) {
		JsonNode value = node.path(name);
		return (value.isMissingNode() || value.isNull()) ? "-" : value.asString();
	}

}
