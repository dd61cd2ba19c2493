package dev.fundbell.dataflow.server;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fundbell.dataflow.server.platform.Platform;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

/** The libraries in the packaged server, against those that Data Flow pins. */
class LibrariesIT {

	private static final Pattern LIBRARY = Pattern.compile("BOOT-INF/lib/(.+)-(\\d[^/]*)\\.jar");

	/** A library of each of the imported lists of versions. */
	private static final Map<String, String> OF_LISTS = Map.of("spring-framework-bom", "spring-core",
			"spring-security-bom", "spring-security-core", "netty-bom", "netty-common", "jackson-bom",
			"jackson-databind", "spring-boot-dependencies", "spring-boot");

	/**
	 * Data Flow was released with a newer dashboard than is to be had: docs/security.md.
	 */
	private static final String DASHBOARD = "spring-cloud-dataflow-ui";

	private static final int PINS_AT_LEAST = 20;

	private final Map<String, String> shipped = new HashMap<>();

	@BeforeEach
	void read() throws Exception {
		try (JarFile jar = jar()) {
			jar.stream()
				.map((entry) -> LIBRARY.matcher(entry.getName()))
				.filter(Matcher::matches)
				.forEach((library) -> this.shipped.put(library.group(1), library.group(2)));
		}
	}

	@Test
	void noneIsOlderThanTheOneThatDataFlowPins() throws Exception {
		List<String> older = new ArrayList<>();
		Map<String, String> pins = pins();
		pins.keySet().retainAll(this.shipped.keySet());
		assertThat(pins).hasSizeGreaterThan(PINS_AT_LEAST).containsKeys(OF_LISTS.values().toArray(String[]::new));
		pins.forEach((library, pin) -> {
			String version = this.shipped.get(library);
			if (new ComparableVersion(version).compareTo(new ComparableVersion(pin)) < 0) {
				older.add(library + " " + version + ", not " + pin);
			}
		});
		assertThat(older).isEmpty();
	}

	/** Data Flow does not start without its other ways to export metrics. */
	@Test
	void driversAndDeployersThatAreNotUsedAreNotShipped() {
		assertThat(this.shipped.keySet()).noneMatch((library) -> Stream
			.of("postgresql", "mssql-jdbc", "ojdbc", "jcc", "h2", "flyway-sqlserver", "cloudfoundry", "java-cfenv",
					"spring-cloud-deployer-cloudfoundry", "mockwebserver", "spring-boot-devtools")
			.anyMatch(library::startsWith));
	}

	@Test
	@DisabledIfSystemProperty(named = "maven.network", matches = "offline=true",
			disabledReason = "Maven makes the list only when it may use the network")
	void theSbomListsEachLibrary() throws Exception {
		try (JarFile jar = jar();
				InputStream sbom = jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json"))) {
			List<String> listed = new ArrayList<>();
			for (JsonNode component : new ObjectMapper().readTree(sbom).path("components")) {
				listed.add(component.path("name").asText() + "-" + component.path("version").asText());
			}
			// Some jars have a classifier behind the version.
			List<String> missing = this.shipped.entrySet()
				.stream()
				.map((library) -> library.getKey() + "-" + library.getValue())
				.filter((library) -> listed.stream().noneMatch(library::startsWith))
				.filter((library) -> !library.startsWith("spring-boot-jarmode"))
				.collect(Collectors.toList());
			assertThat(missing).isEmpty();
		}
	}

	private static JarFile jar() throws Exception {
		return new JarFile(
				Platform.TARGET.resolve("dataflow-server-%s.jar".formatted(System.getProperty("fundbell.version")))
					.toFile());
	}

	/** Returns the versions that Data Flow's parent POM manages. */
	private static Map<String, String> pins() throws Exception {
		Path file = Platform.jar("dataflow-parent.xml");
		Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
		Map<String, String> properties = properties(pom);
		Map<String, String> pins = new HashMap<>();
		NodeList managed = ((Element) pom.getElementsByTagName("dependencyManagement").item(0))
			.getElementsByTagName("dependency");
		for (int index = 0; index < managed.getLength(); index++) {
			Element dependency = (Element) managed.item(index);
			String artifact = text(dependency, "artifactId");
			String version = text(dependency, "version");
			String pin = version.startsWith("${") ? properties.get(version.substring(2, version.length() - 1))
					: version;
			if (pin != null && !artifact.equals(DASHBOARD)) {
				pins.put(OF_LISTS.getOrDefault(artifact, artifact), pin);
			}
		}
		return pins;
	}

	private static Map<String, String> properties(Document pom) {
		Map<String, String> properties = new HashMap<>();
		NodeList children = pom.getElementsByTagName("properties").item(0).getChildNodes();
		for (int index = 0; index < children.getLength(); index++) {
			Node child = children.item(index);
			properties.put(child.getNodeName(), child.getTextContent().strip());
		}
		properties
			.replaceAll((name, value) -> value.replace("${dataflow.version}", properties.get("dataflow.version")));
		return properties;
	}

	private static String text(Element parent, String name) {
		NodeList found = parent.getElementsByTagName(name);
		return (found.getLength() > 0) ? found.item(0).getTextContent().strip() : "";
	}

}
