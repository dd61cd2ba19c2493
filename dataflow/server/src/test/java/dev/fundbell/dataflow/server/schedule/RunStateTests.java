package dev.fundbell.dataflow.server.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link RunState}. */
class RunStateTests {

	private static final Pattern ARROW = Pattern.compile("(?m)^ {4}([A-Z]+) --> ([A-Z]+)$");

	@Test
	void theDocumentDrawsTheStateMachine() throws IOException {
		List<String> drawn = ARROW.matcher(document())
			.results()
			.map((arrow) -> arrow.group(1) + " " + arrow.group(2))
			.collect(Collectors.toList());
		assertThat(drawn).containsExactlyInAnyOrderElementsOf(transitions());
	}

	@Test
	void theDocumentExplainsEachState() throws IOException {
		assertThat(Pattern.compile("(?m)^\\| ([A-Z]+) \\|").matcher(document()).results().map((row) -> row.group(1)))
			.containsExactly(Stream.of(RunState.values()).map(Enum::name).toArray(String[]::new));
	}

	@Test
	void eachStateLeadsToAnEnd() {
		for (RunState state : RunState.values()) {
			assertThat(state.isEnd() || state.next().stream().anyMatch((next) -> next.ordinal() > state.ordinal()))
				.as(state.name())
				.isTrue();
		}
	}

	private static List<String> transitions() {
		return Stream.of(RunState.values())
			.flatMap((state) -> state.next().stream().map((next) -> state + " " + next))
			.collect(Collectors.toList());
	}

	private static String document() throws IOException {
		return Files.readString(Path.of("../../docs/states.md"));
	}

}
