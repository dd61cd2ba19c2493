package dev.fundbell.sse.security;

import java.time.Duration;
import java.util.List;

import dev.fundbell.sse.SseSinkProperties;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/**
 * Wires security. The user is the subject of the verified token, never taken from a path
 * or a body.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
			+ "form-action 'self'; frame-ancestors 'none'";

	/**
	 * The API. Spring Security's own configurer for tokens is not used: it switches CSRF
	 * protection off for every request with a token, also for one in a cookie.
	 */
	@Bean
	@Order(1)
	SecurityFilterChain api(HttpSecurity http, ObjectProvider<JwtDecoder> decoders, SseSinkProperties properties) {
		JwtDecoder decoder = decoders.getIfAvailable();
		if (decoder == null) {
			throw new NoVerificationKeyException();
		}
		ProblemResponses problems = new ProblemResponses();
		BearerTokenAuthenticationConverter converter = new BearerTokenAuthenticationConverter();
		converter.setBearerTokenResolver(TokenCookie.resolver());
		BearerTokenAuthenticationFilter tokens = new BearerTokenAuthenticationFilter(
				new ProviderManager(new JwtAuthenticationProvider(decoder)), converter);
		tokens.setAuthenticationEntryPoint(problems);
		stateless(http).securityMatcher("/api/**")
			.addFilterBefore(tokens, UsernamePasswordAuthenticationFilter.class)
			.csrf((csrf) -> csrf.spa()
				.csrfTokenRepository(csrfCookie())
				.requireCsrfProtectionMatcher(TokenCookie.needsCsrfProtection()))
			.exceptionHandling((errors) -> errors.authenticationEntryPoint(problems).accessDeniedHandler(problems))
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/api/notification/subscribe/{userId}")
				.access(ownPathOnly())
				.anyRequest()
				.authenticated());
		if (!properties.allowedOrigins().isEmpty()) {
			http.cors((cors) -> cors.configurationSource(crossOrigin(properties.allowedOrigins())));
		}
		return http.build();
	}

	private static AuthorizationManager<RequestAuthorizationContext> ownPathOnly() {
		return (authentication, context) -> {
			String name = authentication.get().getName();
			return new AuthorizationDecision(
					authentication.get().isAuthenticated() && name.equals(context.getVariables().get("userId")));
		};
	}

	private static CookieCsrfTokenRepository csrfCookie() {
		CookieCsrfTokenRepository repository = CookieCsrfTokenRepository.withHttpOnlyFalse();
		repository.setCookieCustomizer((cookie) -> cookie.sameSite("Strict"));
		return repository;
	}

	private static UrlBasedCorsConfigurationSource crossOrigin(List<String> origins) {
		CorsConfiguration cors = new CorsConfiguration();
		cors.setAllowedOrigins(origins);
		cors.setAllowedMethods(List.of("GET", "HEAD", "PUT"));
		cors.setAllowedHeaders(
				List.of("Authorization", "Cache-Control", "Content-Type", "Last-Event-ID", "X-XSRF-TOKEN"));
		cors.setExposedHeaders(List.of("Retry-After"));
		cors.setAllowCredentials(true);
		cors.setMaxAge(Duration.ofHours(1));
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration("/api/**", cors);
		return source;
	}

	/** The page, which contains no user's data, and the actuator. */
	@Bean
	@Order(2)
	SecurityFilterChain page(HttpSecurity http) {
		return stateless(http).csrf((csrf) -> csrf.disable())
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

	/**
	 * Configures what all responses share.
	 * @param http the builder
	 * @return the same builder
	 */
	static HttpSecurity stateless(HttpSecurity http) {
		return http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.requestCache((cache) -> cache.disable())
			.logout((logout) -> logout.disable())
			.headers(SecurityConfiguration::protect);
	}

	private static void protect(HeadersConfigurer<HttpSecurity> headers) {
		headers.contentSecurityPolicy((policy) -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
			.referrerPolicy((policy) -> policy.policy(ReferrerPolicy.SAME_ORIGIN));
	}

	/** A subject that is not a user id would otherwise fail later and elsewhere. */
	@Bean
	OAuth2TokenValidator<Jwt> subjectIsUserId() {
		return new UserIdSubject();
	}

}
