package dev.fundbell.local.system;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LocalPortsTests {

	@TempDir
	Path directory;

	@Test
	void areReadAsTheyWereStored() {
		LocalPorts ports = new LocalPorts(1, 2, 3, 4, 5, 6);
		Path file = this.directory.resolve("run/ports.properties");

		ports.store(file);

		assertThat(LocalPorts.load(file)).contains(ports);
	}

	@Test
	void areUnknownWithoutAFileOrWithABrokenOne() throws Exception {
		Path file = this.directory.resolve("ports.properties");
		assertThat(LocalPorts.load(file)).isEmpty();

		Files.writeString(file, "dataflow=many\n");

		assertThat(LocalPorts.load(file)).isEmpty();
	}

}
