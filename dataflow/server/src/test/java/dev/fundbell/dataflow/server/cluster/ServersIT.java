package dev.fundbell.dataflow.server.cluster;

import java.time.Instant;
import java.time.LocalDateTime;

import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.schedule.ScheduleTables;
import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Servers that share a database, without the rest of them. */
class ServersIT {

	private final JdbcTemplate jdbc = ScheduleTables.in(Platform.database(), "servers");

	private final SettableClock clock = new SettableClock("2026-11-23T00:00:00Z");

	private final Servers first = new Servers(this.jdbc, this.clock, "/here");

	private final Servers second = new Servers(this.jdbc, this.clock, "/here");

	private final Servers third = new Servers(this.jdbc, this.clock, "/here");

	@BeforeEach
	void join() {
		ScheduleTables.empty(this.jdbc);
		this.first.id();
		this.second.id();
		this.third.id();
	}

	@Test
	void aServerThatIsSilentIsTakenOverByOneOther() {
		String silent = this.first.id();
		for (int look = 1; look < Servers.MISSED_BEATS; look++) {
			beat(this.second, this.third);
			assertThat(this.second.mine()).doesNotContain(silent);
			assertThat(this.third.mine()).doesNotContain(silent);
		}
		beat(this.second, this.third);
		beat(this.second, this.third);
		assertThat(this.second.mine().contains(silent) ^ this.third.mine().contains(silent)).isTrue();
	}

	@Test
	void aServerWhoseClockIsSetIsAlive() {
		String alive = this.first.id();
		for (String time : new String[] { "2026-11-22", "2026-11-24", "2026-11-23", "2001-01-01", "2026-11-21",
				"2026-11-20" }) {
			this.clock.set(Instant.parse(time + "T00:00:00Z"));
			beat(this.first, this.second);
		}
		assertThat(this.second.mine()).doesNotContain(alive);
		assertThat(this.first.id()).isEqualTo(alive);
	}

	@Test
	void aServerThatWasTakenForDeadGoesOnUnderAnotherId() {
		String before = this.first.id();
		silence(this.second);
		beat(this.first, this.second);
		assertThat(this.first.id()).isNotEqualTo(before);
		assertThat(this.first.mine()).doesNotContain(before);
		assertThat(this.second.mine()).contains(before).doesNotContain(this.first.id());
	}

	@Test
	void whatADeadServerHadTakenOverIsTakenOverWithIt() {
		String dead = this.first.id();
		silence(this.second);
		assertThat(this.second.mine()).contains(dead);
		silence(this.third);
		assertThat(this.third.mine()).contains(dead, this.second.id());
	}

	@Test
	void aServerOfThisHostWhoseProcessHasEndedIsTakenOverAtOnce() {
		this.jdbc.update(
				"INSERT INTO fundbell_servers (id, host, directories, process, beat) SELECT 'deadbeef', host, '/here', '1 0', ? FROM fundbell_servers WHERE id = ?",
				LocalDateTime.of(2026, 11, 23, 0, 0), this.first.id());
		this.first.beat();
		assertThat(this.first.mine()).contains("deadbeef");
		assertThat(this.first.isUnknown("deadbeef")).isFalse();
		this.first.forget("deadbeef");
		assertThat(this.first.isUnknown("deadbeef")).isTrue();
	}

	@Test
	void aServerThatComesBackToItsPlaceTakesItsTasksBack() {
		Servers elsewhere = new Servers(this.jdbc, this.clock, "/elsewhere");
		String dead = this.first.id();
		for (Servers here : new Servers[] { this.second, this.third }) {
			this.jdbc.update("DELETE FROM fundbell_servers WHERE id = ?", here.id());
		}
		silence(elsewhere);
		assertThat(elsewhere.mine()).contains(dead);
		assertThat(elsewhere.isHere(dead)).isFalse();
		assertThat(elsewhere.isGivenUp(dead)).isFalse();

		Servers again = new Servers(this.jdbc, this.clock, "/here");
		beat(again, elsewhere, again);
		assertThat(again.mine()).contains(dead);
		assertThat(again.isHere(dead)).isTrue();
		assertThat(elsewhere.mine()).doesNotContain(dead);
	}

	@Test
	void tasksOfAServerThatDoesNotComeBackAreGivenUp() {
		Servers elsewhere = new Servers(this.jdbc, this.clock, "/elsewhere");
		String dead = this.first.id();
		this.jdbc.update("DELETE FROM fundbell_servers WHERE id <> ?", dead);
		silence(elsewhere);
		for (int look = 0; look < Servers.BEATS_OF_HOPE; look++) {
			beat(elsewhere);
		}
		assertThat(elsewhere.isGivenUp(dead)).isTrue();
		assertThat(elsewhere.isGivenUp(elsewhere.id())).as("its own").isTrue();
		assertThat(elsewhere.isHere("unknown")).isTrue();
	}

	@Test
	void aServerThatIsDrainedStaysSoWhenItGoesOnUnderAnotherId() {
		assertThat(this.second.drain(this.first.id(), true)).isTrue();
		assertThat(this.second.drain(this.first.id(), true)).as("once more").isTrue();
		assertThat(this.first.isDraining()).isTrue();
		assertThat(this.second.isDraining()).isFalse();
		silence(this.second);
		beat(this.first, this.second);
		assertThat(this.first.isDraining()).isTrue();
		assertThat(this.second.drain(this.first.id(), false)).isTrue();
		assertThat(this.first.isDraining()).isFalse();
		assertThat(this.second.drain("unknown", true)).isFalse();
	}

	private void silence(Servers observer) {
		for (int look = 0; look <= Servers.MISSED_BEATS + 1; look++) {
			beat(observer);
		}
	}

	private void beat(Servers... servers) {
		for (Servers server : servers) {
			this.clock.advance(java.time.Duration.ofMillis(1));
			server.beat();
		}
	}

}
