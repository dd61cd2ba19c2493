package dev.fundbell.dataflow.server.schedule;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.ServerProcess;
import dev.fundbell.dataflow.server.platform.SteppedServer;
import dev.fundbell.servers.MariaDbServer;
import dev.fundbell.servers.Pause;

import static org.awaitility.Awaitility.await;

/**
 * Faults of two servers and their database, in a random order: clocks that are stepped, a
 * database that is killed or stands still while tasks end, servers that are killed, and a
 * full disk. Each fault is over when its action returns, except that a killed server
 * starts meanwhile and a clock stays as it was set.
 */
final class ScheduleFaults {

	private static final Duration PATIENCE = Duration.ofMinutes(4);

	private static final Duration STANDSTILL = Duration.ofSeconds(3);

	private static final List<Duration> STEPS = List.of(Duration.ofDays(1), Duration.ofDays(-1), Duration.ofSeconds(2),
			Duration.ofSeconds(-2));

	private static final int TASKS_THAT_END = 20;

	private final List<Node> nodes;

	private final StartedRuns runs;

	private final Runnable due;

	private final Random random;

	/**
	 * @param nodes the servers
	 * @param runs the processes of their tasks
	 * @param due makes more than {@value #TASKS_THAT_END} schedules due
	 */
	ScheduleFaults(List<Node> nodes, StartedRuns runs, Runnable due, Random random) {
		this.nodes = nodes;
		this.runs = runs;
		this.due = due;
		this.random = random;
	}

	/**
	 * Has one fault follow the other, and sets everything right at the end.
	 * @param duration after which none is begun
	 */
	void run(Duration duration) {
		long end = System.nanoTime() + duration.toNanos();
		List<Fault> left = new ArrayList<>();
		while (System.nanoTime() < end) {
			if (left.isEmpty()) {
				left.addAll(all());
			}
			this.nodes.forEach(Node::startIfEnded);
			Fault fault = left.remove(this.random.nextInt(left.size()));
			System.out.printf("%4d s left  %s, %,d tasks were started%n",
					Duration.ofNanos(end - System.nanoTime()).toSeconds(), fault.name, this.runs.all().size());
			fault.action.run();
			Pause.of(Duration.ofSeconds(1));
		}
		this.nodes.forEach((node) -> node.step(Duration.ZERO));
		this.nodes.forEach(Node::awaitReady);
	}

	private List<Fault> all() {
		List<Fault> faults = new ArrayList<>();
		for (Node node : this.nodes) {
			STEPS.forEach((step) -> faults
				.add(new Fault("the clock of " + node.name + " is " + step + " ahead", () -> node.step(step))));
			faults.add(new Fault("the clock of " + node.name + " is right", () -> node.step(Duration.ZERO)));
			faults.add(new Fault(node.name + " is killed", node::killAndStart));
			if (node.disk != null) {
				faults.add(new Fault("the disk of " + node.name + " is full", () -> fill(node.disk)));
			}
		}
		MariaDbServer database = Platform.database().server();
		faults.add(new Fault("the database is killed while tasks end", () -> whileTasksEnd(database::kill, () -> {
			Pause.of(STANDSTILL);
			database.start();
		})));
		faults.add(new Fault("the database stands still while tasks end",
				() -> whileTasksEnd(() -> database.process().pause(), () -> {
					Pause.of(STANDSTILL);
					database.process().resume();
				})));
		return faults;
	}

	private void whileTasksEnd(Runnable fault, Runnable remedy) {
		this.runs.hold();
		this.due.run();
		try {
			await().atMost(PATIENCE).until(() -> this.runs.held() >= TASKS_THAT_END);
			fault.run();
		}
		finally {
			this.runs.release();
			remedy.run();
		}
	}

	private void fill(FullDisk disk) {
		disk.fill();
		this.due.run();
		Pause.of(STANDSTILL);
		disk.empty();
	}

	/** One of the servers. */
	static final class Node implements AutoCloseable {

		private final String name;

		private final ServerProcess server;

		private final Path clock;

		private final FullDisk disk;

		/**
		 * @param disk of its tasks; null if it is not filled
		 */
		Node(String name, ServerProcess server, Path clock, FullDisk disk) {
			this.name = name;
			this.server = server;
			this.clock = clock;
			this.disk = disk;
		}

		ServerProcess server() {
			return this.server;
		}

		void step(Duration ahead) {
			SteppedServer.step(this.clock, ahead);
		}

		void killAndStart() {
			this.server.kill();
			this.server.restart();
		}

		/** As a service manager does: without the database a server does not start. */
		void startIfEnded() {
			if (!this.server.isAlive()) {
				this.server.restart();
			}
		}

		void awaitReady() {
			await().atMost(PATIENCE).until(() -> {
				startIfEnded();
				return this.server.isReady();
			});
		}

		@Override
		public void close() {
			this.server.close();
		}

	}

	private record Fault(String name, Runnable action) {
	}

}
