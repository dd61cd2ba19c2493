package dev.fundbell.dataflow.server.schedule;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.fundbell.dataflow.server.InvalidRequestException;
import dev.fundbell.dataflow.server.OwnSchedules;
import dev.fundbell.dataflow.server.launch.SecretMask;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.dataflow.core.AuditActionType;
import org.springframework.cloud.dataflow.core.LaunchResponse;
import org.springframework.cloud.dataflow.rest.util.DeploymentPropertiesUtils;
import org.springframework.cloud.dataflow.server.repository.NoSuchScheduleException;
import org.springframework.cloud.dataflow.server.repository.NoSuchTaskDefinitionException;
import org.springframework.cloud.dataflow.server.repository.TaskDefinitionRepository;
import org.springframework.cloud.dataflow.server.service.SchedulerService;
import org.springframework.cloud.deployer.spi.scheduler.ScheduleInfo;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Scheduler service: implementation of Data Flow's scheduler interface on schedules in
 * the database. Data Flow's controller and {@link ScheduleController} call it, for
 * dashboard, shell, command line and REST. It adds pause, resume, change, backfill and
 * run now, which that interface lacks. Each method but {@link #runNow}, which launches at
 * once, is one transaction: another server sees all of a change or nothing.
 * {@link ScheduleTimer} and {@link ScheduleRuns} act on it later. A wrong request is
 * refused with an {@link InvalidRequestException}, whose message is a sentence for its
 * author. A request is stored as it came, because Data Flow's own expansion of it
 * contains the database's password.
 */
@Service("schedulerService")
@OwnSchedules
@Transactional
public class FundbellSchedulerService implements SchedulerService {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

	/** The name that stands for all schedules; no schedule can have it. */
	static final String ALL = "*";

	private static final int MOST_RUNS_SHOWN = 1000;

	private static final String DEFAULT_PLATFORM = "default";

	private final Schedules schedules;

	private final ScheduleRuns runs;

	private final Backfill backfill;

	private final ScheduleAudit audit;

	private final TaskDefinitionRepository definitions;

	private final Clock clock;

	private final ZoneId defaultZone;

	FundbellSchedulerService(Schedules schedules, ScheduleRuns runs, Backfill backfill, ScheduleAudit audit,
			TaskDefinitionRepository definitions, Clock clock,
			@Value("${fundbell.time-zone:Asia/Seoul}") ZoneId defaultZone) {
		this.schedules = schedules;
		this.runs = runs;
		this.backfill = backfill;
		this.audit = audit;
		this.definitions = definitions;
		this.clock = clock;
		this.defaultZone = defaultZone;
	}

	@Override
	public void schedule(String name, String task, Map<String, String> properties, List<String> arguments) {
		schedule(name, task, properties, arguments, null);
	}

	@Override
	public void schedule(String name, String task, Map<String, String> properties, List<String> arguments,
			@Nullable String platform) {
		if (!NAME.matcher(name).matches()) {
			throw new InvalidRequestException("'" + name
					+ "' is no name for a schedule: it takes letters, digits, dots, dashes and underscores, at most 200.");
		}
		if (!this.definitions.existsById(task)) {
			throw new NoSuchTaskDefinitionException(task);
		}
		arguments.forEach(SecretMask::refuse);
		Timing timing = checked(Timing.of(properties, this.defaultZone));
		Schedule schedule = Schedule
			.create(name, task, platformOrDefault(platform), timing, launch(properties), checked(arguments, timing))
			.with(RunRules.NONE.changedBy(properties));
		if (!this.schedules.add(schedule)) {
			throw new InvalidRequestException(HttpStatus.CONFLICT, "There is already a schedule named '" + name + "'.");
		}
		setNext(schedule);
		this.audit.record(AuditActionType.CREATE, schedule);
	}

	/**
	 * Changes a schedule's timing, properties and arguments. Those that are not given
	 * stay as they are.
	 */
	public void change(String name, Map<String, String> properties, @Nullable List<String> arguments) {
		Schedule before = existing(name);
		Timing timing = checked(before.timing().changedBy(properties));
		if (arguments != null) {
			arguments.forEach(SecretMask::refuse);
		}
		Map<String, String> merged = new LinkedHashMap<>(before.properties());
		merged.putAll(properties);
		List<String> newArguments = checked((arguments != null) ? arguments : before.arguments(), timing);
		Schedule after = before.with(timing, launch(merged), newArguments).with(before.rules().changedBy(properties));
		this.schedules.update(after);
		if (!after.paused()) {
			setNext(after);
		}
		this.audit.record(AuditActionType.UPDATE, after);
	}

	/**
	 * Returns the next runs of a schedule as it would be created, and stores nothing.
	 */
	List<PreviewedRun> preview(Map<String, String> properties, List<String> arguments) {
		Timing timing = checked(Timing.of(properties, this.defaultZone));
		launch(properties);
		RunRules.NONE.changedBy(properties);
		return PreviewedRun.of(timing, checked(arguments, timing), this.clock);
	}

	/**
	 * Adds a run for each time at which a schedule was due on some days, see
	 * {@link Backfill}.
	 */
	public int backfill(String name, LocalDate from, LocalDate to, int parallel) {
		Schedule schedule = existing(name);
		if (schedule.paused()) {
			throw new InvalidRequestException(HttpStatus.CONFLICT,
					"Schedule '" + name + "' is paused: resume it, or its backfill would be skipped.");
		}
		int added = this.backfill.add(schedule, from, to, parallel);
		this.audit.record(AuditActionType.UPDATE, schedule);
		return added;
	}

	/** Returns the latest runs of a schedule, the latest first. */
	List<Run> history(String name, int limit) {
		return this.runs.latest(existing(name), Math.max(1, Math.min(MOST_RUNS_SHOWN, limit)));
	}

	public void pause(String name) {
		Schedule schedule = existing(name);
		this.schedules.pause(name);
		this.audit.record(AuditActionType.UPDATE, schedule.withPaused(true));
	}

	public void resume(String name) {
		Schedule schedule = existing(name);
		this.schedules.resume(name);
		setNext(schedule);
		this.audit.record(AuditActionType.UPDATE, schedule.withPaused(false));
	}

	/** Pauses all schedules that are not paused. */
	public void pauseAll() {
		this.audit.recordAll(true, this.schedules.pauseAll());
	}

	/** Resumes the schedules that were paused together; others stay paused. */
	public void resumeAll() {
		List<Schedule> paused = this.schedules.pausedWithAll();
		paused.forEach((schedule) -> {
			this.schedules.resume(schedule.name());
			setNext(schedule);
		});
		this.audit.recordAll(false, paused.size());
	}

	/** Launches a schedule's task at once, whatever its timing says. */
	@Transactional(propagation = Propagation.NOT_SUPPORTED)
	public LaunchResponse runNow(String name) {
		return this.runs.launchNow(existing(name));
	}

	private Schedule existing(String name) {
		return this.schedules.find(name)
			.orElseThrow(() -> new NoSuchScheduleException("There is no schedule named '" + name + "'"));
	}

	private Timing checked(Timing timing) {
		timing.cron(this.clock.instant());
		return timing;
	}

	private List<String> checked(List<String> arguments, Timing timing) {
		DueDates.resolve(arguments, this.clock.instant(), timing.zone());
		return arguments;
	}

	private Map<String, String> launch(Map<String, String> properties) {
		Map<String, String> launch = new ScheduleProperties(properties).launch();
		launch.forEach((name, value) -> SecretMask.refuse(name + "=" + value));
		try {
			DeploymentPropertiesUtils.validateDeploymentProperties(launch);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidRequestException(ex.getMessage() + ".");
		}
		return launch;
	}

	private void setNext(Schedule schedule) {
		this.schedules.setNext(schedule.name(), ScheduleTimer.next(schedule, this.clock.instant()).orElse(null));
	}

	@Override
	public void unschedule(String name) {
		unschedule(name, null);
	}

	@Override
	public void unschedule(String name, @Nullable String platform) {
		Schedule schedule = existing(name);
		this.schedules.delete(name);
		this.audit.record(AuditActionType.DELETE, schedule);
	}

	@Override
	public void unscheduleForTaskDefinition(String task) {
		this.schedules.ofTask(task).forEach((schedule) -> unschedule(schedule.name()));
	}

	@Override
	public @Nullable ScheduleInfo getSchedule(String name) {
		return this.schedules.find(name).map(ScheduleInfos::of).orElse(null);
	}

	@Override
	public @Nullable ScheduleInfo getSchedule(String name, @Nullable String platform) {
		return getSchedule(name);
	}

	@Override
	public List<ScheduleInfo> list() {
		return listForPlatform(null);
	}

	@Override
	public List<ScheduleInfo> listForPlatform(@Nullable String platform) {
		return infos(this.schedules.all(), platform);
	}

	@Override
	public List<ScheduleInfo> list(String task) {
		return list(task, null);
	}

	@Override
	public List<ScheduleInfo> list(String task, @Nullable String platform) {
		return infos(this.schedules.ofTask(task), platform);
	}

	@Override
	public List<ScheduleInfo> list(Pageable pageable, String task, @Nullable String platform) {
		return list(task, platform);
	}

	@Override
	public Page<ScheduleInfo> list(Pageable pageable, @Nullable String platform) {
		return new PageImpl<>(listForPlatform(platform));
	}

	@Override
	public Page<ScheduleInfo> list(Pageable pageable) {
		return list(pageable, null);
	}

	private List<ScheduleInfo> infos(List<Schedule> found, @Nullable String platform) {
		return found.stream()
			.filter((schedule) -> platform == null || platform.isBlank() || schedule.platform().equals(platform))
			.map(ScheduleInfos::of)
			.collect(Collectors.toList());
	}

	private static String platformOrDefault(@Nullable String platform) {
		return (platform == null || platform.isBlank()) ? DEFAULT_PLATFORM : platform;
	}

}
