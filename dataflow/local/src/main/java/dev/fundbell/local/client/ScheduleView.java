package dev.fundbell.local.client;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;

/**
 * Schedule, as Data Flow's REST API shows it.
 *
 * @param name the schedule's name
 * @param task the task definition that it launches
 * @param properties all properties that the server shows
 */
public record ScheduleView(String name, String task, Map<String, String> properties) {

	private static final Set<String> SHOWN_BY_NAME = Set.of("spring.cloud.scheduler.cron.expression",
			"spring.cloud.deployer.cron.expression", "paused", "next-run", "last-run", "last-execution", "last-outcome",
			"last-state", "arguments");

	static ScheduleView of(JsonNode json) {
		Map<String, String> properties = new TreeMap<>();
		json.path("scheduleProperties")
			.properties()
			.forEach((property) -> properties.put(property.getKey(), property.getValue().asString("")));
		return new ScheduleView(json.path("scheduleName").asString(""), json.path("taskDefinitionName").asString(""),
				properties);
	}

	public String cron() {
		return property("spring.cloud.scheduler.cron.expression");
	}

	public String zone() {
		return property("scheduler.cron.time-zone");
	}

	public boolean paused() {
		return Boolean.parseBoolean(property("paused"));
	}

	/** The time of the next run in the schedule's zone; empty while it is paused. */
	public String nextRun() {
		return time("next-run");
	}

	/** The due time of the last run in the schedule's zone; empty before the first. */
	public String lastRun() {
		return time("last-run");
	}

	/** The id of the last execution, or empty. */
	public String execution() {
		return property("last-execution");
	}

	/** The outcome of the last run, or empty. */
	public String outcome() {
		return property("last-outcome");
	}

	public String arguments() {
		return property("arguments");
	}

	/** The properties without those that have a method of their own. */
	public Map<String, String> otherProperties() {
		Map<String, String> others = new TreeMap<>(this.properties);
		others.keySet().removeAll(SHOWN_BY_NAME);
		return others;
	}

	private String time(String name) {
		return local(property(name));
	}

	/** An instant of the server in the schedule's zone; empty if it is. */
	public String local(String instant) {
		if (instant.isEmpty()) {
			return "";
		}
		LocalDateTime time = LocalDateTime.ofInstant(Instant.parse(instant), ZoneId.of(zone()))
			.truncatedTo(ChronoUnit.SECONDS);
		return time.toLocalDate() + " " + time.toLocalTime();
	}

	private String property(String name) {
		return this.properties.getOrDefault(name, "");
	}

}
