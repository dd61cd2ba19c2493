package dev.fundbell.local.command;

import java.net.URI;
import java.util.concurrent.Callable;

import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.local.system.LocalPorts;
import dev.fundbell.local.terminal.Terminal;
import dev.fundbell.local.terminal.TextTable;
import dev.fundbell.servers.HealthEndpoint;
import dev.fundbell.servers.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Command that shows the state and address of each part.
 */
@Command(name = "status", mixinStandardHelpOptions = true,
		description = "Shows the state and address of each part; exits with 1 unless all parts run.")
final class StatusCommand implements Callable<Integer> {

	@Mixin
	private InstallationOptions installation = new InstallationOptions();

	private final TextTable table = new TextTable();

	private boolean allRun = true;

	@Override
	public Integer call() {
		InstallationPaths paths = this.installation.paths();
		LocalPorts ports = this.installation.runningPorts();
		this.table.row("PART", "STATE", "WHERE", "PROCESS");
		server(paths, "MariaDB", "mariadb", ports.mariaDb());
		server(paths, "Kafka", "kafka", ports.kafka());
		server(paths, "Skipper", "skipper", ports.skipper());
		server(paths, "Data Flow", "dataflow", ports.dataFlow());
		sink("sse-sink", ports.sinkUrl());
		sink("sms-sink", ports.smsUrl());
		Terminal.out().println(this.table.render());
		return this.allRun ? 0 : 1;
	}

	private void server(InstallationPaths paths, String name, String part, int port) {
		String pid = paths.pidFile(part).running().map((process) -> Long.toString(process.pid())).orElse("-");
		row(name, Ports.answers(port), LocalPorts.address(port), pid);
	}

	private void sink(String name, URI url) {
		boolean up = new HealthEndpoint(url.resolve("/actuator/health")).isUp();
		row(name, up, url.toString(), "see the dashboard");
	}

	private void row(String part, boolean up, String where, String process) {
		this.allRun &= up;
		this.table.row(part, up ? "running" : "down", where, process);
	}

}
