package dev.fundbell.sms.gateway;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.eclipse.jetty.http.HttpField;

/**
 * Header of a gateway's requests, written by an operator, whose value may have
 * placeholders. A name that cannot be sent fails at start. A value that cannot be sent
 * fails its message, and is never cut or changed: a line end in it could begin another
 * header.
 */
final class HeaderTemplate {

	private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	/** These say how the request is sent, which the HTTP client decides. */
	private static final Set<String> OF_THE_CLIENT = Set.of("connection", "content-length", "expect", "host",
			"transfer-encoding", "upgrade");

	private final String name;

	private final Template value;

	HeaderTemplate(String name, String value) {
		if (!NAME.matcher(name).matches() || OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
			throw new IllegalArgumentException("A header cannot be " + name);
		}
		this.name = name;
		this.value = new Template(value);
		if (isFixed()) {
			with(Map.of());
		}
	}

	/** Whether it has no placeholder. */
	boolean isFixed() {
		return this.value.isFixed();
	}

	HttpField with(Map<String, String> values) {
		String filled = this.value.with(values);
		if (!filled.chars().allMatch((each) -> each == '\t' || (each >= ' ' && each <= '~'))) {
			throw new IllegalArgumentException("The header %s carries ASCII only".formatted(this.name));
		}
		return new HttpField(this.name, filled);
	}

}
