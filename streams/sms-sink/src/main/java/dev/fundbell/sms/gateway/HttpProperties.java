package dev.fundbell.sms.gateway;

import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the gateway type {@code http}: how to call a gateway with a JSON interface.
 * Any of them may contain {@code {{to}}} (E.164), {@code {{national}}},
 * {@code {{country}}}, {@code {{from}}}, {@code {{text}}}, {@code {{kind}}} (SMS or LMS)
 * and {@code {{reference}}}.
 *
 * @param url The address that messages are sent to.
 * @param method The HTTP method.
 * @param headers Further headers, such as Authorization or Idempotency-Key.
 * @param body The request's JSON.
 * @param idPath JSON pointer to the gateway's id of the message in the answer.
 * @param statusPath JSON pointer to the result in the answer. None: HTTP 2xx is accepted.
 * @param acceptedValues Results at the status path that mean it was accepted.
 * @param temporaryValues Results at the status path after which it may be tried again.
 * @param unavailableValues Results at the status path that another gateway may not give.
 * @param temporaryStatuses HTTP statuses after which it may be tried again. Not 503 by
 * default: proxies answer so after they have passed a message on.
 * @param refusedStatuses HTTP statuses that mean that it refuses this message. Of the
 * others, 408, 409 and 5xx are UNKNOWN, and the rest stops the gateway.
 * @param query How to query the status of a message that the gateway may have. None: such
 * messages stay UNKNOWN.
 */
public record HttpProperties(@NotBlank String url, @DefaultValue("POST") String method,
		@DefaultValue Map<String, String> headers, @NotBlank String body, @DefaultValue("/messageId") String idPath,
		@Nullable String statusPath, @DefaultValue List<String> acceptedValues,
		@DefaultValue List<String> temporaryValues, @DefaultValue List<String> unavailableValues,
		@DefaultValue("429") List<Integer> temporaryStatuses, @DefaultValue( {
				"400", "410", "413", "422" }) List<Integer> refusedStatuses,
		@Valid @Nullable Query query){

	/**
	 * A status query by GET. HTTP 404 means that there is no such message, if the query
	 * has found another one.
	 *
	 * @param url The address to query, with {@code {{reference}}} or
	 * {@code {{messageId}}}.
	 * @param idPath JSON pointer to the gateway's id of the message in the answer.
	 * @param statusPath JSON pointer to the state in the answer. None: HTTP 2xx is sent.
	 * @param deliveredValues States that mean it has reached the phone.
	 * @param sentValues States that mean it was sent or will be.
	 * @param notSentValues States that mean it could not be sent.
	 * @param notFoundValues States that mean that there is no such message.
	 */
	public record Query(@NotBlank String url, @DefaultValue("/messageId") String idPath, @Nullable String statusPath,
			@DefaultValue List<String> deliveredValues, @DefaultValue List<String> sentValues,
			@DefaultValue List<String> notSentValues, @DefaultValue List<String> notFoundValues) {

	}

}
