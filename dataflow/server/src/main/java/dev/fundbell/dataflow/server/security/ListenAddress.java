package dev.fundbell.dataflow.server.security;

import java.net.InetAddress;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.server.ConfigurableServletWebServerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Refuses to listen where others can come from while nobody has to sign in: whoever
 * reaches the server runs programs on its machine.
 */
@Component
class ListenAddress implements WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> {

	private final ServerProperties server;

	private final Environment environment;

	ListenAddress(ServerProperties server, Environment environment) {
		this.server = server;
		this.environment = environment;
	}

	@Override
	public void customize(ConfigurableServletWebServerFactory factory) {
		check(this.server.getAddress(), SignIn.of(this.environment));
	}

	static void check(@Nullable InetAddress address, SignIn signIn) {
		boolean loopback = address != null && address.isLoopbackAddress();
		if (signIn == SignIn.NOBODY && !loopback) {
			throw new OpenServerException((address != null) ? address.getHostAddress() : "all addresses");
		}
	}

	/**
	 * A server that anybody could use.
	 */
	static final class OpenServerException extends RuntimeException {

		OpenServerException(String address) {
			super("The server would listen on " + address + " and ask nobody to sign in");
		}

	}

	/**
	 * Says so in two lines in place of a stack trace.
	 */
	static final class OpenServerAnalyzer extends AbstractFailureAnalyzer<OpenServerException> {

		@Override
		protected FailureAnalysis analyze(Throwable rootFailure, OpenServerException cause) {
			return new FailureAnalysis(cause.getMessage() + ".",
					"Set server.address to 127.0.0.1, or configure users (fundbell.security.users.<name>.password and .roles) or OAuth2.",
					cause);
		}

	}

}
