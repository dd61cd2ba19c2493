package dev.fundbell.benchmarks;

import java.io.PrintStream;
import java.util.Locale;

/** Report of the figures as a Markdown table, written line by line as they come in. */
final class Report {

	private final PrintStream out;

	Report(PrintStream out) {
		this.out = out;
	}

	void begin() {
		line("| what | rows | a second | ratio | memory and processor time |");
		line("|---|---:|---:|---|---|");
	}

	void task(TaskRun run) {
		row("the task: create and publish", run.rows(), run.perSecond(), "",
				"peak %d MB, heap after GC %d MB; task %.1f s, MariaDB %.1f s, Kafka %.1f s".formatted(
						run.peakMegabytes(), run.heapMegabytes(), run.processorSeconds(), run.servers().mariaDb(),
						run.servers().kafka()));
		row("– creating, by itself", run.rows(), run.createdPerSecond(), "", "");
		row("– publishing, by itself", run.rows(), run.publishedPerSecond(), "", "");
	}

	void leftovers(TaskRun created, TaskRun leftovers) {
		row("the task: publish what killed runs have left", leftovers.rows(), leftovers.perSecond(),
				"%.2f of creating and publishing".formatted(leftovers.perSecond() / created.perSecond()),
				"peak %d MB, heap after GC %d MB".formatted(leftovers.peakMegabytes(), leftovers.heapMegabytes()));
	}

	void limits(TaskRun run, double inserts, double sends) {
		double limit = 1 / (1 / inserts + 1 / sends);
		row("limit: JDBC bulk insert", run.rows(), inserts, "", "");
		row("limit: Kafka producer", run.rows(), sends, "", "");
		row("limit: one after the other", run.rows(), limit,
				"the task reaches %.2f of it".formatted(run.perSecond() / limit), "");
	}

	void naive(TaskRun run, String what, double perSecond) {
		row(what, run.rows(), perSecond, "the task is %.0f times as fast".formatted(run.perSecond() / perSecond), "");
	}

	private void row(String what, int rows, double perSecond, String ratio, String memory) {
		line("| %s | %,d | %,.0f | %s | %s |".formatted(what, rows, perSecond, ratio, memory));
	}

	private void line(String text) {
		this.out.println(String.format(Locale.ROOT, "%s", text));
		this.out.flush();
	}

}
