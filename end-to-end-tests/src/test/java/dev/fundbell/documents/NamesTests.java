package dev.fundbell.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule that a class, test or option that a document names in backquotes exists, so
 * that a reader finds it and a renamed one is noticed.
 */
class NamesTests {

	/** {@code KilledPartsIT}, {@code hub/SseHub}, {@code ReplayIT.replaysOnce}. */
	private static final Pattern TYPE = Pattern
		.compile("(?:[\\w/.-]*/)?([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)(?:\\.([a-z]\\w+)(?:\\(.*\\))?)?");

	private static final Pattern OPTION = Pattern.compile("(?:--)?(fundbell(?:\\.[a-z0-9-]+)+)(?:=.*)?");

	/** Documents that speak of what is gone. */
	private static final Set<String> HISTORY = Set.of("CHANGELOG.md", "UPGRADING.md");

	/** Types of libraries and browsers that documents speak of. */
	private static final Set<String> FOREIGN = Set.of("EventSource", "SseEmitter", "StreamBridge", "JpaRepository",
			"JpaPagingItemReader", "TaskExecutionService", "ChunkOrientedStep", "JobRepository", "HttpError",
			"StrictMode", "NotificationClient", "KafkaListener", "RestTemplate", "TaskExecutor", "TextEncoder");

	@Test
	void everyTypeThatIsNamedExists() {
		assertThat(wrong(NamesTests::isKnownType)).isEmpty();
	}

	@Test
	void everyOptionThatIsNamedExists() {
		Options options = Options.read();
		assertThat(wrong((code) -> {
			Matcher option = OPTION.matcher(code);
			return !option.matches() || options.knows(option.group(1));
		})).isEmpty();
	}

	@Test
	void everyPropertyOfAScheduleIsInItsTable() {
		String table = Project.read(Project.ROOT.resolve("docs/schedules.md"));
		assertThat(Project.files("/ScheduleProperties.java")).singleElement().satisfies((source) -> {
			List<String> known = groups(Pattern.compile("String [A-Z_]+ = \"([a-z-]+|[a-z]+\\.[a-z-]+)\";"),
					Project.read(source));
			known.remove("none");
			assertThat(groups(Pattern.compile("(?m)^\\| `scheduler\\.([a-z.-]+)`"), table))
				.containsExactlyInAnyOrderElementsOf(known);
		});
	}

	@Test
	void aWrongNameIsFound() {
		assertThat(isKnownType("KilledPartsIT")).isTrue();
		assertThat(isKnownType("KilledPartsIT.losesNothingWhenTheBrokerIsKilledDuringPublishing")).isTrue();
		assertThat(isKnownType("KilledPartsIT.losesSomething")).isFalse();
		assertThat(isKnownType("src/NoSuchIT")).isFalse();
		assertThat(Options.read().knows("fundbell.sse.max-conections")).isFalse();
		assertThat(Options.read().knows("fundbell.sms.gateways.main.timeout")).isTrue();
	}

	private static List<String> wrong(Predicate<String> right) {
		List<String> wrong = new ArrayList<>();
		for (MarkdownFile document : Project.documents()) {
			if (HISTORY.contains(document.toString())) {
				continue;
			}
			document.inlineCode().stream().filter(right.negate()).forEach((code) -> wrong.add(document + ": " + code));
		}
		return wrong;
	}

	private static List<String> groups(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((found) -> found.group(1)).collect(Collectors.toList());
	}

	private static boolean isKnownType(String code) {
		Matcher type = TYPE.matcher(code);
		if (!type.matches() || FOREIGN.contains(type.group(1))) {
			return true;
		}
		return Project.hasType(type.group(1)) && (type.group(2) == null || hasMember(type.group(1), type.group(2)));
	}

	private static boolean hasMember(String type, String member) {
		return Project.files("/" + type + ".java")
			.stream()
			.anyMatch((file) -> Pattern.compile("\\b" + member + "\\(").matcher(Project.read(file)).find());
	}

}
