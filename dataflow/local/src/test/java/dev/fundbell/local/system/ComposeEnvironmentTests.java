package dev.fundbell.local.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Collectors;

import dev.fundbell.servers.LocalServerException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ComposeEnvironmentTests {

	@TempDir
	Path directory;

	private Path file;

	@BeforeEach
	void nameFile() {
		this.file = this.directory.resolve(".env");
	}

	@Test
	void hasADifferentPasswordForEachAccountEachTime() throws IOException {
		ComposeEnvironment.create(this.file);
		Path other = this.directory.resolve("other");
		ComposeEnvironment.create(other);

		assertThat(values(this.file)).containsOnlyKeys("ROOT_PASSWORD", "FUNDBELL_PASSWORD", "DATAFLOW_PASSWORD",
				"SKIPPER_PASSWORD", "OPERATOR_PASSWORD", "OPERATOR_PASSWORD_HASH", "DEFINE_PASSWORD",
				"DEFINE_PASSWORD_HASH");
		assertThat(values(this.file).values()).doesNotHaveDuplicates()
			.doesNotContainAnyElementsOf(values(other).values())
			.allSatisfy((value) -> assertThat(value).hasSizeGreaterThan(40));
	}

	@Test
	void namesTheHashOfEachUsersPasswordInQuotesThatKeepItsDollarSigns() throws IOException {
		ComposeEnvironment.create(this.file);

		for (String user : new String[] { "OPERATOR", "DEFINE" }) {
			String hash = values(this.file).get(user + "_PASSWORD_HASH");
			assertThat(hash).startsWith("'{bcrypt}$2").endsWith("'");
			assertThat(
					BCrypt.checkpw(values(this.file).get(user + "_PASSWORD"), hash.replaceAll("^'\\{bcrypt}|'$", "")))
				.isTrue();
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void isReadableByItsOwnerAlone() throws IOException {
		ComposeEnvironment.create(this.file);

		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.file))).isEqualTo("rw-------");
	}

	@Test
	void leavesAFileThatExists() throws IOException {
		Files.writeString(this.file, "ROOT_PASSWORD=mine\n");

		assertThatExceptionOfType(LocalServerException.class).isThrownBy(() -> ComposeEnvironment.create(this.file))
			.withMessageStartingWith(this.file + " exists and stays as it is");
		assertThat(this.file).hasContent("ROOT_PASSWORD=mine");
	}

	private static Map<String, String> values(Path file) throws IOException {
		return Files.readAllLines(file)
			.stream()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> line.split("=", 2))
			.collect(Collectors.toMap((pair) -> pair[0], (pair) -> pair[1]));
	}

}
