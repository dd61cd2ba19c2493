package dev.fundbell.sms.receipt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.fundbell.sms.delivery.Receipt;
import dev.fundbell.sms.gateway.ReceiptProperties;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Source of delivery receipts: authenticates a gateway's requests by HMAC signature or
 * secret path, and reads them as its options describe. Thread-safe.
 */
final class ReceiptSource {

	private static final JsonMapper JSON = new JsonMapper();

	private static final String ALGORITHM = "HmacSHA256";

	private static final String PREFIX = "sha256=";

	private final ReceiptProperties options;

	private final JsonPointer list;

	private final JsonPointer reference;

	private final JsonPointer id;

	private final JsonPointer status;

	private final @Nullable JsonPointer reason;

	ReceiptSource(ReceiptProperties options) {
		this.options = options;
		this.list = JsonPointer.compile(options.listPath());
		this.reference = JsonPointer.compile(options.referencePath());
		this.id = JsonPointer.compile(options.idPath());
		this.status = JsonPointer.compile(options.statusPath());
		this.reason = (options.reasonPath() != null) ? JsonPointer.compile(options.reasonPath()) : null;
	}

	String signatureHeader() {
		return this.options.signatureHeader();
	}

	/** Whether the path is right, and there is any secret at all. */
	boolean hasPath(@Nullable String secret) {
		String expected = this.options.pathSecret();
		if (expected == null) {
			return secret == null && this.options.hmacSecret() != null;
		}
		return secret != null && isEqual(expected, secret);
	}

	/** Whether the body is signed, if it has to be. */
	boolean isSigned(byte[] body, @Nullable String signature) {
		String secret = this.options.hmacSecret();
		if (secret == null) {
			return true;
		}
		if (signature == null) {
			return false;
		}
		String digits = signature.startsWith(PREFIX) ? signature.substring(PREFIX.length()) : signature;
		return isEqual(hmac(secret, body), digits.toLowerCase(Locale.ROOT));
	}

	/** In constant time, so that a secret cannot be guessed byte by byte. */
	private static boolean isEqual(String expected, String given) {
		return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
	}

	private static String hmac(String secret, byte[] body) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
			return HexFormat.of().formatHex(mac.doFinal(body));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every JVM has " + ALGORITHM, ex);
		}
	}

	/**
	 * Reads receipts; leaves out those of states that are not final.
	 * @param queried the reference in the query string, if there is one
	 * @throws JacksonException if the body is not JSON
	 */
	List<Receipt> read(byte[] body, @Nullable String queried) {
		JsonNode found = JSON.readTree(body).at(this.list);
		List<Receipt> receipts = new ArrayList<>();
		for (JsonNode each : found.isArray() ? found : List.of(found)) {
			String state = text(each, this.status);
			String named = (queried != null) ? queried : text(each, this.reference);
			boolean delivered = state != null && this.options.deliveredValues().contains(state);
			if (named != null && state != null && (delivered || this.options.undeliveredValues().contains(state))) {
				String why = (this.reason != null) ? text(each, this.reason) : state;
				Receipt.of(named, delivered, text(each, this.id), why).ifPresent(receipts::add);
			}
		}
		return receipts;
	}

	private static @Nullable String text(JsonNode node, JsonPointer pointer) {
		JsonNode value = node.at(pointer);
		return (value.isValueNode() && !value.isNull()) ? value.asString() : null;
	}

}
