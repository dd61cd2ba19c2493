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
 * Security. The user is the verified token's subject, never what a path or a body says.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
			+ "form-action 'self'; frame-ancestors 'none'";

	/**
	 * The API. Spring Security's own configurer for tokens is not used: it takes every
	 * request with a token for safe from forgery, also one whose token came in a cookie.
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
				.requireCsrfProtectionMatcher(TokenCookie.forgeable()))
			.exceptionHandling((errors) -> errors.authenticationEntryPoint(problems).accessDeniedHandler(problems))
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/api/notification/subscribe/{userId}")
				.access(ownPath())
				.anyRequest()
				.authenticated());
		if (!properties.allowedOrigins().isEmpty()) {
			http.cors((cors) -> cors.configurationSource(crossOrigin(properties.allowedOrigins())));
		}
		return http.build();
	}

	private static AuthorizationManager<RequestAuthorizationContext> ownPath() {
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

	/** The page, which holds nothing of a user, and what operators look at. */
	@Bean
	@Order(2)
	SecurityFilterChain page(HttpSecurity http) {
		return stateless(http).csrf((csrf) -> csrf.disable())
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

	/**
	 * What every response has.
	 * @param http what to configure
	 * @return the same
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

	/** A subject that is no user id would fail later, and elsewhere. */
	@Bean
	OAuth2TokenValidator<Jwt> subjectIsUserId() {
		return new UserIdSubject();
	}

}
