package dev.fundbell.sms.gateway;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Text with placeholders such as {@code {{reference}}}, written by an operator. An
 * unknown placeholder fails at start.
 *
 * @param text the text
 */
record Template(String text) {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^}]*?)\\s*}}");

	private static final Set<String> NAMES = Set.of("to", "national", "country", "from", "text", "kind", "reference",
			"messageId");

	Template {
		Matcher placeholder = PLACEHOLDER.matcher(text);
		while (placeholder.find()) {
			if (!NAMES.contains(placeholder.group(1))) {
				throw new IllegalArgumentException("There is no placeholder %s; there are %s"
					.formatted(placeholder.group(), String.join(", ", NAMES.stream().sorted().toList())));
			}
		}
	}

	String with(Map<String, String> values) {
		return with(values, UnaryOperator.identity());
	}

	/** For a URL: the values are encoded. */
	String encodedWith(Map<String, String> values) {
		return with(values, (value) -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
	}

	private String with(Map<String, String> values, UnaryOperator<String> form) {
		return PLACEHOLDER.matcher(this.text)
			.replaceAll((placeholder) -> Matcher
				.quoteReplacement(form.apply(values.getOrDefault(placeholder.group(1), ""))));
	}

	/** The values of a message. */
	static Map<String, String> values(SmsMessage message, @Nullable String from) {
		return Map.of("to", message.to().e164(), "national", message.to().national(), "country",
				Integer.toString(message.to().countryCode()), "from", (from != null) ? from : "", "text",
				message.text().text(), "kind", message.text().kind().name(), "reference", message.reference());
	}

	/** The values of a query. */
	static Map<String, String> values(SmsQuery query) {
		return Map.of("reference", query.reference(), "messageId", (query.messageId() != null) ? query.messageId() : "",
				"to", (query.to() != null) ? query.to().e164() : "", "national",
				(query.to() != null) ? query.to().national() : "");
	}

}
