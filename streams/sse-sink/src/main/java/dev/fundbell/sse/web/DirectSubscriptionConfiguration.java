package dev.fundbell.sse.web;

import dev.fundbell.sse.address.FailedSignIns;
import dev.fundbell.sse.address.StreamSlots;
import dev.fundbell.sse.replay.Replays;
import dev.fundbell.sse.transport.EventStreams;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.util.function.SingletonSupplier;

/** Wiring of the direct way to event streams, in front of the servlets. */
@Configuration(proxyBeanMethods = false)
class DirectSubscriptionConfiguration {

	@Bean
	DirectSubscriptions directSubscriptions(@Qualifier("verifiedTokens") JwtDecoder tokens, Replays replays,
			EventStreams streams, StreamSlots slots, FailedSignIns failedSignIns) {
		return new DirectSubscriptions(tokens, replays, streams, slots, failedSignIns);
	}

	/** The server is made before the beans that the direct way needs. */
	@Bean
	WebServerFactoryCustomizer<JettyServletWebServerFactory> directWay(ObjectProvider<DirectSubscriptions> direct) {
		SingletonSupplier<DirectSubscriptions> subscriptions = SingletonSupplier.of(direct::getObject);
		return (factory) -> factory.addServerCustomizers((server) -> insert(server, subscriptions));
	}

	private static void insert(Server server, SingletonSupplier<DirectSubscriptions> subscriptions) {
		Handler.Wrapper direct = new Handler.Wrapper() {

			@Override
			public boolean handle(Request request, Response response, Callback callback) throws Exception {
				return subscriptions.obtain().take(request, response, callback)
						|| super.handle(request, response, callback);
			}

		};
		direct.setHandler(server.getHandler());
		server.setHandler(direct);
	}

}
