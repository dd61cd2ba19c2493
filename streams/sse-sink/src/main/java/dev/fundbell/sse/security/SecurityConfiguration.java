package dev.fundbell.sse.security;

import java.time.Duration;
import java.util.List;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.fundbell.sse.SseSinkProperties;
import dev.fundbell.sse.address.FailedSignIns;
import dev.fundbell.sse.hub.SseHub;
import dev.fundbell.sse.transport.EventStreams;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Wiring of security. The user is the subject of the verified token, never taken from a
 * path or a body.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
			+ "form-action 'self'; frame-ancestors 'none'";

	/** Spring Security's own half a second is too little for one far away. */
	private static final Duration ISSUER_TIMEOUT = Duration.ofSeconds(3);

	/** The API. {@link ForgedRequests} protect it against cross-site request forgery. */
	@Bean
	@Order(1)
	SecurityFilterChain api(HttpSecurity http, @Qualifier("verifiedTokens") JwtDecoder verifiedTokens,
			ObjectProvider<BearerTokenResolver> others, @Qualifier("crossOrigin") CorsConfiguration crossOrigin,
			FailedSignIns failedSignIns, SseHub hub) {
		RequestMatcher forgeries = new ForgedRequests(crossOrigin);
		ProblemResponses problems = new ProblemResponses(forgeries, hub);
		BearerTokenAuthenticationConverter converter = new BearerTokenAuthenticationConverter();
		converter.setBearerTokenResolver(TokenCookie.resolver(others.getIfAvailable(() -> (request) -> null)));
		ProviderManager decoder = new ProviderManager(new JwtAuthenticationProvider(verifiedTokens));
		BearerTokenAuthenticationFilter tokens = new BearerTokenAuthenticationFilter(
				new LimitedSignIns(decoder, failedSignIns), converter);
		AuthenticationEntryPointFailureHandler failures = new AuthenticationEntryPointFailureHandler(problems);
		failures.setRethrowAuthenticationServiceException(false);
		tokens.setAuthenticationFailureHandler(failures);
		stateless(http).securityMatcher("/api/**")
			.addFilterBefore(tokens, UsernamePasswordAuthenticationFilter.class)
			.csrf((csrf) -> csrf.disable())
			.cors((cors) -> cors.configurationSource((request) -> isOwn(request) ? null : crossOrigin))
			.exceptionHandling((errors) -> errors.authenticationEntryPoint(problems).accessDeniedHandler(problems))
			.authorizeHttpRequests((requests) -> requests.requestMatchers(forgeries)
				.denyAll()
				.requestMatchers(EventStreams.PATH + "{userId}")
				.access(ownPathOnly())
				.anyRequest()
				.authenticated());
		return http.build();
	}

	/** Also for requests that pass no filter. */
	@Bean(defaultCandidate = false)
	JwtDecoder verifiedTokens(@Qualifier("issuerBulkhead") IssuerBulkhead tokens) {
		return new VerifiedTokens(tokens);
	}

	@Bean(defaultCandidate = false)
	IssuerBulkhead issuerBulkhead(ObjectProvider<JwtDecoder> decoders) {
		JwtDecoder decoder = decoders.getIfAvailable();
		if (decoder == null) {
			throw new NoVerificationKeyException();
		}
		return new IssuerBulkhead(decoder);
	}

	/** How an issuer is asked for its keys, if one is configured. */
	@Bean
	JwkSetUriJwtDecoderBuilderCustomizer issuerKeys() {
		SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
		requests.setConnectTimeout(ISSUER_TIMEOUT);
		requests.setReadTimeout(ISSUER_TIMEOUT);
		return (decoder) -> decoder.restOperations(new RestTemplate(requests))
			.cache(new IssuerKeys(Ticker.systemTicker()));
	}

	/** In the background: a sink is ready, whether or not its issuer answers. */
	@Bean
	ApplicationRunner issuerCheck(@Qualifier("issuerBulkhead") IssuerBulkhead tokens) {
		return (arguments) -> new SimpleAsyncTaskExecutor("issuer-").execute(tokens::askIssuer);
	}

	/**
	 * Whether the browser says that the page is the sink's own. Behind a proxy that ends
	 * TLS the origin of that page is not that of the request as it arrives here.
	 */
	private static boolean isOwn(HttpServletRequest request) {
		return "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
	}

	private static AuthorizationManager<RequestAuthorizationContext> ownPathOnly() {
		return (authentication, context) -> {
			boolean signedIn = authentication.get() instanceof JwtAuthenticationToken;
			return new AuthorizationDecision(
					signedIn && authentication.get().getName().equals(context.getVariables().get("userId")));
		};
	}

	/** CORS: pages of other origins that may call the API, and with which methods. */
	@Bean(defaultCandidate = false)
	CorsConfiguration crossOrigin(SseSinkProperties properties) {
		CorsConfiguration cors = new CorsConfiguration();
		cors.setAllowedOriginPatterns(properties.allowedOrigins());
		cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT"));
		cors.setAllowedHeaders(List.of("Authorization", "Cache-Control", "Content-Type", "Last-Event-ID", "Prefer",
				"X-Requested-With"));
		cors.setExposedHeaders(List.of("Retry-After"));
		cors.setAllowCredentials(true);
		cors.setMaxAge(Duration.ofHours(1));
		return cors;
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
		return http.sessionManagement((sessions) -> sessions.disable())
			.securityContext(
					(context) -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
			.requestCache((cache) -> cache.disable())
			.logout((logout) -> logout.disable())
			.headers(SecurityConfiguration::protect);
	}

	private static void protect(HeadersConfigurer<HttpSecurity> headers) {
		headers.contentSecurityPolicy((policy) -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
			.referrerPolicy((policy) -> policy.policy(ReferrerPolicy.SAME_ORIGIN));
	}

	/** Two observations per filter would be most of what a connect costs. */
	@Bean
	SecurityObservationSettings securityObservationSettings() {
		return SecurityObservationSettings.noObservations();
	}

	/** A subject that is not a user id would otherwise fail later and elsewhere. */
	@Bean
	OAuth2TokenValidator<Jwt> subjectIsUserId() {
		return new UserIdSubject();
	}

}
