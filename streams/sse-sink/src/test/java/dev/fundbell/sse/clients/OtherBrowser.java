package dev.fundbell.sse.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Browser of another engine than Chromium's, without a window. */
enum OtherBrowser {

	FIREFOX {
		@Override
		List<String> command(Path home) throws IOException {
			Files.write(home.resolve("user.js"),
					FIREFOX_FEATURES.stream().map("user_pref(\"%s\", false);"::formatted).toList());
			return List.of(Programs.find("firefox-esr"), "--headless", "--no-remote", "--profile", home.toString());
		}
	},

	/** Cog, a browser around Safari's engine. */
	WEBKIT {
		@Override
		List<String> command(Path home) {
			return List.of(Programs.find("cog"), "--platform=headless");
		}
	};

	/** All that Firefox would ask or fetch at its first start. */
	private static final List<String> FIREFOX_FEATURES = List.of("browser.shell.checkDefaultBrowser",
			"app.normandy.enabled", "app.update.auto", "browser.aboutwelcome.enabled",
			"browser.safebrowsing.malware.enabled", "browser.safebrowsing.phishing.enabled",
			"datareporting.policy.dataSubmissionEnabled", "extensions.update.enabled",
			"network.captive-portal-service.enabled", "network.connectivity-service.enabled");

	/**
	 * Returns its command, which takes the address of a page.
	 * @param home an empty directory for what it stores
	 */
	abstract List<String> command(Path home) throws IOException;

}
