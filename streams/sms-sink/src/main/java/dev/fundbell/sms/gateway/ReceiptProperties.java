package dev.fundbell.sms.gateway;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of a gateway's delivery receipts: whether a message that it has accepted has
 * reached the phone. The gateway reports it with a POST of JSON to
 * {@code /sms/receipts/NAME}, or its status query is polled.
 *
 * @param hmacSecret Secret of the HMAC-SHA256 of the body with which the gateway signs.
 * None: it does not sign. At least 16 characters.
 * @param signatureHeader Header with the signature in hexadecimal digits.
 * @param pathSecret Secret that the path ends with, {@code /sms/receipts/NAME/SECRET}.
 * None: the path ends with the name. At least 16 characters. Without either secret no
 * receipt is taken.
 * @param listPath JSON pointer to the array of receipts. Empty: the body is one receipt,
 * or an array of them.
 * @param referencePath JSON pointer to our reference in a receipt. It may come in the
 * query string instead, as {@code ?reference=}.
 * @param idPath JSON pointer to the gateway's id of the message in a receipt.
 * @param statusPath JSON pointer to the state in a receipt.
 * @param deliveredValues States that mean it has reached the phone.
 * @param undeliveredValues States that mean it never will.
 * @param reasonPath JSON pointer to the reason. None: the state is the reason.
 * @param pollAfter When the status query is first asked about an accepted message; less
 * and less often afterwards, for a day. 0 does not poll. Set it where the gateway sends
 * no receipts.
 */
public record ReceiptProperties(@Size(min = 16) @Nullable String hmacSecret,
		@DefaultValue("X-Signature") String signatureHeader, @Size(min = 16) @Nullable String pathSecret,
		@DefaultValue("") String listPath, @DefaultValue("/reference") String referencePath,
		@DefaultValue("/messageId") String idPath, @DefaultValue("/status") String statusPath,
		@DefaultValue List<String> deliveredValues, @DefaultValue List<String> undeliveredValues,
		@Nullable String reasonPath, @DefaultValue("0s") @DurationMin Duration pollAfter) {

	/** Without the secrets. */
	@Override
	public String toString() {
		return "receipts";
	}

}
