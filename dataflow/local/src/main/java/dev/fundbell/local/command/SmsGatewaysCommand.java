package dev.fundbell.local.command;

import java.util.concurrent.Callable;

import dev.fundbell.local.terminal.Terminal;
import dev.fundbell.local.terminal.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/**
 * Command that shows the SMS gateways, and which of them are stopped.
 */
@Command(name = "gateways", mixinStandardHelpOptions = true,
		description = "Shows the gateways of a sink, and why those are stopped that are.")
final class SmsGatewaysCommand implements Callable<Integer> {

	@Mixin
	private SmsOptions sms = new SmsOptions();

	@Override
	public Integer call() {
		show(this.sms.client().gateways());
		return 0;
	}

	static void show(JsonNode gateways) {
		TextTable table = new TextTable().row("GATEWAY", "STATE", "REASON", "SINCE");
		gateways.path("gateways")
			.forEach((each) -> table.row(SmsTable.text(each, "name"), SmsTable.text(each, "use"),
					SmsTable.text(each, "reason"), SmsTable.text(each, "since")));
		Terminal.out().println(table.render());
	}

}
