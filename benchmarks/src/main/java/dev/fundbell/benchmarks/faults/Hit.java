package dev.fundbell.benchmarks.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Report of a fault that has hit a part, from the hit until the part works again.
 *
 * @param cell the fault and the part
 * @param duration how long it took
 * @param counts how much has come to each place in that time
 * @param runs the runs of the task that ended in that time
 */
record Hit(Cell cell, Duration duration, Counts counts, List<TaskRun> runs) {

	static final String HEAD = """
			| part | fault | seconds | notifications | messages | events | runs: done, failed, killed | reasons of failed runs |
			|---|---|---:|---:|---:|---:|---:|---|""";

	/** Its row of the table. */
	@Override
	public String toString() {
		return String.format(Locale.ROOT, "| %s | %s | %d | %,d | %,d | %,d | %d, %d, %d | %s |",
				this.cell.part().name(), this.cell.fault().text(), this.duration.toSeconds(),
				this.counts.notifications(), this.counts.messages(), this.counts.events(),
				this.runs.stream().filter(TaskRun::isSuccess).count(),
				this.runs.stream().filter(TaskRun::isFailure).count(),
				this.runs.stream().filter((run) -> run.end() == TaskRun.End.KILLED).count(),
				this.runs.stream()
					.filter(TaskRun::isFailure)
					.map(TaskRun::reason)
					.distinct()
					.collect(Collectors.joining(" / ")));
	}

}
