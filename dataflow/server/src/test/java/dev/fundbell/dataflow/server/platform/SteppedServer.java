package dev.fundbell.dataflow.server.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

import dev.fundbell.dataflow.server.DataFlowServerApplication;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The server with a clock that a test steps forward and back while it runs, as somebody
 * does who sets the clock of its machine.
 */
public final class SteppedServer {

	/** The system property that names the file with the step. */
	static final String CLOCK = "fundbell.test.clock";

	private SteppedServer() {
	}

	public static void main(String[] args) {
		Clock clock = new SteppedClock(Path.of(System.getProperty(CLOCK)), ZoneId.systemDefault());
		new SpringApplicationBuilder(DataFlowServerApplication.class)
			.initializers((GenericApplicationContext context) -> context.registerBean("steppedClock", Clock.class,
					() -> clock, (definition) -> definition.setPrimary(true)))
			.run(args);
	}

	/** Sets how far a clock is ahead of the real time. */
	public static void step(Path clock, Duration ahead) {
		try {
			Path written = Files.writeString(clock.resolveSibling(clock.getFileName() + ".new"),
					Long.toString(ahead.toMillis()));
			Files.move(written, clock, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class SteppedClock extends Clock {

		private final Path file;

		private final ZoneId zone;

		SteppedClock(Path file, ZoneId zone) {
			this.file = file;
			this.zone = zone;
		}

		@Override
		public Instant instant() {
			try {
				return Instant.now().plusMillis(Long.parseLong(Files.readString(this.file)));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public ZoneId getZone() {
			return this.zone;
		}

		@Override
		public Clock withZone(ZoneId other) {
			return new SteppedClock(this.file, other);
		}

	}

}
