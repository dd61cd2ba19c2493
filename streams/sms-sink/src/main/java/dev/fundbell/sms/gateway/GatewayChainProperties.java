package dev.fundbell.sms.gateway;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Options of the gateways.
 *
 * @param gatewayChain Names of the gateways in use, the first choice first; the next one
 * is used for messages that the one before could not take. With the default `log` nothing
 * is sent. Set it to send.
 * @param gateways Each gateway's options, by its name.
 */
@Validated
@ConfigurationProperties("fundbell.sms")
public record GatewayChainProperties(@DefaultValue("log") @NotEmpty List<String> gatewayChain,
		@DefaultValue @Valid Map<String, GatewayProperties> gateways) {

	// Names that come from environment variables or former options are in lower case.
	public GatewayChainProperties {
		Map<String, GatewayProperties> inAnyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		inAnyCase.putAll(gateways);
		gateways = inAnyCase;
	}

}
