package dev.fundbell.local;

import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.fundbell.local.dataflow.DataFlowClient;
import dev.fundbell.local.dataflow.Definitions;
import dev.fundbell.local.demo.DemoData;
import dev.fundbell.local.demo.ServiceDatabase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Carries the definitions out on a Data Flow server that something else has started.
 */
@Command(name = "define", mixinStandardHelpOptions = true, description = {
		"Registers the apps, creates schedules and deploys the stream on any Data Flow server.",
		"Values come from the environment; for a sign-in FUNDBELL_DATAFLOW_USERNAME and FUNDBELL_DATAFLOW_PASSWORD." })
final class DefineCommand implements Callable<Integer> {

	@Mixin
	private StateOptions state = new StateOptions();

	@Option(names = "--server", required = true, paramLabel = "<url>", description = "The Data Flow server.")
	private URI server = URI.create("http://127.0.0.1:9393");

	@Option(names = "--demo", description = "Also loads demo data into the database that FUNDBELL_DATASOURCE_* names.")
	private boolean demo;

	@Option(names = "--time-zone", paramLabel = "<zone>", defaultValue = "${env:FUNDBELL_TIMEZONE:-Asia/Seoul}",
			description = "Where the business has its dates (default: Asia/Seoul).")
	private ZoneId timeZone = ZoneId.of("Asia/Seoul");

	@Override
	public Integer call() throws SQLException {
		Map<String, String> environment = new HashMap<>(System.getenv());
		environment.put("BUSINESS_TIME_ZONE", this.timeZone.getId());
		if (this.demo) {
			DemoData data = new DemoData(ServiceDatabase.migrated(environment), Clock.systemUTC(), this.timeZone);
			data.load();
			data.addFreshFundings();
			Program.out().println("Demo data loaded");
		}
		Definitions definitions = new Definitions(DataFlowClient.signedIn(this.server, environment),
				this.state.layout().definitions(), environment);
		for (String script : List.of("apps.shell", "tasks.shell", "schedules.shell", "streams.shell")) {
			Program.out().printf("%s: %d commands carried out%n", script, definitions.replay(script));
		}
		definitions.leftOut()
			.forEach(
					(schedule) -> Program.out().printf("Schedule %s is left out: its task is not defined%n", schedule));
		return 0;
	}

}
