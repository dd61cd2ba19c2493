package dev.fundbell.dataflow.authorization;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.cloud.common.security.support.CoreSecurityRoles;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * Spring Authorization Server, which issues access tokens with a scope for each of Data
 * Flow's roles. It is in a package of its own, where the Data Flow server finds no beans.
 */
public final class AuthorizationServer implements AutoCloseable {

	private static final String CLIENT = "dataflow";

	private static final String SECRET = "a-secret";

	private static final String REGISTRATION = "spring.security.oauth2.client.registration.issuer.";

	private static final String PROVIDER = "spring.security.oauth2.client.provider.issuer.";

	private static final String MAPPINGS = "spring.cloud.dataflow.security.authorization.provider-role-mappings.issuer.";

	private final ConfigurableApplicationContext context;

	public AuthorizationServer() {
		// With files of configuration of its own, which are none.
		this.context = new SpringApplicationBuilder(Wiring.class).run("--spring.config.name=authorization-server",
				"--server.address=127.0.0.1", "--server.port=0");
	}

	/**
	 * Returns an access token.
	 * @param roles Data Flow's roles, such as {@code VIEW}
	 */
	public String token(String... roles) {
		MultiValueMap<String, String> request = new LinkedMultiValueMap<>();
		request.add("grant_type", AuthorizationGrantType.CLIENT_CREDENTIALS.getValue());
		request.add("scope", Arrays.stream(roles).map(AuthorizationServer::scope).collect(Collectors.joining(" ")));
		return new RestTemplateBuilder().basicAuthentication(CLIENT, SECRET)
			.build()
			.postForObject(url() + "/oauth2/token", request, JsonNode.class)
			.path("access_token")
			.asText();
	}

	/** Returns the options of a Data Flow server that takes its tokens. */
	public Map<String, String> options() {
		Map<String, String> options = new TreeMap<>();
		options.put(REGISTRATION + "client-id", CLIENT);
		options.put(REGISTRATION + "client-secret", SECRET);
		options.put(REGISTRATION + "authorization-grant-type", "authorization_code");
		options.put(REGISTRATION + "redirect-uri", "{baseUrl}/login/oauth2/code/{registrationId}");
		options.put(PROVIDER + "authorization-uri", url() + "/oauth2/authorize");
		options.put(PROVIDER + "token-uri", url() + "/oauth2/token");
		options.put(PROVIDER + "user-info-uri", url() + "/userinfo");
		options.put(PROVIDER + "user-name-attribute", "sub");
		options.put("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", url() + "/oauth2/jwks");
		options.put(MAPPINGS + "map-oauth-scopes", "true");
		for (CoreSecurityRoles role : CoreSecurityRoles.values()) {
			options.put(MAPPINGS + "role-mappings.ROLE_" + role.getKey(), scope(role.getKey()));
		}
		return options;
	}

	private static String scope(String role) {
		return "dataflow." + role.toLowerCase(Locale.ROOT);
	}

	private String url() {
		return "http://127.0.0.1:" + ((WebServerApplicationContext) this.context).getWebServer().getPort();
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSecurity
	@Import(OAuth2AuthorizationServerConfiguration.class)
	@ImportAutoConfiguration({ ServletWebServerFactoryAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class })
	static class Wiring {

		@Bean
		RegisteredClientRepository clients() {
			return new InMemoryRegisteredClientRepository(RegisteredClient.withId(CLIENT)
				.clientId(CLIENT)
				.clientSecret("{noop}" + SECRET)
				.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
				.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
				.scopes((scopes) -> Arrays.stream(CoreSecurityRoles.values())
					.forEach((role) -> scopes.add(scope(role.getKey()))))
				.tokenSettings(TokenSettings.builder().accessTokenTimeToLive(Duration.ofHours(1)).build())
				.build());
		}

		@Bean
		JWKSource<SecurityContext> keys() throws JOSEException {
			return new ImmutableJWKSet<>(new JWKSet(new RSAKeyGenerator(2048).keyID("of-the-test").generate()));
		}

	}

}
