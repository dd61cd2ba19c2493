package dev.fundbell.sse.address;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.fundbell.sse.hub.SseHub;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;

import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the limits per address. */
@Configuration(proxyBeanMethods = false)
class PerAddressConfiguration {

	@Bean
	ClientAddresses clientAddresses(PerAddressProperties properties) {
		return new ClientAddresses(properties);
	}

	@Bean
	StreamSlots streamSlots(PerAddressProperties properties, ClientAddresses clients, SseHub hub) {
		return new StreamSlots(new AddressCounts(properties.maxConnections()), clients, hub);
	}

	@Bean
	FailedSignIns failedSignIns(PerAddressProperties properties, ClientAddresses clients) {
		return new FailedSignIns(properties.maxFailedSignIns(), clients, Ticker.systemTicker());
	}

	@Bean
	WebServerFactoryCustomizer<JettyServletWebServerFactory> connectionsPerAddress(PerAddressProperties properties,
			ClientAddresses clients) {
		return (factory) -> {
			if (properties.maxConnections() != 0) {
				factory.addServerCustomizers((server) -> limit(server,
						new ConnectionLimit(new AddressCounts(properties.maxConnections()), clients)));
			}
		};
	}

	private static void limit(Server server, ConnectionLimit limit) {
		for (Connector connector : server.getConnectors()) {
			connector.addBean(limit);
		}
	}

}
