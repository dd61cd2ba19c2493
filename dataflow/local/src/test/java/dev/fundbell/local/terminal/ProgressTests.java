package dev.fundbell.local.terminal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTests {

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private final Progress progress = new Progress(new PrintStream(this.bytes, true, StandardCharsets.UTF_8));

	@Test
	void showsAStepBeforeItIsDone() {
		this.progress.begin("Kafka");

		assertThat(text()).isEqualTo("  Kafka         ");
	}

	@Test
	void endsAStepWithItsResultAndItsSeconds() {
		this.progress.begin("Kafka");
		this.progress.done("127.0.0.1:19092", Duration.ofMillis(3249));

		assertThat(text()).startsWith("  Kafka         127.0.0.1:19092 ").endsWith("  3.2 s" + System.lineSeparator());
	}

	@Test
	void leavesAStepThatWasNotDoneInALineOfItsOwn() {
		this.progress.begin("Kafka");
		this.progress.line("Stopping");

		assertThat(text().lines()).containsExactly("  Kafka         …", "Stopping");
	}

	private String text() {
		return this.bytes.toString(StandardCharsets.UTF_8);
	}

}
