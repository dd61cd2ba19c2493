package dev.fundbell.local.definition;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests of the files for Prometheus and Grafana. The tests of the apps hold that each app
 * exposes the metrics of its list in {@code monitoring/metrics}.
 */
class MonitoringFilesTests {

	private static final Path MONITORING = Path.of("../../monitoring").toAbsolutePath().normalize();

	private static final Path RULES = MONITORING.resolve("prometheus/alerts.yml");

	private static final Pattern METRIC = Pattern.compile("\\b(?:fundbell|hikaricp|http|jvm|kafka|process)_[a-z0-9_]+");

	private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

	@Test
	void rulesAndDashboardsNameOnlyMetricsThatTheAppsExpose() throws IOException {
		Set<String> exposed = new TreeSet<>();
		for (Path list : files("metrics")) {
			exposed.addAll(Files.readAllLines(list));
		}
		Set<String> named = new TreeSet<>(found(METRIC, RULES));
		for (Path dashboard : files("grafana/dashboards")) {
			named.addAll(found(METRIC, dashboard));
		}
		assertThat(exposed).containsAll(named);
	}

	@Test
	void eachAlertHasATestAndALineInTheRunbook() throws IOException {
		List<String> alerts = found(ALERT, RULES);
		String tests = Files.readString(RULES.resolveSibling("alerts-test.yml"));
		String runbook = Files.readString(MONITORING.resolveSibling("docs/operations.md"));
		String rules = Files.readString(RULES);
		assertThat(alerts).isNotEmpty().doesNotHaveDuplicates().allSatisfy((alert) -> {
			String anchor = alert.toLowerCase(Locale.ROOT);
			assertThat(tests).contains("alertname=\"" + alert + "\",alertstate=\"firing\"");
			assertThat(runbook).contains("<a id=\"" + anchor + "\"></a>" + alert + " |");
			assertThat(rules).contains("runbook: docs/operations.md#" + anchor + "\n");
		});
		assertThat(found(Pattern.compile("</a>(\\w+) \\|"), MONITORING.resolveSibling("docs/operations.md")))
			.isEqualTo(alerts);
	}

	@ParameterizedTest
	@ValueSource(strings = { "check rules alerts.yml", "test rules alerts-test.yml",
			"check config --syntax-only prometheus.yml" })
	void prometheusTakesTheFilesAndEachAlertFires(String arguments) throws IOException, InterruptedException {
		assumeTrue(hasPromtool(), "promtool is not installed");
		List<String> command = new ArrayList<>(List.of("promtool"));
		command.addAll(List.of(arguments.split(" ")));
		Process promtool = new ProcessBuilder(command).directory(RULES.getParent().toFile())
			.redirectErrorStream(true)
			.start();
		String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(promtool.waitFor()).as(output).isZero();
		assertThat(output).contains("SUCCESS");
	}

	@Test
	void dashboardsHaveTheirOwnIdsAndTheProvisionedSource() throws IOException {
		String source = Files.readString(MONITORING.resolve("grafana/provisioning/datasources/prometheus.yml"));
		Set<String> ids = new TreeSet<>();
		for (Path file : files("grafana/dashboards")) {
			JsonNode dashboard = new JsonMapper().readTree(Files.readString(file));
			assertThat(ids.add(dashboard.path("uid").asString())).as("id of %s", file).isTrue();
			assertThat(dashboard.path("panels")).isNotEmpty().allSatisfy((panel) -> {
				assertThat(panel.path("title").asString()).isNotEmpty();
				assertThat(source).contains("uid: " + panel.path("datasource").path("uid").asString());
			});
		}
		assertThat(ids).hasSize(4);
	}

	/** Without steps of its own Grafana draws each number from 80 on in red. */
	@Test
	void dashboardsSayFromWhichNumberOnAStatIsRed() throws IOException {
		for (Path file : files("grafana/dashboards")) {
			JsonNode dashboard = new JsonMapper().readTree(Files.readString(file));
			assertThat(dashboard.path("panels")).filteredOn((panel) -> panel.path("type").asString().equals("stat"))
				.hasSize(6)
				.allSatisfy((panel) -> assertThat(panel.at("/fieldConfig/defaults/thresholds/steps"))
					.as("steps of \"%s\" in %s", panel.path("title").asString(), file.getFileName())
					.isNotEmpty());
		}
	}

	private static boolean hasPromtool() {
		return Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory, "promtool")));
	}

	private static List<Path> files(String directory) throws IOException {
		try (Stream<Path> files = Files.list(MONITORING.resolve(directory))) {
			return files.sorted().toList();
		}
	}

	private static List<String> found(Pattern pattern, Path file) throws IOException {
		return pattern.matcher(Files.readString(file))
			.results()
			.map((result) -> result.group(result.groupCount()))
			.toList();
	}

}
