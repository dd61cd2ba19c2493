package dev.fundbell.dataflow.server.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.fundbell.dataflow.server.launch.ArgumentLine;

/**
 * Run that a schedule would have, shown before the schedule is stored.
 *
 * @param due when it would be due
 * @param local the same in the schedule's zone, with the day of the week
 * @param arguments the task's arguments, as a line
 */
record PreviewedRun(String due, String local, String arguments) {

	private static final int SHOWN = 5;

	private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm:ss VV",
			Locale.ENGLISH);

	static List<PreviewedRun> of(Timing timing, List<String> arguments, Clock clock) {
		return Stream.iterate(timing.next(clock.instant()), Optional::isPresent, (last) -> last.flatMap(timing::next))
			.limit(SHOWN)
			.flatMap(Optional::stream)
			.map((due) -> of(timing, arguments, due))
			.collect(Collectors.toList());
	}

	private static PreviewedRun of(Timing timing, List<String> arguments, Instant due) {
		return new PreviewedRun(due.toString(), LOCAL.format(due.atZone(timing.zone())),
				ArgumentLine.of(DueDates.resolve(arguments, due, timing.zone())));
	}

}
