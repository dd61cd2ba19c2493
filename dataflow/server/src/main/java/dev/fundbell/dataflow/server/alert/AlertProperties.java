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
 * Options of the alerts on schedules. Without a webhook and without a mail address no
 * alert is raised.
 *
 * @param late The time after which a run that is due and does not start is late. 0 never
 * alerts. Raise it where tasks regularly queue for a free place.
 * @param skipped How many runs in a row are skipped before somebody is told. 0 never
 * alerts. Unit: runs. Raise it for schedules whose runs often overlap.
 * @param webhook The address that is told.
 * @param mail The people who are told.
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
	 * @param url Where alerts are posted as JSON. None: nowhere. Set it to hear of failed
	 * schedules.
	 * @param secret The key of the signature (HMAC-SHA256). Required with a URL, at least
	 * 16 characters. Set it in the environment.
	 * @param timeout The time after which an attempt has failed and is repeated later.
	 * More than 0. Raise it where the receiver is slow.
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
	 * @param to The addresses that get alerts by mail. None: nobody does. Set them to
	 * hear of failed schedules.
	 * @param from The sender's address. Required with an address in `to`.
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
