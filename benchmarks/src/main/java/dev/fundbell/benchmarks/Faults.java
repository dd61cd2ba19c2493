package dev.fundbell.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.fundbell.benchmarks.faults.Fault;
import dev.fundbell.benchmarks.faults.FaultRun;
import dev.fundbell.benchmarks.faults.FlowSystem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.springframework.util.FileSystemUtils;

/**
 * Command that runs the fault matrix: {stands still, is killed, has a full disk, has a
 * wrong clock} times {MariaDB, Kafka, task, SMS gateway, sms-sink}.
 */
@Command(name = "faults", mixinStandardHelpOptions = true,
		description = "Lets each fault hit each part at random moments while coupons become notifications, records, SMS and events. Ends with 1 if one was lost or doubled, or a run of the task did not end in time with a sentence.")
final class Faults implements Callable<Integer> {

	@Option(names = "--cells", defaultValue = "0",
			description = "How many faults hit a part; 0: each combination once. Default: ${DEFAULT-VALUE}")
	private int cells;

	@Option(names = "--pause", defaultValue = "75",
			description = "Seconds that a fault lasts; by default longer than all bounds of a task. Default: ${DEFAULT-VALUE}")
	private int pause;

	@Option(names = "--short-waits",
			description = "Gives the apps shorter bounds, so that a shorter pause ends their waits.")
	private boolean shortWaits;

	@Option(names = "--users", defaultValue = "50",
			description = "Users, each with a phone and a subscriber. Default: ${DEFAULT-VALUE}")
	private int users;

	@Option(names = "--rate", defaultValue = "100", description = "Coupons per second. Default: ${DEFAULT-VALUE}")
	private int rate;

	@Option(names = "--faults", split = ",",
			description = "Those to try: ${COMPLETION-CANDIDATES}. Default: all of them")
	private Set<Fault> faults = EnumSet.allOf(Fault.class);

	@Option(names = "--seed", description = "Of the order and the moments of the faults. Default: another each time")
	private @Nullable Long seed;

	@Option(names = "--project", defaultValue = ".", description = "The project, built. Default: ${DEFAULT-VALUE}")
	private Path project = Path.of(".");

	@Override
	public Integer call() throws Exception {
		long order = (this.seed != null) ? this.seed : new Random().nextInt(1_000_000);
		System.out.println("The order of the faults: --seed=" + order);
		Path directory = Files.createTempDirectory("fundbell-faults");
		Random random = new Random(order);
		System.out.println("Where it fails, the logs stay in " + directory);
		Duration lasting = Duration.ofSeconds(this.pause);
		try (FlowSystem system = new FlowSystem(this::jar, directory, lasting, this.shortWaits, random)) {
			FaultRun run = new FaultRun(system, this.users, random, lasting);
			if (!run.isEven(this.cells, this.rate, this.faults)) {
				return 1;
			}
		}
		FileSystemUtils.deleteRecursively(directory);
		return 0;
	}

	private Path jar(String module) {
		return AppJar.of(this.project.toAbsolutePath().normalize().resolve(module));
	}

}
