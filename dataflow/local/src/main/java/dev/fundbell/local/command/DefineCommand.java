package dev.fundbell.local.command;

import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.fundbell.local.client.DataFlowClient;
import dev.fundbell.local.definition.App;
import dev.fundbell.local.definition.DefinitionScripts;
import dev.fundbell.local.definition.Definitions;
import dev.fundbell.local.definition.StreamWatch;
import dev.fundbell.local.demo.DemoData;
import dev.fundbell.local.demo.ServiceDatabase;
import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.local.terminal.Terminal;
import dev.fundbell.servers.HealthEndpoint;
import dev.fundbell.servers.Pause;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Command that applies the definitions to a Data Flow server that something else has
 * started.
 */
@Command(name = "define", mixinStandardHelpOptions = true, description = {
		"Registers the apps, defines the tasks, creates schedules and deploys the streams on any Data Flow server.",
		"Values come from the environment; for a sign-in FUNDBELL_DATAFLOW_USERNAME and FUNDBELL_DATAFLOW_PASSWORD, "
				+ "or FUNDBELL_DATAFLOW_TOKEN." })
final class DefineCommand implements Callable<Integer> {

	private static final Duration POLL = Duration.ofMillis(500);

	@Mixin
	private InstallationOptions installation = new InstallationOptions();

	@Option(names = "--server", required = true, paramLabel = "<url>", description = "The Data Flow server.")
	private URI server = URI.create("http://127.0.0.1:9393");

	// A plain flag would become false where the environment says true.
	@Option(names = "--demo", arity = "0..1", fallbackValue = "true", defaultValue = "${env:FUNDBELL_DEMO:-false}",
			description = "Also loads demo data into the database that FUNDBELL_DATASOURCE_* names.")
	private boolean demo;

	@Option(names = "--wait", paramLabel = "<minutes>",
			description = "How long to wait until the server is up (default: 0, not at all).")
	private int minutes;

	@Option(names = "--watch", description = "Keeps running, and deploys a stream again whose apps have died.")
	private boolean watch;

	@Option(names = "--time-zone", paramLabel = "<zone>", defaultValue = "${env:FUNDBELL_TIMEZONE:-Asia/Seoul}",
			description = "The time zone of the business's dates and schedules (default: Asia/Seoul).")
	private ZoneId timeZone = ZoneId.of("Asia/Seoul");

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() throws SQLException {
		Map<String, String> environment = System.getenv();
		if (this.demo) {
			DemoData data = new DemoData(ServiceDatabase.migrated(environment), Clock.systemUTC(), this.timeZone);
			data.load();
			data.addFreshFundings();
			Terminal.out().println("Demo data loaded");
		}
		DefinitionScripts scripts = scripts(environment);
		scripts.apps().forEach((app) -> warnIfDeprecated(app, environment));
		DataFlowClient client = DataFlowClient.signedIn(this.server, environment);
		awaitServer();
		Definitions definitions = new Definitions(client, scripts);
		apply(definitions, client.hasStreams());
		if (this.watch) {
			new StreamWatch(definitions, Terminal.out()).run();
		}
		return 0;
	}

	/** What is still wrong then, the first request says. */
	private void awaitServer() {
		HealthEndpoint health = new HealthEndpoint(this.server.resolve("/management/health"));
		long deadline = System.nanoTime() + Duration.ofMinutes(this.minutes).toNanos();
		while (System.nanoTime() - deadline < 0 && !health.isUp()) {
			Pause.of(POLL);
		}
	}

	private DefinitionScripts scripts(Map<String, String> environment) {
		InstallationPaths paths = this.installation.paths();
		Map<String, String> values = new HashMap<>(DefinitionScripts.builtApps(paths.home()));
		values.put("RETENTION_DRY_RUN", "false");
		values.putAll(environment);
		values.put("BUSINESS_TIME_ZONE", this.timeZone.getId());
		return new DefinitionScripts(paths.definitions(), values);
	}

	private void warnIfDeprecated(App app, Map<String, String> environment) {
		if (environment.containsKey(app.deprecatedVariable())) {
			this.spec.commandLine()
				.getErr()
				.printf("fundbell: %s is deprecated: use APPS and APP_SUFFIX%n", app.deprecatedVariable());
		}
	}

	private static void apply(Definitions definitions, boolean streams) {
		for (String script : DefinitionScripts.ALL) {
			if (streams || !script.equals(DefinitionScripts.STREAMS)) {
				Terminal.out().printf("%s: %d commands carried out%n", script, definitions.apply(script));
			}
			else {
				Terminal.out().printf("%s: left out, because the server has streams switched off%n", script);
			}
		}
		definitions.skippedSchedules()
			.forEach((schedule) -> Terminal.out()
				.printf("Schedule %s is left out: its task is not defined%n", schedule));
	}

}
