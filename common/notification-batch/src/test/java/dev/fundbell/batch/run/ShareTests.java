package dev.fundbell.batch.run;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ShareTests {

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "1/1" })
	void isTheWholeUnlessThereAreOthers(String text) {
		assertThat(Share.of(text)).isEqualTo(Share.ALL);
		assertThat(Share.of(text).condition("id")).isEmpty();
	}

	@Test
	void readsWhatItPrints() {
		Share share = Share.of(" 2/4 ");
		assertThat(share).isEqualTo(new Share(2, 4));
		assertThat(Share.of(share.toString())).isEqualTo(share);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0/4", "5/4", "2", "2/", "/4", "-1/4", "1/65", "a/b", "1/4/8", "2,4" })
	void saysHowAShareIsWritten(String text) {
		assertThatExceptionOfType(InvalidRunParameterException.class).isThrownBy(() -> Share.of(text))
			.withMessage("--partition must be a share such as 2/4, the second of four, of at most 64 shares, but is '"
					+ text + "'");
	}

	@Test
	void isAConditionOnBlocksOfIds() {
		assertThat(Share.of("2/4").condition("c.id").strip()).isEqualTo("AND (c.id DIV 1000) % 4 = 1");
	}

}
