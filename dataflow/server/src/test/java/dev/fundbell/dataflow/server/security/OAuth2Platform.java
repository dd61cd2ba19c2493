package dev.fundbell.dataflow.server.security;

import dev.fundbell.dataflow.authorization.AuthorizationServer;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.TestServer;

/**
 * The server with OAuth2 and its provider, which the tests of a JVM share. Both are
 * started for the first test that needs them and end with the JVM.
 */
final class OAuth2Platform {

	private static final AuthorizationServer ISSUER = new AuthorizationServer();

	private static final TestServer SERVER = Platform.anotherServer("oauth2", ISSUER.options());

	private OAuth2Platform() {
	}

	static AuthorizationServer issuer() {
		return ISSUER;
	}

	static TestServer server() {
		return SERVER;
	}

}
