package dev.fundbell.benchmarks.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reasons for which runs of the task failed, in their own words: from the log, or where
 * that could not be written, from the platform's database.
 */
final class FailureReasons {

	private static final Pattern SENTENCE = Pattern
		.compile("(?m)The task (?:failed: (.+)|was stopped before it had ended.+)$");

	private static final String EXIT_MESSAGE = """
			SELECT EXIT_MESSAGE FROM TASK_EXECUTION WHERE EXIT_MESSAGE IS NOT NULL AND EXTERNAL_EXECUTION_ID = '%d'
			""";

	private final Database platform;

	FailureReasons(Database platform) {
		this.platform = platform;
	}

	/** Returns why a run failed; nothing if it does not say. */
	String of(TaskRun run) throws IOException, SQLException {
		// A log that a full disk has cut may end within a letter.
		String log = new String(Files.readAllBytes(run.log()), StandardCharsets.UTF_8);
		String logged = SENTENCE.matcher(log)
			.results()
			.reduce((one, other) -> other)
			.map(FailureReasons::text)
			.orElse("");
		return !logged.isEmpty() ? logged : String.join(" ", this.platform.query(EXIT_MESSAGE.formatted(run.number())));
	}

	private static String text(MatchResult found) {
		return (found.group(1) != null) ? found.group(1) : found.group();
	}

}
