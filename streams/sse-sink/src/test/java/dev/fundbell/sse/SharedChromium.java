package dev.fundbell.sse;

import java.util.Locale;

import com.microsoft.playwright.Browser;
import dev.fundbell.test.browser.Chromium;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Extension that gives tests one Chromium for the whole JVM: it starts with the first
 * test that wants it and ends after the last test. Playwright needs a default locale
 * other than Turkish, which the other tests keep.
 */
public final class SharedChromium implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

	private static final Namespace NAMESPACE = Namespace.create(SharedChromium.class);

	private final Locale usual = Locale.getDefault();

	/** Each test that needs a Chromium is reported as skipped where there is none. */
	@Override
	public void beforeEach(ExtensionContext test) {
		chromium(test);
		Locale.setDefault(Locale.ROOT);
	}

	@Override
	public void afterEach(ExtensionContext test) {
		Locale.setDefault(this.usual);
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
		return parameter.getParameter().getType() == Browser.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
		return chromium(test).browser();
	}

	private static Chromium chromium(ExtensionContext test) {
		return test.getRoot()
			.getStore(NAMESPACE)
			.computeIfAbsent(Chromium.class, (key) -> Chromium.start(), Chromium.class);
	}

}
