package dev.fundbell.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules that docker-compose.yml keeps, read from the file. {@link ComposeIT} runs it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("unchecked")
class ComposeFileTests {

	private static final Path FILE = Jars.PROJECT.resolve("docker-compose.yml");

	private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(:[?-])?[^}]*}");

	/** The service that ends once it has prepared the volumes. */
	private static final String ONE_SHOT = "volume-owner";

	private static final Set<String> PUBLIC_IMAGES = Set.of("mariadb", "kafka", "prometheus", "push-gateway",
			"grafana");

	private String text;

	private Map<String, Object> file;

	@BeforeAll
	void read() throws IOException {
		this.text = Files.readString(FILE);
		this.file = new Yaml().load(this.text);
	}

	@Test
	void noSecretHasADefault() {
		Matcher variable = VARIABLE.matcher(this.text);
		while (variable.find()) {
			assertThat(variable.group(2)).as(variable.group()).isEqualTo(isSecret(variable.group(1)) ? ":?" : ":-");
		}
	}

	/** The names of the secrets that the file requires. */
	static Set<String> secrets() throws IOException {
		return VARIABLE.matcher(Files.readString(FILE))
			.results()
			.map((variable) -> variable.group(1))
			.filter(ComposeFileTests::isSecret)
			.collect(Collectors.toSet());
	}

	private static boolean isSecret(String variable) {
		return variable.contains("PASSWORD");
	}

	@Test
	void publishesPortsOnThisMachineOnly() {
		assertThat(services()).allSatisfy((name, service) -> assertThat(list(service, "ports"))
			.allSatisfy((port) -> assertThat(port).startsWith("127.0.0.1:")));
		assertThat(list(services().get("skipper"), "ports")).noneMatch((port) -> port.endsWith(":7577"));
	}

	@Test
	void onlyThePartsThatNeedTheDatabaseReachIt() {
		Map<String, Object> networks = (Map<String, Object>) this.file.get("networks");
		assertThat((Map<String, Object>) networks.get("databases")).containsEntry("internal", true);
		assertThat(list(services().get("mariadb"), "networks")).containsExactly("databases");
		assertThat(services().entrySet()
			.stream()
			.filter((service) -> list(service.getValue(), "networks").contains("databases"))
			.map(Map.Entry::getKey)).containsExactlyInAnyOrder("mariadb", "skipper", "dataflow", "define");
	}

	@Test
	void everyPartHasItsLimits() {
		assertThat(services()).allSatisfy((name, service) -> {
			assertThat(service).containsKeys("mem_limit", "image");
			assertThat(service.get("restart")).isEqualTo(name.equals(ONE_SHOT) ? "no" : "unless-stopped");
			assertThat((Map<String, Object>) ((Map<String, Object>) service.get("logging")).get("options"))
				.containsKeys("max-size", "max-file");
			assertThat(list(service, "security_opt")).contains("no-new-privileges:true");
		});
	}

	@Test
	void javaPartsRunWithoutPrivilegesAndSeeNeitherSecretsNorSources() {
		javaServices().forEach((name, service) -> {
			assertThat(service).as(name).containsEntry("read_only", true);
			assertThat(list(service, "cap_drop")).as(name).containsExactly("ALL");
			assertThat(list(service, "volumes")).as(name)
				.filteredOn((volume) -> volume.startsWith("."))
				.allSatisfy((volume) -> assertThat(volume).matches("\\./(dataflow|streams|tasks):/fundbell/\\1:ro,z"));
			assertThat(service.get("user")).as(name).isEqualTo(name.equals(ONE_SHOT) ? "0:0" : "10001:10001");
		});
	}

	@Test
	void aJvmThatIsOutOfMemoryEndsAndFitsIntoItsContainer() {
		javaServices().forEach((name, service) -> {
			if (!name.equals(ONE_SHOT)) {
				assertThat(environment(service).get("JVM_OPTIONS").toString()).as(name)
					.contains("-Xmx", "-XX:+ExitOnOutOfMemoryError");
			}
		});
		assertThat(environment(services().get("kafka"))).containsKey("KAFKA_HEAP_OPTS")
			.containsEntry("KAFKA_OPTS", "-XX:+ExitOnOutOfMemoryError");
		assertThat(command("dataflow"))
			.anySatisfy((argument) -> assertThat(argument).contains("java-opts=-Xmx", "-XX:+ExitOnOutOfMemoryError"));
	}

	@Test
	void aPartWaitsUntilThoseThatItNeedsAreHealthy() {
		assertThat(services()).allSatisfy((name, service) -> {
			if (service.get("depends_on") instanceof Map<?, ?> needed) {
				needed.forEach((part, how) -> assertThat((Map<String, Object>) how).containsEntry("condition",
						part.equals(ONE_SHOT) ? "service_completed_successfully" : "service_healthy"));
			}
			assertThat(service.containsKey("healthcheck")).as(name).isEqualTo(!name.equals(ONE_SHOT));
		});
	}

	@Test
	void aPartOfTheSystemHasFiveMinutesToStartOnASlowMachine() {
		assertThat(services()).allSatisfy((name, service) -> {
			if (service.get("healthcheck") instanceof Map<?, ?> check && !service.containsKey("profiles")) {
				assertThat(check.get("start_period")).as(name).isEqualTo("5m");
			}
		});
	}

	@Test
	void tasksDoNotGetTheUsersOfTheServer() {
		String inherited = command("dataflow").stream()
			.filter((argument) -> argument.contains("env-vars-to-inherit="))
			.collect(Collectors.joining());
		assertThat(inherited.substring(inherited.indexOf('=') + 1).split(",")).contains("FUNDBELL_DATASOURCE_.*")
			.noneMatch("FUNDBELL_SECURITY_USERS_OPERATOR_PASSWORD"::matches)
			.noneMatch("SPRING_DATASOURCE_PASSWORD"::matches);
	}

	private Map<String, Map<String, Object>> services() {
		return (Map<String, Map<String, Object>>) this.file.get("services");
	}

	private Map<String, Map<String, Object>> javaServices() {
		return services().entrySet()
			.stream()
			.filter((service) -> !PUBLIC_IMAGES.contains(service.getKey()))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	private List<String> command(String service) {
		return list(services().get(service), "command");
	}

	private static Map<String, Object> environment(Map<String, Object> service) {
		return (Map<String, Object>) service.get("environment");
	}

	private static List<String> list(Map<String, Object> service, String key) {
		return (service.get(key) instanceof List<?> list) ? list.stream().map(String::valueOf).toList() : List.of();
	}

}
