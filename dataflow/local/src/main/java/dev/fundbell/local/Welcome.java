package dev.fundbell.local;

import dev.fundbell.local.system.Layout;
import dev.fundbell.local.system.LocalPorts;

/**
 * What stands on the screen when everything runs.
 */
record Welcome(Layout layout, LocalPorts ports) {

	String text(boolean inBackground) {
		return "\nFundbell is up.\n\n" + where() + "\n\nWhat to try next\n\n" + next() + "\n\n" + (inBackground
				? "It runs in the background. Stop it with " + Program.name() + " down." : "Ctrl-C stops everything.");
	}

	private String where() {
		return new TextTable().row("Demo page", this.ports.sinkUrl() + "/", "sign in, and the bell rings here")
			.row("Dashboard", this.ports.dataFlowUrl() + "/dashboard", "apps, streams, tasks, their executions")
			.row("Skipper", this.ports.skipperUrl() + "/api", "deploys the streams for Data Flow")
			.row("MariaDB", LocalPorts.address(this.ports.mariaDb()),
					"database and user fundbell; password in " + this.layout.passwords())
			.row("Kafka", LocalPorts.address(this.ports.kafka()), "topic notifications")
			.row("SMS", this.layout.log("sms").toString(), "what phones would get; or " + Program.name() + " logs sms")
			.row("Logs", this.layout.logs().toString(), "or " + Program.name() + " logs <part>")
			.render();
	}

	private static String next() {
		return new TextTable().row("open the demo page, sign in, then", Program.name() + " ring")
			.row("launch a task for another day", Program.name() + " launch coupon-expiry-task --lead-days=3")
			.row("remind of a later deadline", Program.name() + " launch funding-reminder-task --lead-days=14")
			.row("the Data Flow shell, connected", Program.name() + " shell")
			.row("follow a log", Program.name() + " logs sse-sink -f")
			.row("read what phones would get", Program.name() + " logs sms -f")
			.row("see what runs", Program.name() + " status")
			.render();
	}

}
