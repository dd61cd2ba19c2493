package dev.fundbell.local;

import java.net.URI;
import java.util.concurrent.Callable;

import dev.fundbell.servers.Ports;
import dev.fundbell.local.system.HealthPage;
import dev.fundbell.local.system.Layout;
import dev.fundbell.local.system.LocalPorts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Shows what runs where.
 */
@Command(name = "status", mixinStandardHelpOptions = true,
		description = "Shows what runs where; exits with 1 unless everything runs.")
final class StatusCommand implements Callable<Integer> {

	@Mixin
	private StateOptions state = new StateOptions();

	private final TextTable table = new TextTable();

	private boolean allRun = true;

	@Override
	public Integer call() {
		Layout layout = this.state.layout();
		LocalPorts ports = this.state.runningPorts();
		this.table.row("PART", "STATE", "WHERE", "PROCESS");
		server(layout, "MariaDB", "mariadb", ports.mariaDb());
		server(layout, "Kafka", "kafka", ports.kafka());
		server(layout, "Skipper", "skipper", ports.skipper());
		server(layout, "Data Flow", "dataflow", ports.dataFlow());
		sink("sse-sink", ports.sinkUrl());
		sink("sms-sink", ports.smsUrl());
		Program.out().println(this.table.render());
		return this.allRun ? 0 : 1;
	}

	private void server(Layout layout, String name, String part, int port) {
		String pid = layout.pidFile(part).running().map((process) -> Long.toString(process.pid())).orElse("-");
		row(name, Ports.answers(port), LocalPorts.address(port), pid);
	}

	private void sink(String name, URI url) {
		boolean up = new HealthPage(url.resolve("/actuator/health")).isUp();
		row(name, up, url.toString(), "see the dashboard");
	}

	private void row(String part, boolean up, String where, String process) {
		this.allRun &= up;
		this.table.row(part, up ? "running" : "down", where, process);
	}

}
