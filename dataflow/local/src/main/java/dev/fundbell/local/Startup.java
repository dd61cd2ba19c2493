package dev.fundbell.local;

import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

import dev.fundbell.local.FirstRing.News;
import dev.fundbell.local.Steps.Step;
import dev.fundbell.local.dataflow.DataFlowClient;
import dev.fundbell.local.dataflow.Definitions;
import dev.fundbell.local.demo.DemoData;
import dev.fundbell.local.demo.ServiceDatabase;
import dev.fundbell.servers.LocalServer;
import dev.fundbell.servers.Ports;
import dev.fundbell.local.system.Layout;
import dev.fundbell.local.system.LocalPorts;
import dev.fundbell.local.system.LocalSystem;

/**
 * Brings the whole system up, from the databases to the first notification. What can
 * start side by side does.
 */
final class Startup {

	private final Layout layout;

	private final LocalPorts ports;

	private final LocalSystem system;

	private final Steps steps;

	private final ZoneId businessZone;

	private final DataFlowClient dataFlow;

	Startup(Layout layout, LocalPorts ports, LocalSystem system, Steps steps, ZoneId businessZone) {
		this.layout = layout;
		this.ports = ports;
		this.system = system;
		this.steps = steps;
		this.businessZone = businessZone;
		this.dataFlow = new DataFlowClient(ports.dataFlowUrl());
	}

	void run(FirstRing firstRing) {
		Step kafka = begin("Kafka", this.system.kafka(), LocalPorts.address(this.ports.kafka()));
		this.steps.run("MariaDB", this::startMariaDb);
		Step skipper = begin("Skipper", this.system.skipper(), this.ports.skipperUrl().toString());
		Step server = begin("Data Flow", this.system.dataFlow(), this.ports.dataFlowUrl() + "/dashboard");
		this.steps.show(kafka);
		this.steps.run("Demo data", this::loadDemoData);
		this.steps.show(skipper);
		this.steps.show(server);
		this.steps.run("Definitions", this::define);
		this.steps.run("Stream", this::deploy);
		this.steps.run("SMS", this::awaitSms);
		firstRing.ring(this.steps, this.dataFlow, this::addNews);
	}

	private String startMariaDb() {
		this.system.mariaDb().start();
		this.system.createDatabases();
		return LocalPorts.address(this.ports.mariaDb());
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

	private News addNews() throws SQLException {
		DemoData demo = demoData();
		return new News(demo.load(), demo.addFreshFundings());
	}

	private DemoData demoData() throws SQLException {
		return new DemoData(ServiceDatabase.migrated(this.system.serviceEnvironment()), Clock.systemUTC(),
				this.businessZone);
	}

	private String define() {
		Definitions definitions = definitions();
		int apps = definitions.replay("apps.shell");
		int tasks = definitions.replay("tasks.shell");
		int schedules = definitions.replay("schedules.shell") - definitions.leftOut().size();
		return "apps registered: %d, tasks defined: %d, schedules: %d".formatted(apps, tasks, schedules)
				+ leftOut(definitions);
	}

	private static String leftOut(Definitions definitions) {
		return definitions.leftOut().isEmpty() ? ""
				: " (without their tasks: %s)".formatted(String.join(", ", definitions.leftOut()));
	}

	private String deploy() {
		// After a crash Skipper takes apps for running that are gone.
		this.dataFlow.undeployAll();
		definitions().replay("streams.shell");
		new SinkHealth(Sink.SSE, this.ports.sinkUrl(), this.dataFlow).await();
		return ":notifications > sse-sink, " + this.ports.sinkUrl();
	}

	private String awaitSms() {
		new SinkHealth(Sink.SMS, this.ports.smsUrl(), this.dataFlow).await();
		return ":notifications > sms-sink, which sends nothing but logs";
	}

	private Definitions definitions() {
		Map<String, String> values = new HashMap<>();
		values.put("SSE_SINK_URI", uri("streams/sse-sink"));
		values.put("SMS_SINK_URI", uri("streams/sms-sink"));
		values.put("COUPON_EXPIRY_TASK_URI", uri("tasks/coupon-expiry-task"));
		values.put("FUNDING_CLOSE_TASK_URI", uri("tasks/funding-close-task"));
		values.put("FUNDING_REMINDER_TASK_URI", uri("tasks/funding-reminder-task"));
		values.put("STREAM_PROPERTIES", this.layout.definitions().resolve("local.properties").toString());
		values.put("STATE_DIRECTORY", this.layout.directory().toString().replace('\\', '/'));
		values.put("SINK_ADDRESS", Ports.HOST);
		values.put("SINK_PORT", Integer.toString(this.ports.sink()));
		values.put("SMS_PORT", Integer.toString(this.ports.sms()));
		values.put("BUSINESS_TIME_ZONE", this.businessZone.getId());
		return new Definitions(this.dataFlow, this.layout.definitions(), values);
	}

	private String uri(String module) {
		return this.layout.app(module).toUri().toString();
	}

}
