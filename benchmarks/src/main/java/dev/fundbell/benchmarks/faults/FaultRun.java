package dev.fundbell.benchmarks.faults;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;

import dev.fundbell.benchmarks.sse.EventSources;

/**
 * Run of the fault matrix: fault after fault at random moments while coupons become
 * notifications, and at the end the comparison of all places.
 */
public final class FaultRun {

	private static final Duration LONGEST = Duration.ofMinutes(5);

	private static final String PUBLISHED = "SELECT COUNT(*) FROM notifications WHERE state = 'PUBLISHED' AND user_id <= %d";

	private final List<Hit> hits = new ArrayList<>();

	private final List<TaskRun> runs = new ArrayList<>();

	private final FlowSystem system;

	private final int users;

	private final Random random;

	private final Duration pause;

	private final FailureReasons reasons;

	private final EventSources clients;

	/**
	 * A run that has not begun; its subscribers connect.
	 * @param system the system, all of whose parts run
	 * @param users users, from 1 on
	 * @param random decides about order and moments
	 * @param pause how long a fault lasts
	 * @throws IOException if subscribers cannot be opened
	 */
	public FaultRun(FlowSystem system, int users, Random random, Duration pause) throws IOException {
		this.system = system;
		this.users = users;
		this.random = random;
		this.pause = pause;
		this.reasons = new FailureReasons(system.platform());
		this.clients = new EventSources(List.of(system.sseSink()), users, (user) -> Duration.ofDays(1));
	}

	/**
	 * Runs.
	 * @param cells how many faults hit a part; 0 for each combination once
	 * @param rate coupons per second
	 * @param faults the faults to try
	 * @return whether nothing was lost or doubled, and each run of the task ended in
	 * time, with a sentence if it failed
	 * @throws Exception if a part does not start again
	 */
	public boolean isEven(int cells, int rate, Collection<Fault> faults) throws Exception {
		if (!Waiting.until(LONGEST, () -> this.clients.open() == this.users)) {
			throw new IllegalStateException("The subscribers cannot connect");
		}
		try (CouponFeed feed = new CouponFeed(this.system.database(), this.users, rate, this.system.day().today())) {
			feed.begin();
			hit(cells, faults);
		}
		boolean complete = Waiting.until(LONGEST, Duration.ofMillis(200), this::isComplete);
		// What is doubled may come a moment later.
		Waiting.sleep(Duration.ofSeconds(2));
		this.system.task().close();
		this.clients.stop();
		endedRuns();
		System.out.printf("%n%s%n", Hit.HEAD);
		this.hits.forEach(System.out::println);
		boolean even = new Comparison(this.system, this.users).isEven(this.clients);
		List<TaskRun> wrong = this.runs.stream().filter((run) -> !run.isGood()).toList();
		System.out.printf("%n%d runs of the task; of these ended wrongly: %s%n", this.runs.size(), wrong);
		return even && complete && wrong.isEmpty();
	}

	private void hit(int number, Collection<Fault> faults) throws SQLException, IOException {
		List<Cell> cells = cells(faults);
		while (cells.size() < number) {
			cells.addAll(cells(faults));
		}
		for (Cell cell : (number > 0) ? cells.subList(0, number) : cells) {
			Waiting.sleep(Duration.ofMillis(this.random.nextInt(1500)));
			this.hits.add(hit(cell));
		}
	}

	private Hit hit(Cell cell) throws SQLException, IOException {
		System.out.printf("%s %s%n", cell.part().name(), cell.fault().text());
		Counts before = counts();
		long start = System.nanoTime();
		cell.hit(this.pause);
		startWhatHasEnded();
		Duration duration = Duration.ofNanos(System.nanoTime() - start);
		return new Hit(cell, duration, counts().since(before), endedRuns());
	}

	private List<Cell> cells(Collection<Fault> faults) {
		List<Cell> cells = CellOrder.of(this.system.parts(), faults, this.random);
		cells.stream()
			.filter(Cell::isRefused)
			.forEach((cell) -> System.out.printf("Not run: %s %s. A file system cannot be mounted here: %s%n",
					cell.part().name(), cell.fault().text(), cell.part().disk().refusal()));
		cells.removeIf(Cell::isRefused);
		return cells;
	}

	/**
	 * As whoever looks after the parts does: a broker ends itself when its disk is full.
	 */
	private void startWhatHasEnded() {
		this.system.parts().forEach(Part::start);
	}

	private List<TaskRun> endedRuns() throws SQLException, IOException {
		List<TaskRun> all = this.system.task().runs();
		List<TaskRun> ended = new ArrayList<>();
		for (TaskRun run : all.subList(this.runs.size(), all.size())) {
			ended.add(run.isFailure() ? run.withReason(this.reasons.of(run)) : run);
		}
		ended.forEach((run) -> System.out.println("    " + run));
		this.runs.addAll(ended);
		return ended;
	}

	private boolean isComplete() {
		startWhatHasEnded();
		try {
			Counts counts = counts();
			return this.system.database().number(Comparison.notTold()) == 0
					&& counts.messages() >= counts.notifications() && counts.events() >= counts.notifications();
		}
		catch (SQLException | IOException ex) {
			return false;
		}
	}

	/** Those of users who have a phone. */
	private Counts counts() throws SQLException, IOException {
		return new Counts(this.system.database().number(PUBLISHED.formatted(this.users)),
				Comparison.messages(this.system.journal()).size(), this.clients.received());
	}

}
