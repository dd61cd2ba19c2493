package dev.fundbell.sms.gateway;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Text with placeholders such as {@code {{reference}}}, written by an operator. An
 * unknown placeholder fails at start. It is taken apart once, since it is filled for each
 * message.
 */
final class Template {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^}]*?)\\s*}}");

	private static final Set<String> NAMES = Set.of("to", "national", "country", "from", "text", "kind", "reference",
			"messageId");

	private final List<Piece> pieces;

	Template(String text) {
		this.pieces = pieces(text);
	}

	private static List<Piece> pieces(String text) {
		List<Piece> pieces = new ArrayList<>();
		Matcher placeholder = PLACEHOLDER.matcher(text);
		int end = 0;
		while (placeholder.find()) {
			if (!NAMES.contains(placeholder.group(1))) {
				throw new IllegalArgumentException("There is no placeholder %s; there are %s"
					.formatted(placeholder.group(), String.join(", ", NAMES.stream().sorted().toList())));
			}
			pieces.add(new Piece(text.substring(end, placeholder.start()), false));
			pieces.add(new Piece(placeholder.group(1), true));
			end = placeholder.end();
		}
		pieces.add(new Piece(text.substring(end), false));
		return List.copyOf(pieces);
	}

	/** Whether it has no placeholder. */
	boolean isFixed() {
		return this.pieces.stream().noneMatch(Piece::placeholder);
	}

	String with(Map<String, String> values) {
		return with(values, UnaryOperator.identity());
	}

	/** For a URL: the values are encoded. */
	String encodedWith(Map<String, String> values) {
		return with(values, (value) -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
	}

	/** Fills in the values in a form that fits what is around them. */
	String with(Map<String, String> values, UnaryOperator<String> form) {
		StringBuilder filled = new StringBuilder();
		for (Piece each : this.pieces) {
			filled.append(each.placeholder() ? form.apply(values.getOrDefault(each.text(), "")) : each.text());
		}
		return filled.toString();
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

	/**
	 * Piece of a template.
	 *
	 * @param text a text, or the name of a placeholder
	 * @param placeholder which of them it is
	 */
	private record Piece(String text, boolean placeholder) {

	}

}
