package dev.fundbell.sms.provider;

import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The gateways.
 *
 * @param use Their names, the first choice first; the next is used for what the one
 * before could not take. Default: log, which sends nothing.
 * @param providers Each gateway's options, by its name.
 */
@Validated
@ConfigurationProperties("fundbell.sms")
public record GatewaysProperties(@DefaultValue("log") @NotEmpty List<String> use,
		@DefaultValue @Valid Map<String, ProviderProperties> providers) {

}
