package dev.fundbell.dataflow.server.launch;

import java.util.List;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of {@link ArgumentLine}. */
class ArgumentLineTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = { "--a=1 --b=2|--a=1;--b=2",
			"--lead-days=3 --debug|--lead-days=3;--debug", "--debug|--debug", "--lead-days 3|--lead-days;3",
			"27 28|27;28", "--x=1 --note=\"a b c\" --y=2|--x=1;--note=a b c;--y=2", "--x=1 --note=\"a\"|--x=1;--note=a",
			"--note='a b'|--note=a b", "\"--note=a b\" c|--note=a b;c", "--run-date='2026-11-24'|--run-date=2026-11-24",
			"--x=|--x=", "--a=1,--b=2|--a=1,--b=2", "--note=한글 --e=😀|--note=한글;--e=😀", "-Dfoo=bar|-Dfoo=bar",
			"--n=it\\'s|--n=it's", "--n=\"it's\"|--n=it's", "--n=a\\ b|--n=a b", "--n='a\\b'|--n=a\\b",
			"--n=\"a\\\"b\\n\"|--n=a\"b\\n", "--n=$HOME*|--n=$HOME*", "^  ^|^^" })
	void splitsAsAShellDoes(String line, String arguments) {
		assertThat(String.join(";", ArgumentLine.parse(line))).isEqualTo(arguments);
	}

	@Test
	void lineBreaksAndTabsSeparateAndQuotesKeepThem() {
		assertThat(ArgumentLine.parse("--a=1\n--b=2\r\n--c=3\t--d=4 --e='5\n6' \\\n--f=\u00A07"))
			.containsExactly("--a=1", "--b=2", "--c=3", "--d=4", "--e=5\n6", "--f=\u00A07");
	}

	@Test
	void anEmptyQuoteIsAnEmptyArgumentAndNoLineIsNone() {
		assertThat(ArgumentLine.parse("a '' \"\"")).containsExactly("a", "", "");
		assertThat(ArgumentLine.parse(null)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = { "\"|is not closed", "--x=\"|is not closed",
			"--n=it's|\\'", "--lead-days = 3|begins with an equals sign", "=3|begins with an equals sign" })
	void refusesWithASentenceWhatNoShellWouldPass(String line, String sentence) {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> ArgumentLine.parse(line))
			.withMessageContaining(sentence);
	}

	@Test
	void refusesABackslashWithNothingBehindIt() {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> ArgumentLine.parse("a\\"))
			.withMessageContaining("end in a backslash");
	}

	@Test
	void refusesWhatNoTaskCanStore() {
		assertThat(ArgumentLine.parse("가".repeat(ArgumentLine.LONGEST_ARGUMENT))).hasSize(1);
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> ArgumentLine.parse("--a=" + "😀".repeat(ArgumentLine.LONGEST_ARGUMENT)))
			.withMessageContaining("2500")
			.withMessageContaining("😀…");
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> ArgumentLine.parse("--a=b\0c"))
			.withMessageContaining("zero character");
	}

	/** The first line is also how {@code ./fundbell} sends these arguments. */
	@ParameterizedTest
	@ValueSource(strings = { "--run-date=2026-11-23 '--note=two words' '--n=it'\\''s' '' '--q=\"' '--b=\\'",
			"--note=한글 '--day={due:yyyy-MM-dd}' '--lines=1\n2'" })
	void writesALineThatIsReadAsTheSame(String line) {
		List<String> arguments = ArgumentLine.parse(line);
		assertThat(ArgumentLine.of(arguments)).isEqualTo(line);
	}

}
