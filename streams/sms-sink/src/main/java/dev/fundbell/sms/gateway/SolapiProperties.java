package dev.fundbell.sms.gateway;

import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the gateway type {@code solapi}: an account at Solapi.
 *
 * @param url The API's address.
 * @param apiKey The API key.
 * @param apiSecret The API secret, which signs each request.
 */
public record SolapiProperties(@DefaultValue("https://api.solapi.com") String url, @NotBlank String apiKey,
		@NotBlank String apiSecret) {

	/** Without the secret. */
	@Override
	public String toString() {
		return this.url;
	}

}
