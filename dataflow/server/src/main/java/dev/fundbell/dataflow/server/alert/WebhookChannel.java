package dev.fundbell.dataflow.server.alert;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.commons.codec.binary.Hex;

/**
 * Channel that posts alerts as JSON, signed with HMAC-SHA256 over time and body, so that
 * the receiver knows the sender, and refuses a recorded request that somebody else
 * repeats. An answer of 2xx takes the message.
 */
class WebhookChannel implements AlertChannel {

	private static final String ALGORITHM = "HmacSHA256";

	private static final int LOWEST_REDIRECT = 300;

	private static final int OK = 200;

	private final HttpClient http = HttpClient.newBuilder()
		.connectTimeout(Duration.ofSeconds(5))
		.version(HttpClient.Version.HTTP_1_1)
		.build();

	private final ObjectMapper json = new ObjectMapper();

	private final AlertProperties.Webhook settings;

	private final URI url;

	private final Clock clock;

	WebhookChannel(AlertProperties.Webhook settings, Clock clock) {
		this.settings = settings;
		this.url = Objects.requireNonNull(settings.url());
		this.clock = clock;
	}

	@Override
	public String name() {
		return "webhook";
	}

	@Override
	public void send(Delivery delivery) throws IOException, InterruptedException, GeneralSecurityException {
		byte[] body = this.json.writeValueAsBytes(body(delivery));
		String time = Long.toString(this.clock.instant().getEpochSecond());
		HttpRequest request = HttpRequest.newBuilder(this.url)
			.timeout(this.settings.timeout())
			.header("Content-Type", "application/json")
			.header("Fundbell-Delivery", delivery.key())
			.header("Fundbell-Signature", "t=" + time + ",v1=" + signature(time, body))
			.POST(HttpRequest.BodyPublishers.ofByteArray(body))
			.build();
		int status = this.http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
		if (status < OK || status >= LOWEST_REDIRECT) {
			throw new IOException("the webhook answered with status " + status);
		}
	}

	private static Map<String, Object> body(Delivery delivery) {
		Alert alert = delivery.alert();
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("id", alert.id());
		body.put("event", delivery.event().word());
		body.put("kind", alert.kind().word());
		body.put("schedule", alert.schedule());
		body.put("message", alert.message());
		body.put("raisedAt", alert.raised().toString());
		if (delivery.event() == AlertEvent.RESOLVED) {
			body.put("resolvedAt", String.valueOf(alert.resolved()));
		}
		return body;
	}

	private String signature(String time, byte[] body) throws GeneralSecurityException {
		Mac mac = Mac.getInstance(ALGORITHM);
		mac.init(new SecretKeySpec(this.settings.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
		mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
		return Hex.encodeHexString(mac.doFinal(body));
	}

}
