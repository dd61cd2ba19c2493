package dev.fundbell.dataflow.server.task;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests of {@link LaunchQueue}. */
class LaunchQueueTests {

	private final LaunchQueue queue = new LaunchQueue(2);

	private final List<String> started = new ArrayList<>();

	@Test
	void startsAsManyAsThereArePlacesAndTheOthersInOrder() {
		assertThat(submit("a")).isTrue();
		assertThat(submit("b")).isTrue();
		assertThat(submit("c")).isFalse();
		assertThat(submit("d")).isFalse();
		assertThat(this.queue.waiting()).isEqualTo(2);
		this.queue.release("b");
		this.queue.release("a");
		assertThat(this.started).containsExactly("a", "b", "c", "d");
		assertThat(this.queue.running()).containsExactly("c", "d");
	}

	@Test
	void withdrawsWhatWaitsAndNothingElse() {
		submit("a");
		submit("b");
		submit("c");
		assertThat(this.queue.withdraw("c")).isTrue();
		assertThat(this.queue.withdraw("a")).isFalse();
		this.queue.release("a");
		assertThat(this.started).containsExactly("a", "b");
	}

	@Test
	void whatRanBeforeTheServerStartedTakesAPlaceToo() {
		this.queue.occupy("old-1");
		this.queue.occupy("old-2");
		this.queue.occupy("old-3");
		assertThat(submit("a")).isFalse();
		this.queue.release("old-1");
		assertThat(this.started).isEmpty();
		this.queue.release("old-2");
		assertThat(this.started).containsExactly("a");
	}

	@Test
	void aLaunchThatWaitsForOthersStartsAtTheLimitAndTakesNoPlace() {
		submit("a");
		submit("b");
		this.queue.startAside("parent", () -> this.started.add("parent"));
		this.queue.setAside("old-parent");
		assertThat(submit("part")).isFalse();
		assertThat(this.started).containsExactly("a", "b", "parent");
		assertThat(this.queue.running()).containsExactly("a", "b");
		assertThat(this.queue.isRunning("parent")).isTrue();
		assertThat(this.queue.isRunning("old-parent")).isTrue();
		this.queue.release("a");
		assertThat(this.queue.running()).containsExactly("b", "part");
	}

	@Test
	void theEndOfALaunchWithoutAPlaceGivesNoPlaceToAnother() {
		this.queue.startAside("parent", () -> this.started.add("parent"));
		submit("a");
		submit("b");
		submit("c");
		this.queue.release("parent");
		assertThat(this.queue.isRunning("parent")).isFalse();
		assertThat(this.started).containsExactly("parent", "a", "b");
		assertThat(this.queue.waiting()).isOne();
	}

	@Test
	void aLaunchWithoutAPlaceThatFailsIsForgotten() {
		assertThatIllegalStateException().isThrownBy(() -> this.queue.startAside("parent", () -> {
			throw new IllegalStateException("broken");
		}));
		assertThat(this.queue.isRunning("parent")).isFalse();
	}

	@Test
	void aLaunchThatFailsLeavesItsPlaceToTheNext() {
		submit("a");
		submit("b");
		for (int number = 0; number < 10_000; number++) {
			this.queue.submit("broken-" + number, () -> {
				throw new IllegalStateException("broken");
			});
		}
		submit("c");
		this.queue.release("a");
		assertThat(this.queue.running()).containsExactly("b", "c");
		assertThat(this.queue.waiting()).isZero();
		this.queue.release("b");
		assertThatIllegalStateException().isThrownBy(() -> this.queue.submit("d", () -> {
			throw new IllegalStateException("broken");
		}));
		assertThat(this.queue.running()).containsExactly("c");
	}

	private boolean submit(String launchId) {
		return this.queue.submit(launchId, () -> this.started.add(launchId));
	}

}
