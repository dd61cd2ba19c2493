package dev.fundbell.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

import dev.fundbell.app.ExtractedApp;
import dev.fundbell.benchmarks.sse.EventSources;
import dev.fundbell.benchmarks.sse.OutboxPublisher;
import dev.fundbell.benchmarks.sse.SseSink;
import dev.fundbell.servers.LocalServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.springframework.util.FileSystemUtils;

/**
 * Fault run of the SSE sink: what clients get while instances, the broker and the
 * database are killed or stand still, one after the other, at random.
 */
@Command(name = "sse-faults", mixinStandardHelpOptions = true,
		description = "Serves N clients from two sse-sinks and publishes to them while one part after the other fails. Ends with 1 if a notification was lost or came to another user, or a client gave up.")
final class SseFaults implements Callable<Integer> {

	private static final Duration LONGEST = Duration.ofMinutes(3);

	/** As the local system deploys it, with room for more clients. */
	private static final List<String> JVM_OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

	@Option(names = "--connections", defaultValue = "10000",
			description = "Clients, each of a user of its own. Default: ${DEFAULT-VALUE}")
	private int connections;

	@Option(names = "--rate", defaultValue = "500", description = "Notifications a second. Default: ${DEFAULT-VALUE}")
	private int rate;

	@Option(names = "--seconds", defaultValue = "600", description = "For how long. Default: ${DEFAULT-VALUE}")
	private int seconds;

	@Option(names = "--every", defaultValue = "20",
			description = "Seconds from fault to fault; a longer fault is waited for. Default: ${DEFAULT-VALUE}")
	private int every;

	@Option(names = "--pause", defaultValue = "10",
			description = "Seconds for which a part stands still. Default: ${DEFAULT-VALUE}")
	private int pause;

	@Option(names = "--seed", description = "Of the order of the faults. Default: another each time")
	private @Nullable Long seed;

	@Option(names = "--sink", defaultValue = "streams/sse-sink",
			description = "The sink's module, built. Default: ${DEFAULT-VALUE}")
	private Path sink = Path.of(".");

	@Option(names = "--sink-arguments", split = " ", description = "More arguments for the sinks.")
	private List<String> sinkArguments = new ArrayList<>();

	private long start;

	@Override
	public Integer call() throws Exception {
		long order = (this.seed != null) ? this.seed : new Random().nextInt(1_000_000);
		System.out.println("The order of the faults: --seed=" + order);
		Path directory = Files.createTempDirectory("fundbell-faults");
		Path jar = ExtractedApp.extract(AppJar.of(this.sink), directory.resolve("sse-sink"));
		// Where it fails, the logs stay.
		try (Servers servers = new Servers(directory, List.of());
				SseSink one = instance(jar, servers, directory);
				SseSink other = instance(jar, servers, directory)) {
			one.awaitReady();
			other.awaitReady();
			if (run(servers, List.of(one, other), new Random(order))) {
				FileSystemUtils.deleteRecursively(directory);
				return 0;
			}
		}
		System.out.println("The logs are in " + directory);
		return 1;
	}

	private boolean run(Servers servers, List<SseSink> sinks, Random random) throws Exception {
		EventSources clients = new EventSources(sinks, this.connections, SseFaults::tokenLifetime);
		SseSink any = sinks.get(0);
		any.await(() -> clients.open() == this.connections, LONGEST);
		OutboxPublisher publisher = new OutboxPublisher(servers::connectForShort, servers.brokers(), this.connections,
				this.rate);
		fail(faults(servers, sinks), random, clients, publisher);
		publisher.stop();
		any.await(() -> clients.received() >= publisher.published(), LONGEST);
		clients.stop();
		EventSources.Balance balance = clients.balance(publisher.publishedToUser());
		print(publisher.published(), balance);
		return balance.isEven();
	}

	/** Some sessions end again and again; their clients sign in in good time. */
	private static Duration tokenLifetime(long userId) {
		return (userId % 10 == 0) ? Duration.ofSeconds(30) : Duration.ofHours(1);
	}

	private SseSink instance(Path jar, Servers servers, Path directory) throws Exception {
		List<String> arguments = new ArrayList<>(servers.arguments());
		arguments.addAll(this.sinkArguments);
		return new SseSink(jar, JVM_OPTIONS, arguments, servers.brokers(), directory.resolve("sinks"));
	}

	private List<Fault> faults(Servers servers, List<SseSink> sinks) {
		List<Fault> faults = new ArrayList<>();
		for (SseSink each : sinks) {
			faults.add(new Fault(each.name() + " killed", () -> {
				each.kill();
				each.startAgain();
			}));
			faults.add(new Fault(each.name() + " drained", () -> {
				each.stop();
				each.startAgain();
			}));
		}
		faults.add(killed("broker", servers.kafka()));
		faults.add(paused("broker", servers.kafka()));
		faults.add(killed("database", servers.mariaDb()));
		faults.add(paused("database", servers.mariaDb()));
		return faults;
	}

	private static Fault killed(String name, LocalServer server) {
		return new Fault(name + " killed", () -> {
			server.kill();
			server.start();
		});
	}

	private Fault paused(String name, LocalServer server) {
		return new Fault(name + " stands still", () -> {
			server.process().pause();
			Thread.sleep(Duration.ofSeconds(this.pause).toMillis());
			server.process().resume();
		});
	}

	private void fail(List<Fault> faults, Random random, EventSources clients, OutboxPublisher publisher)
			throws Exception {
		this.start = System.nanoTime();
		List<Fault> left = new ArrayList<>();
		for (int next = this.every; next < this.seconds; next = Math.max(next, elapsed()) + this.every) {
			sleepUntil(next);
			if (left.isEmpty()) {
				left.addAll(faults);
			}
			Fault fault = left.remove(random.nextInt(left.size()));
			System.out.printf("%4d s  %-24s %,9d published, %,9d received, %,d streams open%n", elapsed(), fault.name(),
					publisher.published(), clients.received(), clients.open());
			fault.action().run();
		}
		sleepUntil(this.seconds);
	}

	private int elapsed() {
		return (int) Duration.ofNanos(System.nanoTime() - this.start).toSeconds();
	}

	private void sleepUntil(int second) throws InterruptedException {
		Thread.sleep(Math.max(0, second - elapsed()) * 1000L);
	}

	private static void print(long published, EventSources.Balance balance) {
		System.out.printf("""

				| what | count |
				|---|---:|
				| published | %,d |
				| received | %,d |
				| lost | %,d |
				| came to another user | %,d |
				| came again, for the client to drop by its id | %,d |
				| clients that gave up | %,d |
				| connects, also of those that failed | %,d |
				""", published, balance.received(), balance.lost().size(), balance.foreign(), balance.repeated(),
				balance.givenUp(), balance.attempts());
		if (!balance.lost().isEmpty()) {
			System.out.println("The first that were lost: " + balance.lost().stream().limit(10).toList());
		}
	}

	private record Fault(String name, Action action) {
	}

	@FunctionalInterface
	private interface Action {

		void run() throws Exception;

	}

}
