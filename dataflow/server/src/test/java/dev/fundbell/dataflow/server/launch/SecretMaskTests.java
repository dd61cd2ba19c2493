package dev.fundbell.dataflow.server.launch;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** Tests of {@link SecretMask}. */
class SecretMaskTests {

	@ParameterizedTest
	@ValueSource(strings = { "******", "--password=******", "--password='******'", "--password=\"******\"",
			"app --password='******' --x=1", "app --password=******|sink", "one --a=1 && two --api-key=******",
			"my.password=******,my.other=1", "--password = ******" })
	void refusesTheMaskAsAValue(String text) {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> SecretMask.refuse(text))
			.withMessageContaining("******", "is how a secret is shown");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(
			strings = { "", "--stars=*******", "--stars=*****", "--cron='0 * * * * *'", "--title='very ****** good'" })
	void leavesOtherStarsAlone(String text) {
		assertThatNoException().isThrownBy(() -> SecretMask.refuse(text));
	}

}
