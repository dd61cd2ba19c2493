package dev.fundbell.local.client;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.fundbell.servers.LocalServerException;
import dev.fundbell.servers.Pause;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Client of the schedules of a Data Flow server. A refused request fails with the
 * server's own sentence.
 */
public final class ScheduleClient {

	/** The name that stands for all schedules when they are paused or resumed. */
	public static final String ALL = "*";

	private static final String SCHEDULES = "/tasks/schedules";

	private static final String PAGE_SIZE = "500";

	private static final Duration POLL = Duration.ofMillis(300);

	private static final int MOST_POLLS = 100;

	private static final int LATEST_RUNS = 20;

	private final DataFlowClient client;

	public ScheduleClient(DataFlowClient client) {
		this.client = client;
	}

	public List<ScheduleView> list() {
		return views(SCHEDULES);
	}

	public List<ScheduleView> ofTask(String task) {
		return views(SCHEDULES + "/instances/" + DataFlowClient.path(task));
	}

	private List<ScheduleView> views(String path) {
		List<ScheduleView> schedules = new ArrayList<>();
		JsonNode page = send("GET", path, Map.of());
		page.path("_embedded").path("scheduleInfoResourceList").forEach((json) -> schedules.add(ScheduleView.of(json)));
		return schedules;
	}

	public ScheduleView get(String name) {
		return ScheduleView.of(send("GET", path(name, ""), Map.of()));
	}

	/**
	 * The schedule, or empty if there is none of this name.
	 */
	public Optional<ScheduleView> find(String name) {
		return this.client.find(path(name, "")).map(ScheduleView::of);
	}

	/**
	 * Creates a schedule.
	 * @param properties properties of the schedule, such as
	 * {@code scheduler.cron.expression}, and of its launches
	 * @param arguments the task's arguments, quoted as for a shell
	 */
	public void create(String name, String task, Map<String, String> properties, String arguments) {
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("scheduleName", name);
		parameters.put("taskDefinitionName", task);
		parameters.put("properties", joined(properties));
		parameters.put("arguments", arguments);
		send("POST", SCHEDULES, parameters);
	}

	/**
	 * The next runs of a schedule as it would be created; nothing is stored.
	 */
	public List<PreviewedRun> preview(Map<String, String> properties, String arguments) {
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("properties", joined(properties));
		parameters.put("arguments", arguments);
		List<PreviewedRun> runs = new ArrayList<>();
		send("GET", SCHEDULES + "/preview", parameters).forEach((json) -> runs.add(PreviewedRun.of(json)));
		return runs;
	}

	/**
	 * The latest runs of a schedule, the latest first.
	 */
	public List<ScheduleRun> history(String name, int limit) {
		List<ScheduleRun> runs = new ArrayList<>();
		send("GET", path(name, "/runs"), Map.of("limit", Integer.toString(limit)))
			.forEach((json) -> runs.add(ScheduleRun.of(json)));
		return runs;
	}

	/**
	 * Changes the given properties and arguments. The others stay.
	 * @param arguments the task's new arguments, or null to keep them
	 */
	public void change(String name, Map<String, String> properties, @Nullable String arguments) {
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("properties", joined(properties));
		if (arguments != null) {
			parameters.put("arguments", arguments);
		}
		send("PUT", path(name, ""), parameters);
	}

	/**
	 * Creates a schedule with all settings of one that was deleted.
	 */
	public void restore(ScheduleView schedule) {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("scheduler.cron.expression", schedule.cron());
		properties.putAll(schedule.otherProperties());
		create(schedule.name(), schedule.task(), properties, schedule.arguments());
		if (schedule.paused()) {
			pause(schedule.name());
		}
	}

	public void pause(String name) {
		send("POST", path(name, "/pause"), Map.of());
	}

	public void resume(String name) {
		send("POST", path(name, "/resume"), Map.of());
	}

	/**
	 * Launches the schedule's task now.
	 * @return the execution's id
	 */
	public long run(String name) {
		return send("POST", path(name, "/run"), Map.of()).asLong();
	}

	/**
	 * Waits until the history shows the end of a run. It ends with its process, a moment
	 * after its execution. After half a minute the wait ends all the same.
	 * @param execution the run's execution, which has ended
	 */
	public void awaitEnd(String name, long execution) {
		for (int polls = 0; isUnderWay(name, Long.toString(execution)) && polls < MOST_POLLS; polls++) {
			Pause.of(POLL);
		}
	}

	private boolean isUnderWay(String name, String execution) {
		return history(name, LATEST_RUNS).stream()
			.anyMatch((run) -> run.execution().equals(execution) && run.ended().isEmpty());
	}

	/**
	 * Adds a run for each time at which the schedule was due on some days.
	 * @return the number of runs
	 */
	public int backfill(String name, LocalDate from, LocalDate to, int parallel) {
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("from", from.toString());
		parameters.put("to", to.toString());
		parameters.put("parallel", Integer.toString(parallel));
		return send("POST", path(name, "/backfill"), parameters).asInt();
	}

	public void delete(String name) {
		send("DELETE", path(name, ""), Map.of());
	}

	/**
	 * Whether a schedule of this name was ever created, according to the audit records.
	 */
	public boolean wasCreated(String name) {
		Map<String, String> query = new LinkedHashMap<>();
		query.put("operations", "SCHEDULE");
		query.put("actions", "CREATE");
		query.put("size", PAGE_SIZE);
		query.put("sort", "id,asc");
		JsonNode answer;
		int page = 0;
		do {
			query.put("page", Integer.toString(page++));
			answer = send("GET", "/audit-records", query);
			for (JsonNode record : answer.path("_embedded").path("auditRecordResourceList")) {
				if (record.path("correlationId").asString("").equals(name)) {
					return true;
				}
			}
		}
		while (page < answer.path("page").path("totalPages").asInt(0));
		return false;
	}

	private JsonNode send(String method, String path, Map<String, String> parameters) {
		try {
			return this.client.send(method, path, parameters, "");
		}
		catch (RefusedException ex) {
			throw new LocalServerException(ex.reason(), ex);
		}
	}

	private static String path(String name, String action) {
		return SCHEDULES + "/" + DataFlowClient.path(name) + action;
	}

	private static String joined(Map<String, String> properties) {
		return properties.entrySet()
			.stream()
			.map((property) -> property.getKey() + "=" + property.getValue())
			.collect(Collectors.joining(","));
	}

}
