package dev.fundbell.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.springframework.util.FileSystemUtils;

/** Benchmark of the SMS sink: its real jar, and a gateway that answers after a while. */
@Command(name = "sms", mixinStandardHelpOptions = true,
		description = "Sends N published notifications through one sms-sink to a gateway that answers after a while.")
final class SmsBenchmark implements Callable<Integer> {

	private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+([0-9]+) kB");

	private static final Duration LONGEST = Duration.ofMinutes(30);

	private static final String BODY = "{\"to\":\"{{to}}\",\"from\":\"{{from}}\",\"text\":\"{{text}}\"}";

	@Option(names = "--notifications", split = ",", defaultValue = "20000,100000",
			description = "How many, for each run. Default: ${DEFAULT-VALUE}")
	private List<Integer> notifications = new ArrayList<>();

	@Option(names = "--delay", defaultValue = "50",
			description = "After how many milliseconds the gateway answers. Default: ${DEFAULT-VALUE}")
	private int delay;

	@Option(names = "--held", defaultValue = "0",
			description = "How many messages of other users are held, with one blocked behind each. Default: ${DEFAULT-VALUE}")
	private int held;

	@Option(names = "--flood", defaultValue = "0",
			description = "How many messages of one user without a phone wait before all others. Default: ${DEFAULT-VALUE}")
	private int flood;

	@Option(names = "--sink", defaultValue = "streams/sms-sink",
			description = "The sink's module, built. Default: ${DEFAULT-VALUE}")
	private Path sink = Path.of(".");

	@Option(names = "--java-options", split = " ", defaultValue = "-Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
			description = "Of the sink's JVM. Default, as in the local system: ${DEFAULT-VALUE}")
	private List<String> javaOptions = new ArrayList<>();

	@Option(names = "--sink-arguments", split = " ", description = "More arguments for the sink.")
	private List<String> sinkArguments = new ArrayList<>();

	@Override
	public Integer call() throws Exception {
		System.out
			.println("| what | messages | a second | memory | processor seconds: sink, MariaDB, Kafka, gateway |");
		System.out.println("|---|---:|---:|---|---|");
		for (int count : this.notifications) {
			Path directory = Files.createTempDirectory("fundbell-benchmark");
			// Where it fails, the logs stay.
			try (Servers servers = new Servers(directory, List.of());
					SlowGateway gateway = new SlowGateway(this.delay)) {
				measure(servers, gateway, directory, count);
			}
			FileSystemUtils.deleteRecursively(directory);
		}
		return 0;
	}

	private void measure(Servers servers, SlowGateway gateway, Path directory, int count) throws Exception {
		SmsDataset.fill(servers, count);
		if (this.held > 0) {
			SmsDataset.hold(servers, this.held);
		}
		if (this.flood > 0) {
			SmsDataset.flood(servers, this.flood);
		}
		SmsDataset.publish(servers);
		Servers.ProcessorSeconds before = servers.processorSeconds();
		double own = processorSeconds(ProcessHandle.current());
		Path log = directory.resolve("sink.log");
		Process process = new ProcessBuilder(command(servers, gateway)).redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			await(servers, gateway, process, count, log);
			double seconds = (System.nanoTime() - gateway.first()) / 1e9;
			requireOnce(gateway, count);
			Servers.ProcessorSeconds used = servers.processorSeconds().since(before);
			System.out.println(String.format(Locale.ROOT,
					"| the sink, gateway answers in %d ms, %,d held, %,d of one user | %,d | %,.0f | peak %d MB | %.0f, %.0f, %.0f, %.0f |",
					this.delay, this.held, this.flood, count, count / seconds, peakKilobytes(process) / 1024,
					processorSeconds(process.toHandle()), used.mariaDb(), used.kafka(),
					processorSeconds(ProcessHandle.current()) - own));
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

	private static void await(Servers servers, SlowGateway gateway, Process process, int count, Path log)
			throws InterruptedException, SQLException {
		long deadline = System.nanoTime() + LONGEST.toNanos();
		while (gateway.messages() < count || SmsDataset.sent(servers) < count) {
			if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
				throw new IllegalStateException("The sink ended or is stuck, see " + log);
			}
		}
	}

	private static void requireOnce(SlowGateway gateway, int count) {
		if (gateway.messages() != count || gateway.distinctMessages() != count) {
			throw new IllegalStateException("%d messages came, %d of them different, and %d were published"
				.formatted(gateway.messages(), gateway.distinctMessages(), count));
		}
	}

	private static double processorSeconds(ProcessHandle process) {
		return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
	}

	private static long peakKilobytes(Process process) throws IOException {
		List<MatchResult> peak = PEAK
			.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")))
			.results()
			.toList();
		return peak.isEmpty() ? 0 : Long.parseLong(peak.get(0).group(1));
	}

	private List<String> command(Servers servers, SlowGateway gateway) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(this.javaOptions);
		command.addAll(List.of("-jar", AppJar.of(this.sink).toString(), "--server.port=0",
				"--fundbell.sms.gateway-chain=main", "--fundbell.sms.gateways.main.type=http",
				"--fundbell.sms.gateways.main.from=15880000", "--fundbell.sms.gateways.main.http.url=" + gateway.url(),
				"--fundbell.sms.gateways.main.http.headers.Idempotency-Key={{reference}}",
				"--fundbell.sms.gateways.main.http.body=" + BODY, "--fundbell.sms.quiet-hours.start=00:00",
				"--fundbell.sms.quiet-hours.end=00:00"));
		command.addAll(servers.arguments());
		command.addAll(this.sinkArguments);
		return command;
	}

}
