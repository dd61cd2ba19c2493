package dev.fundbell.sms.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the document that draws the states of a delivery. */
class DeliveryStateTests {

	private static final Pattern ARROW = Pattern.compile("(?m)^ {2}([A-Z]+) --> ([A-Z]+)$");

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z]+)` \\|");

	@Test
	void theDocumentDrawsTheStateMachine() throws IOException {
		assertThat(ARROW.matcher(document()).results().map((arrow) -> arrow.group(1) + " " + arrow.group(2)))
			.containsExactlyInAnyOrderElementsOf(transitions());
	}

	@Test
	void theDocumentExplainsEachState() throws IOException {
		assertThat(ROW.matcher(document()).results().map((row) -> row.group(1)))
			.containsExactly(Stream.of(DeliveryState.values()).map(Enum::name).toArray(String[]::new));
	}

	private static List<String> transitions() {
		return Stream.of(DeliveryState.values())
			.flatMap((state) -> state.next().stream().map((next) -> state + " " + next))
			.toList();
	}

	private static String document() throws IOException {
		return Files.readString(Path.of("../../docs/states.md"));
	}

}
