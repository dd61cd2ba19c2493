package dev.fundbell.test.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.servers.ChildCommand;
import dev.fundbell.servers.ChildProcess;
import dev.fundbell.servers.JavaProgram;
import dev.fundbell.test.app.AppCommand;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;
import dev.fundbell.test.Rows;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs of a whole task, as Data Flow starts it, with databases of its own, and what an
 * operator sees of their ends.
 */
public final class TaskRuns {

	private final Class<?> application;

	private final TestDatabase service = RealServers.get().fundbellDatabase();

	private final JdbcClient metadata;

	private final List<String> arguments;

	/**
	 * Runs of a task.
	 * @param application its main class
	 * @param arguments those of every run
	 */
	public TaskRuns(Class<?> application, String... arguments) {
		this.application = application;
		TestDatabase platform = RealServers.get().emptyDatabase();
		this.metadata = JdbcClient.create(platform.dataSource());
		this.arguments = new ArrayList<>(List.of("--spring.profiles.active=stand-alone",
				"--fundbell.datasource.url=" + this.service.url(),
				"--fundbell.datasource.username=" + this.service.username(),
				"--fundbell.datasource.password=" + this.service.password(),
				"--spring.datasource.url=" + platform.url(), "--spring.datasource.username=" + platform.username(),
				"--spring.datasource.password=" + platform.password(), "--fundbell.batch.chunk-size=10"));
		this.arguments.addAll(List.of(arguments));
	}

	/** Rows of the service's database. */
	public Rows rows() {
		return new Rows(this.service.dataSource());
	}

	/**
	 * Runs the task to its end.
	 * @param brokers where Kafka is
	 * @param more arguments, which replace those of the same name
	 */
	public void run(String brokers, String... more) {
		try (ConfigurableApplicationContext context = SpringApplication.run(this.application,
				arguments(brokers, more).toArray(String[]::new))) {
			assertThat(context).isNotNull();
		}
	}

	/**
	 * Starts the task as a process of its own, which may be killed or stopped.
	 * @param directory where its log is written, one for each process
	 * @param brokers where Kafka is
	 * @param more arguments, which replace those of the same name
	 */
	public ChildProcess launch(Path directory, String brokers, String... more) {
		List<String> options = new ArrayList<>(AppCommand.JVM_OPTIONS);
		options.add("-Xmx256m");
		List<String> command = JavaProgram.command(this.application, options, arguments(brokers, more));
		return ChildProcess.start(ChildCommand.of("task", command, directory));
	}

	private List<String> arguments(String brokers, String... more) {
		List<String> all = new ArrayList<>(this.arguments);
		all.add("--spring.cloud.stream.kafka.binder.brokers=" + brokers);
		for (String argument : more) {
			// The same option twice would be one option with two values.
			all.removeIf((other) -> other.startsWith(argument.substring(0, argument.indexOf('=') + 1)));
			all.add(argument);
		}
		return all;
	}

	/**
	 * Arguments of a run that is to fail for want of the broker: it gives up after
	 * seconds, not after half a minute.
	 */
	public static String[] shortKafkaWaits() {
		String binder = "--spring.cloud.stream.kafka.binder.";
		return new String[] { binder + "configuration.default.api.timeout.ms=4000",
				binder + "configuration.request.timeout.ms=3000", binder + "producer-properties.max.block.ms=4000",
				binder + "producer-properties.delivery.timeout.ms=5000" };
	}

	/** Where the Kafka of this JVM's tests is. */
	public static String kafka() {
		return RealServers.get().kafka().bootstrapServers();
	}

	/**
	 * Reads a value of the last execution from the platform's database.
	 * @param expression an SQL expression over its row
	 */
	public String execution(String expression) {
		return this.metadata
			.sql("SELECT " + expression + " FROM TASK_EXECUTION ORDER BY TASK_EXECUTION_ID DESC LIMIT 1")
			.query((row, number) -> row.getString(1))
			.single();
	}

	/**
	 * Asks the platform's database.
	 * @param sql a query of one column
	 */
	public List<String> query(String sql) {
		return this.metadata.sql(sql).query(String.class).list();
	}

}
