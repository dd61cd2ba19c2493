package dev.fundbell.dataflow.authorization;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * Spring Authorization Server, which issues access tokens with a scope for each of Data
 * Flow's roles, and where users sign in with a browser. It is in a package of its own,
 * where the Data Flow server finds no beans.
 */
public final class AuthorizationServer implements AutoCloseable {

	/** Users who sign in with a browser, and consent to the scopes that they like. */
	public static final List<String> USERS = List.of("operator", "visitor");

	/** The password of each user. */
	public static final String PASSWORD = "a-password";

	private static final String CLIENT = "dataflow";

	private static final String SECRET = "a-secret";

	private static final String REGISTRATION = "spring.security.oauth2.client.registration.issuer.";

	private static final String PROVIDER = "spring.security.oauth2.client.provider.issuer.";

	private static final String MAPPINGS = "spring.cloud.dataflow.security.authorization.provider-role-mappings.issuer.";

	private final ConfigurableApplicationContext context;

	public AuthorizationServer() {
		// With files of configuration of its own, which are none.
		this.context = new SpringApplicationBuilder(Wiring.class).run("--spring.config.name=authorization-server",
				"--server.address=127.0.0.1", "--server.port=0",
				// Browsers send a cookie to all ports of a host.
				"--server.servlet.session.cookie.name=AUTHORIZATION");
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
		options.put(REGISTRATION + "scope", String.join(",", scopes()));
		options.put(PROVIDER + "authorization-uri", url() + "/oauth2/authorize");
		options.put(PROVIDER + "token-uri", url() + "/oauth2/token");
		options.put(PROVIDER + "user-info-uri", url() + "/userinfo");
		options.put(PROVIDER + "jwk-set-uri", url() + "/oauth2/jwks");
		options.put(PROVIDER + "user-name-attribute", "sub");
		options.put("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", url() + "/oauth2/jwks");
		options.put(MAPPINGS + "map-oauth-scopes", "true");
		for (CoreSecurityRoles role : CoreSecurityRoles.values()) {
			options.put(MAPPINGS + "role-mappings.ROLE_" + role.getKey(), scope(role.getKey()));
		}
		return options;
	}

	/** Returns the scopes of all roles, and the one that OpenID Connect needs. */
	private static List<String> scopes() {
		return Stream
			.concat(Stream.of(OidcScopes.OPENID),
					Arrays.stream(CoreSecurityRoles.values()).map((role) -> scope(role.getKey())))
			.collect(Collectors.toList());
	}

	private static String scope(String role) {
		return "dataflow." + role.toLowerCase(Locale.ROOT);
	}

	public String url() {
		return "http://127.0.0.1:" + ((WebServerApplicationContext) this.context).getWebServer().getPort();
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSecurity
	@ImportAutoConfiguration({ ServletWebServerFactoryAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class })
	static class Wiring {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		SecurityFilterChain protocol(HttpSecurity http) throws Exception {
			OAuth2AuthorizationServerConfiguration.applyDefaultSecurity(http);
			http.getConfigurer(OAuth2AuthorizationServerConfigurer.class).oidc(Customizer.withDefaults());
			return http
				.exceptionHandling(
						(refusals) -> refusals.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
				.oauth2ResourceServer(OAuth2ResourceServerConfigurer::jwt)
				.build();
		}

		@Bean
		SecurityFilterChain signIn(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(USERS.stream()
				.map((user) -> User.withUsername(user).password("{noop}" + PASSWORD).authorities(List.of()).build())
				.collect(Collectors.toList()));
		}

		@Bean
		JwtDecoder tokens(JWKSource<SecurityContext> keys) {
			return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
		}

		@Bean
		AuthorizationServerSettings settings() {
			return AuthorizationServerSettings.builder().build();
		}

		@Bean
		RegisteredClientRepository clients() {
			return new InMemoryRegisteredClientRepository(RegisteredClient.withId(CLIENT)
				.clientId(CLIENT)
				.clientSecret("{noop}" + SECRET)
				.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
				.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
				.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
				// Of each port, since it is on loopback.
				.redirectUri("http://127.0.0.1/login/oauth2/code/issuer")
				.scopes((scopes) -> scopes.addAll(scopes()))
				.clientSettings(ClientSettings.builder().requireAuthorizationConsent(true).build())
				.tokenSettings(TokenSettings.builder().accessTokenTimeToLive(Duration.ofHours(1)).build())
				.build());
		}

		@Bean
		JWKSource<SecurityContext> keys() throws JOSEException {
			return new ImmutableJWKSet<>(new JWKSet(new RSAKeyGenerator(2048).keyID("of-the-test").generate()));
		}

	}

}
