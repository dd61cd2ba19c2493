package dev.fundbell.dataflow.server.cluster;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link ProcessMark}. */
class ProcessMarkTests {

	private static final ProcessHandle SELF = ProcessHandle.current();

	@Test
	void findsAProcessAgain() {
		assertThat(ProcessMark.find(ProcessMark.of(SELF))).contains(SELF);
	}

	@Test
	void findsAProcessThatAnEarlierVersionNoted() {
		String start = SELF.info().startInstant().map(Instant::toString).orElse("");
		assertThat(ProcessMark.find(SELF.pid() + " " + start)).contains(SELF);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "x", "12", "-1 0", "99999999999999999999 0", "1" })
	void findsNothingByAMarkThatIsNone(String mark) {
		assertThat(ProcessMark.find(mark)).isEmpty();
	}

	@Test
	void takesNoStrangerWithTheSameNumberForTheProcess() {
		assertThat(ProcessMark.find(SELF.pid() + " 2001-01-01T00:00:00Z")).isEmpty();
		assertThat(ProcessMark.find(SELF.pid() + " 1@another-boot")).isEmpty();
	}

}
