package dev.fundbell.local.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import dev.fundbell.servers.LocalServerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DiskSpaceTests {

	@TempDir
	Path directory;

	@Test
	void saysHowMuchIsFreeAndHowMuchIsNeeded() {
		long tooMuch = Long.MAX_VALUE / (1024 * 1024);

		assertThatExceptionOfType(LocalServerException.class)
			.isThrownBy(() -> DiskSpace.require(this.directory, tooMuch))
			.withMessageContaining("%d MB are needed".formatted(tooMuch))
			.withMessageContaining("--directory");
	}

	@Test
	void isContentWithEnough() {
		assertThatCode(() -> DiskSpace.require(this.directory.resolve("new"), 1)).doesNotThrowAnyException();
	}

	@Test
	void letsNobodyElseLookIntoADirectoryThatItMakes() throws Exception {
		Path state = this.directory.resolve("a/state");

		DiskSpace.require(state, 1);

		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state))).isEqualTo("rwx------");
		assertThat(DiskSpace.isFull(state)).isFalse();
	}

	@Test
	void namesADirectoryThatCannotBeMade() throws Exception {
		Path file = Files.createFile(this.directory.resolve("file"));

		assertThatExceptionOfType(LocalServerException.class)
			.isThrownBy(() -> DiskSpace.require(file.resolve("state"), 1))
			.withMessageContaining("cannot be used");
	}

}
