package dev.fundbell.sse.address;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Counts per address. */
class AddressCountsTests {

	private final AddressCounts counts = new AddressCounts(2);

	@Test
	void takesNoMoreOfAnAddressThanTheLimit() {
		assertThat(this.counts.take("a")).isTrue();
		assertThat(this.counts.take("a")).isTrue();
		assertThat(this.counts.take("a")).isFalse();
		assertThat(this.counts.take("b")).isTrue();
	}

	@Test
	void forgetsAnAddressThatHasNoneLeft() {
		this.counts.take("a");
		this.counts.take("a");
		this.counts.take("a");
		this.counts.giveBack("a");
		assertThat(this.counts.take("a")).isTrue();
		this.counts.giveBack("a");
		assertThat(this.counts.addresses()).isOne();
		this.counts.giveBack("a");
		assertThat(this.counts.addresses()).isZero();
	}

	@Test
	void hasNoLimitAtZero() {
		assertThat(new AddressCounts(0).isUnlimited()).isTrue();
		assertThat(this.counts.isUnlimited()).isFalse();
	}

}
