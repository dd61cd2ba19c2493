package dev.fundbell.local;

import java.io.PrintStream;
import java.util.concurrent.Callable;

import dev.fundbell.servers.LocalServerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/**
 * Lists messages that wait for a person.
 */
@Command(name = "dead-letters", mixinStandardHelpOptions = true,
		description = { "Lists the messages that no gateway took (FAILED), and those of which the gateway",
				"has not said yet whether it has them (UNKNOWN), each with its reason." })
final class SmsDeadLettersCommand implements Callable<Integer> {

	private static final int MOST = 500;

	@Mixin
	private SmsOptions sms = new SmsOptions();

	@Option(names = { "-n", "--limit" }, paramLabel = "<count>", description = "How many, 1 to 500 (default: 50).")
	private int limit = 50;

	@Option(names = "--after", paramLabel = "<id>", description = "Goes on behind this id (default: the first).")
	private long after;

	@Override
	public Integer call() {
		if (this.limit < 1 || this.limit > MOST) {
			throw new LocalServerException("--limit is from 1 to %d, not %d".formatted(MOST, this.limit));
		}
		show(this.sms.client().deadLetters(this.after, this.limit), Program.out());
		return 0;
	}

	static void show(JsonNode page, PrintStream out) {
		JsonNode items = page.path("items");
		if (items.isEmpty()) {
			out.println("There are no dead letters.");
			return;
		}
		TextTable table = new TextTable().row("ID", "STATE", "REASON", "NOTIFICATION", "USER", "GATEWAY", "SINCE");
		items.forEach((item) -> table.row(text(item, "id"), text(item, "state"), text(item, "reason"),
				text(item, "notificationId"), text(item, "userId"), text(item, "provider"), text(item, "at")));
		out.println(table.render());
		if (!page.path("next").isMissingNode() && !page.path("next").isNull()) {
			out.printf("More: %s sms dead-letters --after=%s%n", Program.name(), text(page, "next"));
		}
	}

	private static String text(JsonNode node, String name) {
		JsonNode value = node.path(name);
		return (value.isMissingNode() || value.isNull()) ? "-" : value.asString();
	}

}
