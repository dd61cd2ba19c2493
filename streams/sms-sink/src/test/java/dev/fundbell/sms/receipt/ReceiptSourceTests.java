package dev.fundbell.sms.receipt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import dev.fundbell.sms.delivery.Receipt;
import dev.fundbell.sms.gateway.ReceiptProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of how receipts are read and authenticated, by the options of a gateway. */
class ReceiptSourceTests {

	private static final String SECRET = "It's a secret, honestly";

	@Test
	void areReadFromWhereTheOptionsSay() {
		ReceiptSource source = new ReceiptSource(new ReceiptProperties(SECRET, "X-Signature", null, "/data/reports",
				"/ref", "/id", "/result", List.of("0", "ok"), List.of("9"), "/why", Duration.ZERO));
		String json = """
				{"data": {"reports": [
				  {"ref": "fundbell-7-2", "id": 77, "result": 0},
				  {"ref": "fundbell-8-1", "result": "9", "why": "no such subscriber"},
				  {"ref": "fundbell-9-1", "result": "5"},
				  {"ref": "fundbell-x-1", "result": "ok"},
				  {"result": "ok"}, "ok", null]}}
				""";
		assertThat(source.read(bytes(json), null)).containsExactly(new Receipt(7, 2, true, "77", null),
				new Receipt(8, 1, false, null, "no such subscriber"));
	}

	@Test
	void mayNameTheReferenceInTheQueryString() {
		ReceiptSource source = source(SECRET, null);
		assertThat(source.read(bytes("{\"status\":\"failed\"}"), "fundbell-7-1"))
			.containsExactly(new Receipt(7, 1, false, null, "failed"));
		assertThat(source.read(bytes("{}"), "fundbell-7-1")).isEmpty();
	}

	/** As openssl dgst -sha256 -hmac computes it. */
	@Test
	void areSignedByAnHmacOfTheirBytes() {
		ReceiptSource source = source("key-of-16-letters", null);
		String right = "9b7cdfd52e31c4686b37a993cbee8641e2ebe14a75499cc81215982acfdf92a8";
		assertThat(source.isSigned(bytes("{}"), right)).isTrue();
		assertThat(source.isSigned(bytes("{}"), "sha256=" + right.toUpperCase(Locale.ROOT))).isTrue();
		assertThat(source.isSigned(bytes("{} "), right)).isFalse();
		assertThat(source.isSigned(bytes("{}"), null)).isFalse();
		assertThat(source.isSigned(bytes("{}"), "")).isFalse();
		assertThat(source(null, "0123456789abcdef").isSigned(bytes("{}"), null)).isTrue();
	}

	@Test
	void comeByAPathThatIsSecretIfThereIsNoSignature() {
		ReceiptSource byPath = source(null, "0123456789abcdef");
		assertThat(byPath.hasPath("0123456789abcdef")).isTrue();
		assertThat(byPath.hasPath("0123456789abcdeF")).isFalse();
		assertThat(byPath.hasPath(null)).isFalse();
		assertThat(source(SECRET, null).hasPath(null)).isTrue();
		assertThat(source(SECRET, null).hasPath("any")).isFalse();
		assertThat(source(null, null).hasPath(null)).as("no secret at all").isFalse();
	}

	private static ReceiptSource source(@Nullable String hmacSecret, @Nullable String pathSecret) {
		return new ReceiptSource(new ReceiptProperties(hmacSecret, "X-Signature", pathSecret, "", "/reference",
				"/messageId", "/status", List.of("delivered"), List.of("failed"), null, Duration.ZERO));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
