package dev.fundbell.dataflow.server.bridge;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * The URIs of app files, and their validation. Data Flow reads the version from the
 * file's name at registration, and Skipper puts name and version together again at
 * deployment. If the versions differ, a stream registers but never deploys.
 */
final class AppUris {

	private static final Pattern FILE = Pattern.compile("(?i)(file|https?):.*");

	private static final Pattern VERSIONED = Pattern.compile(".*/[^/]*[^/-]-(\\d+\\.\\d+\\.\\d+[^/]*)\\.jar");

	private AppUris() {
	}

	/**
	 * Refuses a file URI that Data Flow could register but not deploy.
	 * @param uri the app's URI; anything but a file or web address passes
	 * @param version the version to register, or null to take the file's
	 * @throws InvalidRequestException with a sentence that says how the file must be
	 * named
	 */
	static void validate(String uri, @Nullable String version) {
		if (!FILE.matcher(uri).matches()) {
			return;
		}
		Matcher versioned = VERSIONED.matcher(uri);
		if (!versioned.matches()) {
			throw new InvalidRequestException("'" + uri
					+ "' must end in name-x.y.z.jar, for example coupon-expiry-task-0.1.0.jar: Data Flow reads the version from the file's name.");
		}
		if (version != null && !version.equals(versioned.group(1))) {
			throw new InvalidRequestException("'" + uri + "' has version " + versioned.group(1)
					+ " in its name and cannot be registered as version " + version + ".");
		}
	}

	/**
	 * A URI up to the version in the file's name, to which Skipper appends the version
	 * again. Data Flow itself cuts at the first place that looks like the version, which
	 * may be in the name of a folder, such as that of an unpacked release; the stream
	 * then never deploys, or another file does.
	 */
	static String withoutVersion(String uri, String version) {
		return uri.substring(0, uri.lastIndexOf("-" + version));
	}

}
