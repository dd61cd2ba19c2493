package dev.fundbell.documents;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules that a module explains itself on one page, and the project on its first
 * screens.
 */
class ReadmeTests {

	private static final int MODULE_LINES = 60;

	private static final int PROJECT_LINES = 149;

	@Test
	void eachModuleHasAShortOne() {
		assertThat(Project.files("pom.xml")).isNotEmpty().allSatisfy((pom) -> {
			Path readme = pom.resolveSibling("README.md");
			assertThat(readme).exists();
			assertThat(readme.equals(Project.ROOT.resolve("README.md")) ? PROJECT_LINES : MODULE_LINES)
				.as("most lines of %s", readme)
				.isGreaterThanOrEqualTo((int) Project.read(readme).lines().count());
		});
	}

}
