package dev.fundbell.benchmarks.faults;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import dev.fundbell.benchmarks.sse.EventSources;

/**
 * Run of the fault matrix: fault after fault at random moments while coupons become
 * notifications, and at the end the comparison of all places. Each combination of a fault
 * and a part comes once before one comes again.
 */
public final class FaultRun {

	private static final Duration LONGEST = Duration.ofMinutes(5);

	private final List<TaskRun> runs = new ArrayList<>();

	private final FlowSystem system;

	private final Random random;

	private final Duration pause;

	private long start;

	/**
	 * A run that has not begun.
	 * @param system the system, all of whose parts run
	 * @param random decides about order and moments
	 * @param pause how long a fault lasts
	 */
	public FaultRun(FlowSystem system, Random random, Duration pause) {
		this.system = system;
		this.random = random;
		this.pause = pause;
	}

	/**
	 * Runs.
	 * @param length until when faults begin
	 * @param users users, from 1 on
	 * @param rate coupons per second
	 * @param faults the faults to try
	 * @return whether nothing was lost or doubled, and each run of the task ended in
	 * time, with a sentence if it failed
	 * @throws Exception if a part does not start again
	 */
	public boolean isEven(Duration length, int users, int rate, Set<Fault> faults) throws Exception {
		EventSources clients = new EventSources(List.of(this.system.sseSink()), users, (user) -> Duration.ofDays(1));
		require(Waiting.until(LONGEST, () -> clients.open() == users), "The subscribers cannot connect");
		CouponFeed feed = new CouponFeed(this.system.database(), users, rate).begin();
		this.start = System.nanoTime();
		hit(length, faults);
		feed.close();
		boolean complete = Waiting.until(LONGEST, Duration.ofMillis(200), () -> isComplete(clients, users));
		// What is doubled may come a moment later.
		Waiting.sleep(Duration.ofSeconds(2));
		this.system.task().close();
		clients.stop();
		boolean even = new Comparison(this.system, users).isEven(clients);
		boolean well = haveEndedWell();
		return even && complete && well;
	}

	private void hit(Duration length, Set<Fault> faults) {
		List<Cell> left = new ArrayList<>();
		boolean first = true;
		while (elapsed().compareTo(length) < 0) {
			if (left.isEmpty()) {
				left.addAll(cells(faults, first));
				first = false;
			}
			Waiting.sleep(Duration.ofMillis(500 + this.random.nextInt(1500)));
			Cell cell = left.remove(this.random.nextInt(left.size()));
			System.out.printf("%5d s  %s %s%n", elapsed().toSeconds(), cell.part().name(), cell.fault());
			cell.hit(this.pause);
			startWhatHasEnded();
			printRuns();
		}
	}

	/** As whoever looks after the parts does: a broker ends itself when its disk is full. */
	private void startWhatHasEnded() {
		this.system.parts().forEach(Part::start);
	}

	private List<Cell> cells(Set<Fault> faults, boolean first) {
		List<Cell> cells = new ArrayList<>();
		for (Part part : this.system.parts()) {
			for (Fault fault : faults) {
				boolean refused = fault == Fault.FULL_DISK && !part.disk().refusal().isEmpty();
				if (!refused) {
					cells.add(new Cell(fault, part));
				}
				else if (first) {
					System.out.printf("Not run: %s %s. A file system cannot be mounted here: %s%n", part.name(), fault,
							part.disk().refusal());
				}
			}
		}
		return cells;
	}

	private void printRuns() {
		List<TaskRun> ended = this.system.task().runs();
		for (TaskRun run : ended.subList(this.runs.size(), ended.size())) {
			System.out.printf("         run %d: %s%n", run.number(), describe(run));
		}
		this.runs.clear();
		this.runs.addAll(ended);
	}

	private static String describe(TaskRun run) {
		return switch (run.end()) {
			case KILLED -> "killed";
			case ENDLESS -> "did not end";
			case ENDED -> "exit %d after %d s %s".formatted(run.exitCode(), run.duration().toSeconds(), run.sentence());
		};
	}

	private boolean isComplete(EventSources clients, int users) {
		startWhatHasEnded();
		try {
			long published = this.system.database()
				.number("SELECT COUNT(*) FROM notifications WHERE state = 'PUBLISHED' AND user_id <= " + users);
			return this.system.database().number(Comparison.notTold()) == 0
					&& Comparison.messages(this.system.journal()).size() >= published
					&& clients.received() >= published;
		}
		catch (SQLException | IOException ex) {
			return false;
		}
	}

	private boolean haveEndedWell() throws SQLException {
		List<String> wrong = new ArrayList<>();
		for (TaskRun run : this.system.task().runs()) {
			if (run.end() == TaskRun.End.ENDLESS) {
				wrong.add("run %d did not end".formatted(run.number()));
			}
			else if (run.end() == TaskRun.End.ENDED && !run.isSuccess() && sentence(run).isEmpty()) {
				wrong.add("run %d ended with %d and no sentence".formatted(run.number(), run.exitCode()));
			}
		}
		System.out.printf("%n%d runs of the task; of these ended wrongly: %s%n", this.system.task().runs().size(),
				wrong);
		return wrong.isEmpty();
	}

	/** In the log; where that could not be written, in the platform's database. */
	private String sentence(TaskRun run) throws SQLException {
		String logged = run.sentence();
		return !logged.isEmpty() ? logged
				: String.join(" ",
						this.system.platform()
							.query("SELECT EXIT_MESSAGE FROM TASK_EXECUTION WHERE EXIT_MESSAGE IS NOT NULL AND "
									+ "EXTERNAL_EXECUTION_ID = '%d'".formatted(run.number())));
	}

	private Duration elapsed() {
		return Duration.ofNanos(System.nanoTime() - this.start);
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalStateException(message);
		}
	}

}
