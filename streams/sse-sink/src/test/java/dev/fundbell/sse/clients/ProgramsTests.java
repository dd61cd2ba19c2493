package dev.fundbell.sse.clients;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of clients on a machine without their programs. */
class ProgramsTests {

	private static final String PROGRAM = "no-such-program";

	@Test
	void skipATestWhoseProgramIsMissing() {
		assertThatExceptionOfType(TestAbortedException.class)
			.isThrownBy(() -> Programs.find(PROGRAM, Map.of("PATH", "/nowhere")))
			.withMessageContaining("no-such-program is not installed");
	}

	@Test
	void failInTheGate() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> Programs.find(PROGRAM, Map.of("PATH", "/nowhere", "FUNDBELL_REQUIRE_CHROMIUM", "true")))
			.withMessage("no-such-program is not installed");
	}

}
