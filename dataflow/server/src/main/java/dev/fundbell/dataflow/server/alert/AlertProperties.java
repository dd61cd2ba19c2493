package dev.fundbell.dataflow.server.alert;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import javax.mail.internet.AddressException;
import javax.mail.internet.InternetAddress;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the alerts on schedules. Without a webhook and without a mail address nobody
 * is told, and nothing is looked for.
 *
 * @param late the time after which a run that is due and does not start is late; 10
 * minutes; 0 is never
 * @param skipped how many runs in a row are skipped before somebody is told; 3; 0 is
 * never
 * @param webhook the address that is told
 * @param mail the people who are told
 */
@ConfigurationProperties("fundbell.alerts")
@ConstructorBinding
record AlertProperties(@DefaultValue("10m") Duration late, @DefaultValue("3") int skipped,
		@DefaultValue Webhook webhook, @DefaultValue Mail mail) {

	private static final int MOST_SKIPPED = 1000;

	AlertProperties {
		check(!late.isNegative(), "fundbell.alerts.late must not be negative");
		check(skipped >= 0 && skipped <= MOST_SKIPPED, "fundbell.alerts.skipped must be from 0 to " + MOST_SKIPPED);
	}

	private static void check(boolean condition, String otherwise) {
		if (!condition) {
			throw new IllegalArgumentException(otherwise);
		}
	}

	/**
	 * The webhook.
	 *
	 * @param url where alerts are posted as JSON; none
	 * @param secret the key of the signature (HMAC); required with a URL, at least 16
	 * characters
	 * @param timeout the time after which an attempt has failed; 10 seconds
	 */
	record Webhook(@Nullable URI url, @DefaultValue("") String secret, @DefaultValue("10s") Duration timeout) {

		private static final int SHORTEST_SECRET = 16;

		Webhook {
			if (url != null) {
				check(url.getHost() != null && List.of("http", "https").contains(url.getScheme()),
						"fundbell.alerts.webhook.url must be an http or https address");
				check(secret.length() >= SHORTEST_SECRET,
						"fundbell.alerts.webhook.secret must have at least " + SHORTEST_SECRET + " characters");
			}
			check(!timeout.isNegative() && !timeout.isZero(), "fundbell.alerts.webhook.timeout must be positive");
		}

		/** Without the secret. */
		@Override
		public String toString() {
			return "Webhook at " + this.url;
		}

	}

	/**
	 * The mail. The server is that of {@code spring.mail.*}.
	 *
	 * @param to the addresses; none
	 * @param from the sender's address; required with an address
	 */
	record Mail(@DefaultValue List<String> to, @DefaultValue("") String from) {

		Mail {
			to.forEach(
					(address) -> check(isAddress(address), "fundbell.alerts.mail.to: '" + address + "' is no address"));
			check(to.isEmpty() || isAddress(from), "fundbell.alerts.mail.from must be the sender's address");
		}

		private static boolean isAddress(String text) {
			try {
				new InternetAddress(text, true).validate();
				return text.contains("@");
			}
			catch (AddressException ex) {
				return false;
			}
		}

	}

}
