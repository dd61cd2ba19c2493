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
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The Chromium of this machine, driven by Playwright. Its process is started once per JVM
 * and ends with the JVM; closing this object closes the pages that it has opened. Tests
 * are skipped on a machine without Chromium, or fail if {@code FUNDBELL_REQUIRE_CHROMIUM}
 * is true. Not thread-safe, and not for two tests at once.
 */
public final class Chromium implements AutoCloseable {

	/** A machine that builds several modules at once is slow. */
	public static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");

	private static final List<String> USUAL_PLACES = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser",
			"/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

	private static @Nullable Browser process;

	private static @Nullable Page sharedPage;

	private final Browser browser;

	/**
	 * Playwright writes enums of its protocol in lower case by the default locale, and
	 * Turkish has no "light".
	 */
	private final Locale locale = Locale.getDefault();

	private Chromium(Path executable) {
		Locale.setDefault(Locale.ROOT);
		PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
		this.browser = process(executable);
	}

	/** Starts Chromium, unless it runs already. */
	public static Chromium start() {
		return new Chromium(executable(System.getenv()));
	}

	public Browser browser() {
		return this.browser;
	}

	/**
	 * Returns a blank page that the tests of this JVM share, with cookies and storage.
	 * Chromium keeps the compiled scripts of a page: an application that takes five
	 * seconds to load takes one from the second test on.
	 */
	public Page sharedPage() {
		if (sharedPage == null || sharedPage.isClosed() || sharedPage.context().browser() != this.browser) {
			sharedPage = this.browser.newPage();
		}
		return sharedPage;
	}

	@Override
	public void close() {
		for (BrowserContext context : this.browser.contexts()) {
			if (sharedPage != null && sharedPage.context() == context) {
				sharedPage.navigate("about:blank");
			}
			else {
				context.close();
			}
		}
		Locale.setDefault(this.locale);
	}

	private static synchronized Browser process(Path executable) {
		if (process == null || !process.isConnected()) {
			process = Playwright
				.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
				.chromium()
				.launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(FLAGS));
		}
		return process;
	}

	static Path executable(Map<String, String> environment) {
		Optional<Path> executable = find(environment.get("FUNDBELL_CHROMIUM"));
		String missing = "No Chromium found: set FUNDBELL_CHROMIUM to its executable";
		if (Boolean.parseBoolean(environment.get("FUNDBELL_REQUIRE_CHROMIUM"))) {
			return executable.orElseThrow(() -> new IllegalStateException(missing));
		}
		Assumptions.assumeTrue(executable.isPresent(), missing + " to run this test");
		return executable.orElseThrow();
	}

	private static Optional<Path> find(@Nullable String configured) {
		Stream<String> places = (configured != null) ? Stream.of(configured) : USUAL_PLACES.stream();
		return places.map(Path::of).filter(Files::isExecutable).findFirst();
	}

}
