package dev.fundbell.notification;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link Latest}. */
class LatestTests {

	private final List<Integer> computed = new ArrayList<>();

	private final Latest<Integer, String> latest = new Latest<>((key) -> {
		this.computed.add(key);
		return "value " + key;
	});

	@Test
	void computesOnceForTheSameKeyInARow() {
		assertThat(this.latest.of(1)).isEqualTo("value 1");
		assertThat(this.latest.of(1)).isEqualTo("value 1");
		assertThat(this.latest.of(2)).isEqualTo("value 2");
		assertThat(this.latest.of(1)).isEqualTo("value 1");
		assertThat(this.computed).containsExactly(1, 2, 1);
	}

}
