package dev.fundbell.dataflow.server.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.fundbell.dataflow.server.cluster.Servers;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Base class of tests of runs that are due, by a clock that the test sets, on the real
 * tables. Two servers may look for them.
 */
abstract class ScheduleRunsTestBase {

	static final Instant NINE = Instant.parse("2026-11-23T00:00:00Z");

	static final Instant NINE_TOMORROW = Instant.parse("2026-11-24T00:00:00Z");

	static final String TODAY = "name=daily due=2026-11-23T00:00:00Z";

	static final String TOMORROW = "name=daily due=2026-11-24T00:00:00Z";

	final JdbcTemplate jdbc = ScheduleTables.in(Platform.database(), "schedule_runs");

	final SettableClock clock = new SettableClock(NINE.toString());

	final ClusterNode node = new ClusterNode(this.jdbc, this.clock);

	final ClusterNode other = new ClusterNode(this.jdbc, this.clock);

	final RecordedLaunches launches = this.node.launches;

	@BeforeEach
	void empty() {
		ScheduleTables.empty(this.jdbc);
	}

	void add(OverlapPolicy overlap, MisfirePolicy misfire) {
		Timing timing = new Timing("0 9 * * *", ZoneId.of("Asia/Seoul"), overlap, misfire);
		this.node.schedules.add(Schedule.create("daily", "probe", "default", timing, Map.of(), List.of()));
		this.node.schedules.setNext("daily", NINE);
	}

	void rules(String... namesAndValues) {
		Map<String, String> properties = new HashMap<>();
		for (int index = 0; index < namesAndValues.length; index += 2) {
			properties.put(namesAndValues[index], namesAndValues[index + 1]);
		}
		this.node.schedules.update(daily().with(RunRules.NONE.changedBy(properties)));
	}

	void runTodayAndTomorrow() {
		this.node.look();
		this.clock.set(NINE_TOMORROW);
		this.node.look();
	}

	void failWith(RuntimeException reason) {
		this.launches.beforeCreation(() -> {
			throw reason;
		});
	}

	void takeOver() {
		this.other.beat(Servers.MISSED_BEATS + 2).look();
	}

	Schedule daily() {
		return this.node.schedules.find("daily").orElseThrow();
	}

	Run last() {
		return daily().last();
	}

}
