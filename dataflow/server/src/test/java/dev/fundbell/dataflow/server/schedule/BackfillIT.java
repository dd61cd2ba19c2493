package dev.fundbell.dataflow.server.schedule;

import java.time.LocalDate;
import java.util.List;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of runs for days that are over. */
class BackfillIT extends ScheduleRunsTestBase {

	@Test
	void aBackfillRunsForEachDayInOrderAndOneAtOnce() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.node.schedules.setNext("daily", NINE_TOMORROW);
		assertThat(backfill("2026-11-20", "2026-11-22", 1)).isEqualTo(3);
		assertThat(backfill("2026-11-20", "2026-11-22", 1)).as("once each").isZero();
		for (String day : List.of("2026-11-20", "2026-11-21", "2026-11-22")) {
			this.node.look();
			assertThat(this.launches.runs()).last().isEqualTo("name=daily due=" + day + "T00:00:00Z");
			this.launches.endAll(0);
			this.node.look();
		}
		assertThat(this.launches.runs()).hasSize(3);
	}

	@Test
	void aBackfillRunsAsManyAtOnceAsItIsTold() {
		add(OverlapPolicy.ALLOW, MisfirePolicy.ONCE);
		this.node.schedules.setNext("daily", NINE_TOMORROW);
		backfill("2026-11-01", "2026-11-20", 4);
		this.node.look();
		assertThat(this.launches.runs()).hasSize(4);
		this.launches.endAll(0);
		this.node.look().look();
		assertThat(this.launches.runs()).hasSize(8);
	}

	@Test
	void aRunThatIsDueWaitsForTheBackfillsRunAndGoesBeforeItsNext() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.node.schedules.setNext("daily", NINE_TOMORROW);
		backfill("2026-11-20", "2026-11-21", 1);
		this.node.look();
		this.clock.set(NINE_TOMORROW);
		this.node.look();
		assertThat(this.launches.runs()).hasSize(1);
		this.launches.endAll(0);
		this.node.look().look();
		assertThat(this.launches.runs()).containsExactly("name=daily due=2026-11-20T00:00:00Z", TOMORROW);
	}

	@Test
	void aBackfillWithoutDaysOrWithTooManyIsRefused() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		for (String[] days : new String[][] { { "2026-11-24", "2026-11-30" }, { "2026-11-20", "2026-11-19" },
				{ "2020-01-01", "2026-11-01" } }) {
			assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> backfill(days[0], days[1], 1))
				.withMessageContaining("From " + days[0] + " to " + days[1]);
		}
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> backfill("2026-11-20", "2026-11-20", 65));
	}

	private int backfill(String from, String to, int parallel) {
		return new Backfill(this.node.runs, this.clock).add(daily(), LocalDate.parse(from), LocalDate.parse(to),
				parallel);
	}

}
