package dev.fundbell.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule that docs/configuration.md says what the options' metadata say: one row per
 * option, with unit, the meaning of 0 and a reason to change it.
 */
class ConfigurationDocumentTests {

	private static final String COMMAND = "./mvnw test -pl end-to-end-tests -am -DskipChecks "
			+ "-Dtest=ConfigurationDocumentTests -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true";

	private static final Pattern PLACEHOLDER = Pattern.compile("@Value\\(\"\\$\\{(fundbell[\\w.-]+)");

	private final Options options = Options.read();

	@Test
	void isWhatTheMetadataSay() throws IOException {
		String text = ConfigurationDocument.text(this.options);
		if (Boolean.getBoolean("docs.write")) {
			Files.writeString(ConfigurationDocument.FILE, text);
		}
		assertThat(Project.read(ConfigurationDocument.FILE)).as("docs/configuration.md; to write it: " + COMMAND)
			.isEqualTo(text);
	}

	@Test
	void everyOptionSaysWhatItIs() {
		assertThat(this.options.all()).allSatisfy((option) -> {
			assertThat(option.meaning()).as(option.name()).matches("[A-Z].*[.].*");
			assertThat(option.sentences()).as(option.name()).allMatch((sentence) -> sentence.endsWith("."));
		});
	}

	@Test
	void everyNumberSaysItsUnitWhatZeroMeansAndWhenToChangeIt() {
		assertThat(this.options.all().filter(Option::isQuantity)).isNotEmpty().allSatisfy((option) -> {
			assertThat(option.unit()).as("unit of " + option.name()).isNotEqualTo("text");
			assertThat(option.zero()).as("0 of " + option.name()).isNotEmpty();
			assertThat(option.change()).as("when to change " + option.name()).isNotEqualTo("–");
		});
	}

	/** As the annotation processor does where one name begins another, longer one. */
	@Test
	void noDescriptionIsTakenFromAnotherOption() {
		List<String> meanings = this.options.all().map(Option::meaning).toList();

		assertThat(meanings).allSatisfy((meaning) -> assertThat(meanings)
			.noneMatch((other) -> !other.equals(meaning) && meaning.length() > 40 && other.endsWith(" " + meaning)));
	}

	@Test
	void optionsThatAreReadOneByOneHaveMetadata() {
		List<String> read = Project.files(".java")
			.stream()
			.filter((file) -> file.toString().contains("/src/main/"))
			.flatMap((file) -> PLACEHOLDER.matcher(Project.read(file)).results())
			.map((found) -> found.group(1))
			.toList();

		assertThat(read).isNotEmpty().allMatch(this.options::knows);
	}

}
