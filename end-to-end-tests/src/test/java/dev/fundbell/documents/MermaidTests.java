package dev.fundbell.documents;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule that diagrams render: each line is one of the few forms that our state and
 * sequence diagrams use, and a sequence names its participants first.
 */
class MermaidTests {

	private static final Pattern STATE_LINE = Pattern
		.compile("\\s*(?:\\[\\*]|[A-Z_]+) --> (?:\\[\\*]|[A-Z_]+)(?: ?: [^:;#]+)?");

	private static final Pattern PARTICIPANT = Pattern.compile("\\s*(?:participant|actor) (\\w+)(?: as [^;#]+)?");

	private static final Pattern MESSAGE = Pattern.compile("\\s*(\\w+)(?:->>|-->>|-\\)|--\\))(\\w+): [^;#]+");

	private static final Pattern NOTE = Pattern
		.compile("\\s*Note (?:over|right of|left of) (\\w+)(?:,(\\w+))?: [^;#]+");

	@Test
	void everyDiagramHasLinesThatRender() {
		List<String> faults = new ArrayList<>();
		int diagrams = 0;
		for (MarkdownFile document : Project.documents()) {
			for (MarkdownFile.Block block : document.blocks()) {
				if (block.language().equals("mermaid")) {
					diagrams++;
					faults(block.lines()).forEach((fault) -> faults.add(document + ": " + fault));
				}
			}
		}
		assertThat(faults).isEmpty();
		assertThat(diagrams).isPositive();
	}

	@Test
	void aFaultIsFound() {
		assertThat(faults(List.of("stateDiagram-v2", "  A --> B : sent", "  A -> C"))).containsExactly("  A -> C");
		assertThat(faults(List.of("sequenceDiagram", "  participant a", "  a->>b: text")))
			.containsExactly("  a->>b: text");
		assertThat(faults(List.of("pie"))).containsExactly("pie");
	}

	private static List<String> faults(List<String> lines) {
		List<String> body = lines.subList(1, lines.size()).stream().filter((line) -> !line.isBlank()).toList();
		return switch (lines.get(0).strip()) {
			case "stateDiagram-v2" -> body.stream().filter((line) -> !STATE_LINE.matcher(line).matches()).toList();
			case "sequenceDiagram" -> sequenceFaults(body);
			default -> List.of(lines.get(0));
		};
	}

	private static List<String> sequenceFaults(List<String> body) {
		Set<String> participants = new HashSet<>();
		List<String> faults = new ArrayList<>();
		for (String line : body) {
			Matcher participant = PARTICIPANT.matcher(line);
			if (participant.matches()) {
				participants.add(participant.group(1));
			}
			else if (!names(MESSAGE, line, participants) && !names(NOTE, line, participants)) {
				faults.add(line);
			}
		}
		return faults;
	}

	private static boolean names(Pattern form, String line, Set<String> participants) {
		Matcher matcher = form.matcher(line);
		return matcher.matches() && participants.contains(matcher.group(1))
				&& (matcher.group(2) == null || participants.contains(matcher.group(2)));
	}

}
