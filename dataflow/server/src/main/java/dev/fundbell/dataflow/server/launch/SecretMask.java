package dev.fundbell.dataflow.server.launch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * Mask that Data Flow shows in the place of a secret, in definitions, properties and
 * arguments. A client that reads them and sends them back, such as an import of exported
 * definitions, would replace the secret by its mask.
 */
public final class SecretMask {

	/** The mask. */
	public static final String MASK = "******";

	private static final Pattern AS_A_VALUE = Pattern
		.compile("(?:[\\w.-]+\\s*=\\s*|^)(['\"]?)" + Pattern.quote(MASK) + "\\1(?=[\\s,|&>;)]|$)");

	private SecretMask() {
	}

	/**
	 * Refuses a text in which the mask is a value.
	 * @param text a definition, a property or an argument; null is none
	 * @throws InvalidRequestException with a sentence
	 */
	public static void refuse(@Nullable String text) {
		Matcher value = AS_A_VALUE.matcher((text != null) ? text : "");
		if (value.find()) {
			throw new InvalidRequestException("'" + value.group()
					+ "' is how a secret is shown, and not the secret: give its value, or leave it out where something is changed, and it stays.");
		}
	}

}
