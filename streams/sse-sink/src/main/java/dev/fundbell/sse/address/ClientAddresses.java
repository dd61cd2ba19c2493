package dev.fundbell.sse.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Addresses of clients. Behind a proxy each connection comes from the proxy, which names
 * the client in {@code X-Forwarded-For}. Any client can send that header as well, so only
 * what trusted proxies have added to it counts. Thread-safe.
 */
final class ClientAddresses {

	/** Java would look anything else up as a host's name. */
	private static final Pattern LITERAL = Pattern
		.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?:\\.(?!$)|$)){4}|[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]{1,40}");

	private static final int IPV6_NETWORK = 8;

	private final List<IpAddressMatcher> proxies;

	/**
	 * Addresses as seen through proxies.
	 * @param properties names the trusted proxies
	 */
	ClientAddresses(PerAddressProperties properties) {
		this.proxies = properties.trustedProxies().stream().map(IpAddressMatcher::new).toList();
	}

	/**
	 * Returns the address of a request's client.
	 * @param request the request
	 * @return the address, or the network of an IPv6 address
	 */
	String of(HttpServletRequest request) {
		List<String> forwarded = Collections.list(request.getHeaders(HttpHeader.X_FORWARDED_FOR.asString()));
		return of(request.getRemoteAddr(), String.join(",", forwarded));
	}

	/**
	 * Returns the address of a request's client.
	 * @param request the request, before servlets
	 * @return the address, or the network of an IPv6 address
	 */
	String of(Request request) {
		return of(Request.getRemoteAddr(request),
				String.join(",", request.getHeaders().getValuesList(HttpHeader.X_FORWARDED_FOR)));
	}

	/** Goes from the nearest proxy towards the client, up to the first without trust. */
	String of(String remote, String forwardedFor) {
		List<String> hops = Arrays.stream(forwardedFor.split(",")).map(String::strip).toList();
		String client = remote;
		for (int index = hops.size() - 1; index >= 0 && isTrusted(client); index--) {
			if (!LITERAL.matcher(hops.get(index)).matches()) {
				break;
			}
			client = hops.get(index);
		}
		return network(client);
	}

	/** Whether an address is that of a proxy that is trusted. */
	boolean isTrusted(String address) {
		return LITERAL.matcher(address).matches() && this.proxies.stream().anyMatch((proxy) -> proxy.matches(address));
	}

	/** A client may have a whole IPv6 network, which then counts as one address. */
	static String network(@Nullable String address) {
		if (address == null || !LITERAL.matcher(address).matches()) {
			return String.valueOf(address);
		}
		try {
			InetAddress parsed = InetAddress.getByName(address);
			return (parsed instanceof Inet6Address)
					? HexFormat.of().formatHex(parsed.getAddress(), 0, IPV6_NETWORK) + "/64" : parsed.getHostAddress();
		}
		catch (UnknownHostException ex) {
			return address;
		}
	}

}
