package dev.fundbell.local.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import dev.fundbell.servers.LocalServerException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SecretsTests {

	@TempDir
	Path directory;

	private Path file;

	@BeforeEach
	void nameFile() {
		this.file = this.directory.resolve("state/passwords.properties");
	}

	@Test
	void areMadeUpOnceForEachAccount() {
		Secrets first = Secrets.loadOrCreate(this.file);
		Secrets second = Secrets.loadOrCreate(this.file);

		assertThat(first.password("root")).hasSizeGreaterThan(40).isEqualTo(second.password("root"));
		assertThat(Secrets.NAMES.stream().map(first::password)).doesNotHaveDuplicates();
	}

	@Test
	void areReadableByTheirOwnerAlone() throws Exception {
		Secrets.loadOrCreate(this.file);

		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.file))).isEqualTo("rw-------");
	}

	@Test
	void nameTheAccountWhosePasswordIsMissing() throws Exception {
		Files.createDirectories(this.file.getParent());
		Files.writeString(this.file, "root=secret\n");

		assertThatExceptionOfType(LocalServerException.class).isThrownBy(() -> Secrets.loadOrCreate(this.file))
			.withMessageContaining("no password for fundbell");
	}

}
