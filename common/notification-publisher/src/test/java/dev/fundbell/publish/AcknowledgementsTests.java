package dev.fundbell.publish;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AcknowledgementsTests {

	private final Acknowledgements acknowledgements = new Acknowledgements(2);

	@Test
	void waitsForEveryRecord() {
		this.acknowledgements.acknowledged();
		this.acknowledgements.acknowledged();
		assertThatCode(() -> this.acknowledgements.await(Deadline.in(Duration.ZERO))).doesNotThrowAnyException();
	}

	@Test
	void saysHowManyAreMissing() {
		this.acknowledgements.acknowledged();
		assertThatExceptionOfType(NotAcknowledgedException.class)
			.isThrownBy(() -> this.acknowledgements.await(Deadline.in(Duration.ZERO)))
			.withMessageContaining("1 of a chunk were not acknowledged in time");
	}

	@Test
	void failsWithTheFirstReason() {
		this.acknowledgements.failed(new IllegalStateException("first"));
		this.acknowledgements.failed(new IllegalStateException("second"));
		assertThatExceptionOfType(NotAcknowledgedException.class)
			.isThrownBy(() -> this.acknowledgements.await(Deadline.in(Duration.ZERO)))
			.withMessageContaining("first")
			.withMessageContaining("launch the task again");
	}

}
