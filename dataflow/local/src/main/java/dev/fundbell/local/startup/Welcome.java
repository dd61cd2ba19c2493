package dev.fundbell.local.startup;

import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.local.system.LocalPorts;
import dev.fundbell.local.system.Program;
import dev.fundbell.local.terminal.TextTable;

/**
 * Message that {@code up} prints once everything runs: where each part is, and the
 * commands to try next.
 */
record Welcome(InstallationPaths paths, LocalPorts ports) {

	String text(boolean inBackground) {
		return "\nFundbell is up.\n\n" + where() + "\n\nWhat to try next\n\n" + next() + "\n\n" + (inBackground
				? "It runs in the background. Stop it with " + Program.name() + " down." : "Ctrl-C stops everything.");
	}

	private String where() {
		return new TextTable().row("Demo page", this.ports.sinkUrl() + "/", "sign in, and the bell rings here")
			.row("Dashboard", this.ports.dataFlowUrl() + "/dashboard", "apps, streams, tasks, their executions")
			.row("Skipper", this.ports.skipperUrl() + "/api", "deploys the streams for Data Flow")
			.row("MariaDB", LocalPorts.address(this.ports.mariaDb()),
					"database and user fundbell; password in " + this.paths.passwords())
			.row("Kafka", LocalPorts.address(this.ports.kafka()), "topic notifications")
			.row("SMS", this.paths.log("sms").toString(), "what phones would get; or " + Program.name() + " logs sms")
			.row("Logs", this.paths.logs().toString(), "or " + Program.name() + " logs <part>")
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
