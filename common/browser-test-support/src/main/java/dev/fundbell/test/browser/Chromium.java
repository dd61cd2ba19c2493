package dev.fundbell.test.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The Chromium of this machine, driven by Playwright. Where there is none, tests are
 * skipped, or fail when FUNDBELL_REQUIRE_CHROMIUM is true.
 */
public final class Chromium implements AutoCloseable {

	/** A machine that builds several modules at once is slow. */
	public static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");

	private final Playwright playwright;

	private final Browser browser;

	/**
	 * Playwright writes enums of its protocol in lower case by the default locale, and
	 * Turkish has no "light".
	 */
	private final Locale locale = Locale.getDefault();

	private Chromium(Path executable) {
		Locale.setDefault(Locale.ROOT);
		PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
		this.playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		this.browser = this.playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(FLAGS));
	}

	public static Chromium start() {
		Optional<Path> executable = find();
		if (Boolean.parseBoolean(System.getenv("FUNDBELL_REQUIRE_CHROMIUM"))) {
			return new Chromium(executable.orElseThrow(
					() -> new IllegalStateException("No Chromium found: set FUNDBELL_CHROMIUM to its executable")));
		}
		Assumptions.assumeTrue(executable.isPresent(),
				"No Chromium found: set FUNDBELL_CHROMIUM to its executable to run this test");
		return new Chromium(executable.orElseThrow());
	}

	public Browser browser() {
		return this.browser;
	}

	@Override
	public void close() {
		this.playwright.close();
		Locale.setDefault(this.locale);
	}

	private static Optional<Path> find() {
		String configured = System.getenv("FUNDBELL_CHROMIUM");
		if (configured != null) {
			return Optional.of(Path.of(configured));
		}
		return Stream
			.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
					"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
			.map(Path::of)
			.filter(Files::isExecutable)
			.findFirst();
	}

}
