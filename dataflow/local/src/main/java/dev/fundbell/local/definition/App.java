package dev.fundbell.local.definition;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.servers.LocalServerException;

/**
 * App that Data Flow launches or deploys, as a line of {@code apps.shell} registers it.
 *
 * @param type {@code task} or {@code sink}
 * @param name the app's name in Data Flow
 * @param uri the place from which Data Flow takes the app
 */
public record App(String type, String name, String uri) {

	static App of(ScriptLine line, Map<String, String> values) {
		App app = new App(line.option("type"), line.option("name"), jarOfModule(line.option("uri")));
		String uri = values.get(app.deprecatedVariable());
		return (uri != null) ? new App(app.type, app.name, uri) : app;
	}

	// A script names the folder of a module, because the jar's name contains the version.
	private static String jarOfModule(String uri) {
		boolean module = uri.startsWith("file:") && !uri.endsWith(".jar");
		return module ? uri + "/" + InstallationPaths.jar(uri.substring(uri.lastIndexOf('/') + 1)) : uri;
	}

	/**
	 * The variable that placed this one app before {@code APPS} and {@code APP_SUFFIX}
	 * placed all of them, such as {@code SSE_SINK_URI}.
	 */
	public String deprecatedVariable() {
		return this.name.toUpperCase(Locale.ROOT).replace('-', '_') + "_URI";
	}

	/**
	 * The app as this machine runs it: extracted, if that has happened, since it starts
	 * faster so.
	 */
	App asRun() {
		return extracted().map((jar) -> new App(this.type, this.name, jar.toUri().toString())).orElse(this);
	}

	/**
	 * The jar of an app that has been extracted on this machine.
	 */
	public Optional<Path> extracted() {
		return executable().map(InstallationPaths::extractedJar).filter(Files::exists);
	}

	/**
	 * Extracts an app on this machine.
	 * @throws LocalServerException if that fails
	 */
	public void extract() {
		executable().ifPresent(InstallationPaths::extracted);
	}

	private Optional<Path> executable() {
		return this.uri.startsWith("file:") ? Optional.of(Path.of(URI.create(this.uri))) : Optional.empty();
	}

	/**
	 * Checks that an app on this machine is built.
	 * @throws LocalServerException if the app's file does not exist
	 */
	public void requireBuilt() {
		executable().ifPresent(InstallationPaths::requireBuilt);
	}

}
