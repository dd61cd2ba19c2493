package dev.fundbell.local.startup;

import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;

import dev.fundbell.local.client.DataFlowClient;
import dev.fundbell.local.definition.App;
import dev.fundbell.local.definition.DefinitionScripts;
import dev.fundbell.local.definition.Definitions;
import dev.fundbell.local.definition.StreamDefinition;
import dev.fundbell.local.demo.DemoData;
import dev.fundbell.local.demo.ServiceDatabase;
import dev.fundbell.local.startup.SmokeTest.FreshDemoData;
import dev.fundbell.local.startup.StartupSteps.Step;
import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.local.system.LocalPorts;
import dev.fundbell.local.system.LocalSystem;
import dev.fundbell.servers.LocalServer;

/**
 * Start sequence of the system, from the databases to the smoke test. Steps that do not
 * need each other run at the same time.
 */
final class Startup {

	private final InstallationPaths paths;

	private final LocalPorts ports;

	private final LocalSystem system;

	private final DefinitionScripts scripts;

	private final StartupSteps steps;

	private final ZoneId businessZone;

	private final DataFlowClient dataFlow;

	Startup(InstallationPaths paths, LocalPorts ports, LocalSystem system, DefinitionScripts scripts,
			StartupSteps steps, ZoneId businessZone) {
		this.paths = paths;
		this.ports = ports;
		this.system = system;
		this.scripts = scripts;
		this.steps = steps;
		this.businessZone = businessZone;
		this.dataFlow = new DataFlowClient(ports.dataFlowUrl());
	}

	void run(SmokeTest smokeTest) {
		Step apps = this.steps.begin("Apps", this::extractApps);
		Step kafka = begin("Kafka", this.system.kafka(), LocalPorts.address(this.ports.kafka()));
		this.steps.run("MariaDB", this::startMariaDb);
		Step skipper = begin("Skipper", this.system.skipper(), this.ports.skipperUrl().toString());
		Step server = begin("Data Flow", this.system.dataFlow(), this.ports.dataFlowUrl() + "/dashboard");
		this.steps.show(kafka);
		this.steps.show(apps);
		this.steps.run("Demo data", this::loadDemoData);
		this.steps.show(skipper);
		this.steps.show(server);
		this.steps.run("Definitions", this::define);
		this.steps.run("Stream", this::deploy);
		this.steps.run("SMS", this::awaitSms);
		smokeTest.run(this.steps, this.dataFlow, this::addFreshDemoData);
	}

	private String startMariaDb() {
		this.system.mariaDb().start();
		this.system.createDatabases();
		return LocalPorts.address(this.ports.mariaDb());
	}

	private String extractApps() {
		List<App> apps = this.scripts.apps();
		apps.forEach(App::extract);
		return "extracted: %d, since they start faster so".formatted(apps.size());
	}

	private Step begin(String name, LocalServer server, String address) {
		return this.steps.begin(name, () -> {
			server.start();
			return address;
		});
	}

	private String loadDemoData() throws SQLException {
		demoData().loadPeople();
		return "people, and fundings that interest them";
	}

	private FreshDemoData addFreshDemoData() throws SQLException {
		DemoData demo = demoData();
		return new FreshDemoData(demo.load(), demo.addFreshFundings());
	}

	private DemoData demoData() throws SQLException {
		return new DemoData(ServiceDatabase.migrated(this.system.serviceEnvironment()), Clock.systemUTC(),
				this.businessZone);
	}

	private String define() {
		Definitions definitions = new Definitions(this.dataFlow, this.scripts);
		int apps = definitions.apply(DefinitionScripts.APPS);
		int tasks = definitions.apply(DefinitionScripts.TASKS);
		int schedules = definitions.apply(DefinitionScripts.SCHEDULES) - definitions.skippedSchedules().size();
		return "apps registered: %d, tasks defined: %d, schedules: %d".formatted(apps, tasks, schedules)
				+ skipped(definitions);
	}

	private static String skipped(Definitions definitions) {
		return definitions.skippedSchedules().isEmpty() ? ""
				: " (without their tasks: %s)".formatted(String.join(", ", definitions.skippedSchedules()));
	}

	private String deploy() {
		// After a crash Skipper still believes that the apps of the last start run.
		this.dataFlow.undeployAll();
		new Definitions(this.dataFlow, this.scripts, ClassData.of(this.paths, this.scripts)::addedTo)
			.apply(DefinitionScripts.STREAMS);
		return await("sse-sink", this.ports.sinkUrl()).text() + ", " + this.ports.sinkUrl();
	}

	private String awaitSms() {
		return await("sms-sink", this.ports.smsUrl()).text() + ", which sends nothing but logs";
	}

	private StreamDefinition await(String sink, URI url) {
		StreamDefinition stream = this.scripts.streamTo(sink);
		new SinkHealth(stream, url, this.dataFlow).await();
		return stream;
	}

}
