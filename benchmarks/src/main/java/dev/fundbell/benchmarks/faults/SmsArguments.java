package dev.fundbell.benchmarks.faults;

import java.time.Duration;
import java.util.List;

/** Arguments of an sms-sink that uses a {@link JournalingGateway}. */
final class SmsArguments {

	private static final String GATEWAY = "--fundbell.sms.gateways.main.";

	private SmsArguments() {
	}

	/**
	 * The arguments.
	 * @param port the gateway's port
	 * @param notFoundAfter when a message that the gateway does not know is sent again
	 */
	static List<String> of(int port, Duration notFoundAfter) {
		String url = "http://127.0.0.1:" + port + "/messages";
		return List.of("--fundbell.sms.gateway-chain=main", GATEWAY + "type=http", GATEWAY + "from=15880000",
				GATEWAY + "http.url=" + url, GATEWAY + "http.headers.Idempotency-Key={{reference}}",
				GATEWAY + "http.body={\"to\":\"{{to}}\",\"text\":\"{{text}}\"}",
				GATEWAY + "http.query.url=" + url + "?reference={{reference}}",
				GATEWAY + "http.query.status-path=/state", GATEWAY + "http.query.sent-values=TAKEN",
				GATEWAY + "http.query.not-found-values=NONE", GATEWAY + "timeout=3s", GATEWAY + "connect-timeout=1s",
				GATEWAY + "backoff=200ms", GATEWAY + "longest-backoff=2s", GATEWAY + "pause=1s",
				GATEWAY + "probe-interval=1s", "--fundbell.sms.quiet-hours.start=00:00",
				"--fundbell.sms.quiet-hours.end=00:00", "--fundbell.sms.unknown.ask-after=1s",
				"--fundbell.sms.unknown.not-found-after=" + notFoundAfter.toSeconds() + "s");
	}

}
