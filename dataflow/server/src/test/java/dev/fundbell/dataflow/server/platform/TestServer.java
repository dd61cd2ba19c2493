package dev.fundbell.dataflow.server.platform;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.fundbell.dataflow.server.DataFlowServerApplication;
import dev.fundbell.test.app.AppCommand;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Our server in this JVM, on a free port. */
public final class TestServer implements AutoCloseable {

	/** The directory of all task runs. */
	public static final Path RUNS = Platform.TARGET.resolve("it/tasks");

	/** How many tasks run at once. */
	public static final int PLACES = 2;

	private final ConfigurableApplicationContext context;

	private TestServer(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static TestServer start(TestDatabase database, String name, Map<String, String> more) {
		Map<String, Object> properties = properties(database, name);
		properties.putAll(more);
		String[] arguments = properties.entrySet()
			.stream()
			.map((property) -> "--" + property.getKey() + "=" + property.getValue())
			.toArray(String[]::new);
		return new TestServer(new SpringApplicationBuilder(DataFlowServerApplication.class).run(arguments));
	}

	static Map<String, Object> properties(TestDatabase database, String name) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("server.port", "0");
		properties.put("spring.datasource.url", database.url(name));
		properties.put("spring.datasource.username", name);
		properties.put("spring.datasource.password", TestDatabase.PASSWORD);
		properties.put("spring.cloud.skipper.client.server-uri", "http://127.0.0.1:" + Platform.SKIPPER_PORT + "/api");
		properties.put("spring.cloud.dataflow.task.platform.local.accounts.default.working-directories-root", RUNS);
		properties.put("spring.cloud.dataflow.task.platform.local.accounts.default.java-opts",
				String.join(" ", AppCommand.JVM_OPTIONS) + " -Xmx128m");
		properties.put("spring.cloud.dataflow.task.platform.local.accounts.default.maximum-concurrent-tasks", PLACES);
		// A run that was interrupted is taken over after four missed heartbeats.
		properties.put("fundbell.schedules.heartbeat", "2s");
		properties.put("spring.datasource.hikari.connection-timeout", "4000");
		properties.put("spring.jmx.enabled", "false");
		return properties;
	}

	public String url() {
		int port = ((WebServerApplicationContext) this.context).getWebServer().getPort();
		return "http://127.0.0.1:" + port;
	}

	public Rest rest() {
		return new Rest(url());
	}

	public JdbcTemplate jdbc() {
		return bean(JdbcTemplate.class);
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	public boolean has(Class<?> type) {
		return this.context.getBeanNamesForType(type).length > 0;
	}

	@Override
	public void close() {
		this.context.close();
	}

}
