package dev.fundbell.benchmarks.faults;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CellOrderTests {

	private final List<Part> parts = Stream.of("one", "two", "three", "four", "five")
		.<Part>map(NamedPart::new)
		.toList();

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void triesEachCombinationOnce(long seed) {
		List<Cell> cells = CellOrder.of(this.parts, EnumSet.allOf(Fault.class), new Random(seed));
		assertThat(cells).hasSize(25).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void triesEachPartAndEachFaultInTheFirstRound(long seed) {
		List<Cell> round = CellOrder.of(this.parts, EnumSet.allOf(Fault.class), new Random(seed)).subList(0, 5);
		assertThat(round).extracting(Cell::part).containsExactlyInAnyOrderElementsOf(this.parts);
		assertThat(round).extracting(Cell::fault).containsExactlyInAnyOrder(Fault.values());
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void hitsEachPartWithTheOneFaultThatIsAskedFor(long seed) {
		List<Cell> cells = CellOrder.of(this.parts, EnumSet.of(Fault.STOP), new Random(seed));
		assertThat(cells).extracting(Cell::part).containsExactlyInAnyOrderElementsOf(this.parts);
	}

	/** Part that no fault hits. */
	private record NamedPart(String name) implements Part {

		@Override
		public Disk disk() {
			throw new UnsupportedOperationException();
		}

		@Override
		public void awaitMoment() {
		}

		@Override
		public void pause() {
		}

		@Override
		public void resume() {
		}

		@Override
		public void kill() {
		}

		@Override
		public void start() {
		}

		@Override
		public void restart(Duration clockShift) {
		}

	}

}
