package dev.fundbell.batch.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

/**
 * Report of a run for its exit message: rows that it counts apart, such as those that it
 * has left, with some of them by name. Thread-safe.
 */
public final class RunReport {

	/** Rows that are named, of each kind. */
	private static final int SAMPLES = 5;

	/** By execution, step and kind. */
	private final Map<Long, Map<String, Map<String, Rows>>> runs = new LinkedHashMap<>();

	/**
	 * Adds rows.
	 * @param step the step, or one of its partitions
	 * @param what their kind, such as {@value DryRun#TO_DO}
	 * @param rows their names, of ids alone
	 */
	public synchronized void add(StepExecution step, String what, List<String> rows) {
		this.runs.computeIfAbsent(step.getJobExecution().getId(), (run) -> new LinkedHashMap<>())
			.computeIfAbsent(step.getStepName().split(":")[0], (name) -> new LinkedHashMap<>())
			.computeIfAbsent(what, (kind) -> new Rows())
			.add(rows);
	}

	/**
	 * Ends the report of a run.
	 * @return the report on one line, empty if there is nothing to report
	 */
	public synchronized String take(JobExecution run) {
		Map<String, Map<String, Rows>> steps = this.runs.remove(run.getId());
		return (steps == null) ? ""
				: steps.entrySet()
					.stream()
					.map((step) -> step.getKey() + ": " + line(step.getValue()))
					.collect(Collectors.joining("; "));
	}

	private static String line(Map<String, Rows> kinds) {
		return kinds.entrySet()
			.stream()
			.map((kind) -> kind.getValue().count + " " + kind.getKey() + kind.getValue().samples())
			.collect(Collectors.joining(", "));
	}

	/** Rows of one kind. */
	private static final class Rows {

		private final List<String> samples = new ArrayList<>();

		private long count;

		void add(List<String> rows) {
			this.count += rows.size();
			rows.stream().limit(SAMPLES - (long) this.samples.size()).forEach(this.samples::add);
		}

		String samples() {
			String more = (this.count > this.samples.size()) ? ", …" : "";
			return this.samples.isEmpty() ? "" : " (" + String.join(", ", this.samples) + more + ")";
		}

	}

}
