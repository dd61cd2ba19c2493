package dev.fundbell.sms.gateway;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;

import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.ProxyConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Proxies that the JVM's options name: {@code https.proxyHost}, {@code http.proxyHost},
 * {@code http.nonProxyHosts}. Jetty does not know them. It asks once per host of a
 * gateway.
 */
final class JvmProxies extends ProxyConfiguration {

	@Override
	public @Nullable Proxy match(Origin gateway) {
		ProxySelector selector = ProxySelector.getDefault();
		if (selector == null) {
			return null;
		}
		java.net.Proxy first = selector.select(URI.create(gateway.asString())).get(0);
		return (first.type() == java.net.Proxy.Type.HTTP && first.address() instanceof InetSocketAddress address)
				? new HttpProxy(address.getHostString(), address.getPort()) : null;
	}

}
