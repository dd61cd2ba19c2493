package dev.fundbell.sse.address;

import java.util.List;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits per client address. An IPv6 client counts by its network of 64 bits, since it
 * may use all addresses of that.
 *
 * @param maxConnections Connections, and event streams, that one address may have open. 0
 * sets no limit. Unit: connections. Set it where clients connect directly, above what one
 * office or mobile network behind a single address needs.
 * @param maxFailedSignIns Invalid tokens that one address may send within a minute; then
 * none of its tokens are looked at until the minute is over. 0 sets no limit. Unit:
 * tokens. Set it where clients guess tokens or repeat expired ones.
 * @param trustedProxies Addresses, or networks such as 10.0.0.0/8, of the proxies whose
 * X-Forwarded-For is believed, and whose connections are not limited. None: the header is
 * ignored. Set it before you set a limit behind a proxy.
 */
@Validated
@ConfigurationProperties("fundbell.sse.per-address")
public record PerAddressProperties(@DefaultValue("0") @Min(0) int maxConnections,
		@DefaultValue("0") @Min(0) int maxFailedSignIns, @DefaultValue List<String> trustedProxies) {

}
