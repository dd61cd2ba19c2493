package dev.fundbell.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClassDataArchiveTests {

	private static final String WRITES = "-XX:ArchiveClassesAtExit=";

	private static final String READS = "-XX:SharedArchiveFile=";

	@TempDir
	private Path directory;

	private Path app = Path.of("");

	@BeforeEach
	void extract() throws IOException {
		this.app = ExtractedApp.extract(new ExecutableJar().write(this.directory.resolve("app.jar")),
				this.directory.resolve("app"));
	}

	@Test
	void isWrittenByTheFirstProcessAndReadByTheNext() throws Exception {
		assertThat(options()).anyMatch((option) -> option.startsWith(WRITES));
		assertThat(run()).startsWith("Hello from ");
		assertThat(options()).anyMatch((option) -> option.startsWith(READS));
		assertThat(run("-Xlog:class+load")).containsPattern("app\\.Greeting source: shared objects file \\(top\\)");
	}

	@Test
	void saysNothingBesideTheApp() throws Exception {
		assertThat(run().lines()).hasSize(1);
		assertThat(run().lines()).hasSize(1);
	}

	@Test
	void isIgnoredWhenAJarHasChanged() throws Exception {
		run();
		Files.setLastModifiedTime(this.app, FileTime.from(Instant.EPOCH));
		assertThat(run().lines()).singleElement().asString().startsWith("Hello from ");
	}

	@Test
	void isWrittenOnceMoreWhenItsWriterWasKilled() throws IOException {
		Files.write(writtenFile(), new byte[100]);
		assertThat(options()).anyMatch((option) -> option.startsWith(WRITES));
	}

	@Test
	void isNotTrustedWhenTheMachineHasStartedSince() throws Exception {
		Path file = writtenFile();
		run();
		Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
		assertThat(options()).anyMatch((option) -> option.startsWith(WRITES));
	}

	@Test
	void isNotWrittenByAJvmWithAnAgent() {
		assertThat(options(List.of("-javaagent:any.jar"), Map.of())).isEmpty();
		assertThat(options(List.of(), Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g -agentpath:any.so"))).isEmpty();
		assertThat(options(List.of("-Xmx1g"), Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g"))).isNotEmpty();
	}

	@Test
	void isWrittenOfTheClassesThatAServerHasListed() throws Exception {
		assertThat(start(ClassDataArchive.optionsOfServer(this.app)).lines()).hasSize(1);
		ClassDataArchive.write(this.app);
		assertThat(ClassDataArchive.optionsOfServer(this.app)).anyMatch((option) -> option.startsWith(READS));
		assertThat(start(ClassDataArchive.optionsOfServer(this.app), "-Xlog:class+load"))
			.containsPattern("app\\.Greeting source: shared objects file");
		assertThat(this.app.getParent()).isDirectoryNotContaining("glob:**.jsa.*");
	}

	@Test
	void isNotWrittenWhereNoServerHasListedClasses() throws Exception {
		ClassDataArchive.write(this.app);
		assertThat(this.app.getParent()).isDirectoryNotContaining("glob:**.jsa");
	}

	@Test
	void leavesNothingWhenItsWritingIsInterrupted() throws Exception {
		start(ClassDataArchive.optionsOfServer(this.app));
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> ClassDataArchive.write(this.app));
		assertThat(this.app.getParent()).isDirectoryNotContaining("glob:**.jsa*");
	}

	@Test
	void belongsToExtractedAppsOnly() {
		assertThat(ClassDataArchive.options(this.directory.resolve("app.jar"), List.of())).isEmpty();
		assertThat(ClassDataArchive.optionsOfServer(this.directory.resolve("app.jar"))).isEmpty();
	}

	private List<String> options() {
		return options(List.of(), Map.of());
	}

	private List<String> options(List<String> jvmOptions, Map<String, String> environment) {
		return ClassDataArchive.options(this.app, jvmOptions, environment);
	}

	private Path writtenFile() {
		return options().stream()
			.filter((option) -> option.startsWith(WRITES))
			.map((option) -> Path.of(option.substring(WRITES.length())))
			.findFirst()
			.orElseThrow();
	}

	private String run(String... more) throws Exception {
		return start(options(), more);
	}

	private String start(List<String> options, String... more) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of(more));
		command.addAll(List.of("-jar", this.app.toString()));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor()).as(output).isZero();
		return output;
	}

}
