package dev.fundbell.dataflow.server.schedule;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.fundbell.dataflow.server.Rounds;
import dev.fundbell.dataflow.server.cluster.Servers;
import dev.fundbell.dataflow.server.task.TaskEndRecorder;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The schedules' part of a server. Tests let it look once, or run it as a process, to
 * kill it.
 */
public final class ClusterNode {

	private static final Duration PAUSE = Duration.ofMillis(200);

	private static final Duration LAUNCH_PATIENCE = Duration.ofSeconds(2);

	private static final Duration HEARTBEAT = Duration.ofMillis(500);

	final Servers servers;

	final Schedules schedules;

	final Runs runs;

	final ScheduleRuns scheduleRuns;

	final RecordedLaunches launches;

	private final ScheduleTimer timer;

	private final RunReconciler reconciler;

	private final Rounds rounds = new Rounds();

	ClusterNode(JdbcTemplate jdbc, Clock clock) {
		DataSource dataSource = Objects.requireNonNull(jdbc.getDataSource());
		TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
		this.servers = new Servers(jdbc, clock, "/nowhere");
		this.schedules = new Schedules(jdbc, new Json());
		this.runs = new Runs(jdbc, clock);
		this.launches = new RecordedLaunches(jdbc, transaction);
		ScheduleLaunches scheduleLaunches = this.launches.launches();
		this.timer = new ScheduleTimer(this.schedules, this.runs, transaction, clock);
		this.scheduleRuns = new ScheduleRuns(this.schedules, this.runs, scheduleLaunches, this.servers, transaction,
				clock, LAUNCH_PATIENCE);
		this.reconciler = new RunReconciler(this.schedules, this.runs, this.scheduleRuns, scheduleLaunches,
				new ExecutionRows(jdbc), new TaskEndRecorder(jdbc, transaction, clock), this.servers, clock);
	}

	public static void main(String[] args) throws InterruptedException {
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setJdbcUrl(args[0]);
		dataSource.setUsername(args[1]);
		dataSource.setPassword(args[2]);
		new ClusterNode(new JdbcTemplate(dataSource), Clock.systemUTC()).start();
		new java.util.concurrent.CountDownLatch(1).await();
	}

	/** All that a server does about schedules, once. */
	ClusterNode look() {
		this.timer.fire();
		this.scheduleRuns.launchDue();
		this.reconciler.reconcile();
		return this;
	}

	ClusterNode beat(int times) {
		for (int beat = 0; beat < times; beat++) {
			this.servers.beat();
		}
		return this;
	}

	void start() {
		this.rounds.every(HEARTBEAT, "heartbeat", this.servers::beat);
		this.rounds.every(PAUSE, "timer", this.timer::fire);
		this.rounds.every(PAUSE, "launch", this.scheduleRuns::launchDue);
		this.rounds.every(PAUSE, "reconciler", this.reconciler::reconcile);
		this.rounds.start();
	}

	void stop() {
		this.rounds.stop();
	}

}
