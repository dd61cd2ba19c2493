package dev.fundbell.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ExtractedAppTests {

	@TempDir
	private Path directory;

	@Test
	void becomesAPlainJarBesideItsLibraries() throws IOException {
		Path app = extract(new ExecutableJar().with("application.yml", "a: b"));
		try (JarFile jar = new JarFile(app.toFile())) {
			assertThat(jar.getManifest().getMainAttributes().getValue(Name.MAIN_CLASS))
				.isEqualTo(Greeting.class.getName());
			assertThat(jar.getManifest().getMainAttributes().getValue(Name.CLASS_PATH)).isEqualTo("lib/some.jar");
			assertThat(jar.stream().map(Object::toString)).contains("application.yml",
					"dev/fundbell/app/Greeting.class");
		}
		assertThat(app.resolveSibling("lib/some.jar")).exists();
	}

	@Test
	void leavesTheLauncherOfTheExecutableJarBehind() throws IOException {
		try (JarFile jar = new JarFile(extract(new ExecutableJar()).toFile())) {
			assertThat(jar.stream().map(Object::toString)).noneMatch((name) -> name.contains("springframework"))
				.noneMatch((name) -> name.contains("FileSystemProvider"));
		}
	}

	@Test
	void staysWhileTheContentIsTheSame() throws IOException {
		Path first = extract(new ExecutableJar());
		FileTime written = FileTime.from(Instant.EPOCH);
		Files.setLastModifiedTime(first, written);
		assertThat(Files.getLastModifiedTime(extract(new ExecutableJar()))).isEqualTo(written);
	}

	@Test
	void isExtractedAgainWhenTheContentHasChanged() throws IOException {
		Path archive = Files.writeString(extract(new ExecutableJar().with("a.txt", "old")).resolveSibling("a.jsa"),
				"of the old classes");
		try (JarFile jar = new JarFile(extract(new ExecutableJar().with("a.txt", "new")).toFile())) {
			assertThat(jar.getInputStream(jar.getEntry("a.txt"))).hasContent("new");
		}
		assertThat(archive).doesNotExist();
		try (Stream<Path> all = Files.list(this.directory)) {
			assertThat(all.map((file) -> file.getFileName().toString())).containsExactlyInAnyOrder("app.jar", "app");
		}
	}

	@Test
	void isExtractedAgainWhenTheLastTimeWasInterrupted() throws IOException {
		Path app = extract(new ExecutableJar());
		Files.delete(app);
		assertThat(extract(new ExecutableJar())).exists();
	}

	@Test
	void needsAnExecutableJar() {
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> ExtractedApp.extract(this.directory.resolve("missing.jar"), this.directory.resolve("a")));
	}

	@Test
	void isNotMadeOfAnotherJar() throws IOException {
		Path app = extract(new ExecutableJar());
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> ExtractedApp.extract(app.resolveSibling("lib/some.jar"), this.directory.resolve("a")))
			.withMessageContaining("no executable jar of Spring Boot");
	}

	private Path extract(ExecutableJar jar) throws IOException {
		return ExtractedApp.extract(jar.write(this.directory.resolve("app.jar")), this.directory.resolve("app"));
	}

}
