package dev.fundbell.sse.local;

import java.time.Clock;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.cors.CorsConfiguration;

/** Wiring of the local sign-in. */
@Configuration(proxyBeanMethods = false)
@Profile("local")
class LocalSignInConfiguration {

	@Bean
	LocalTokens localTokens(LocalProperties properties, Clock clock) {
		return new LocalTokens(LocalKey.readOrCreate(properties.keyFile()), clock, properties.session());
	}

	@Bean
	JwtDecoder localTokenDecoder(LocalTokens tokens) {
		return tokens.decoder();
	}

	@Bean
	LocalGuests localGuests(LocalTokens tokens) {
		return new LocalGuests(tokens);
	}

	/** Ignores tokens: an expired one must not keep its user from signing in. */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	SecurityFilterChain localSignIn(HttpSecurity http, @Qualifier("crossOrigin") CorsConfiguration crossOrigin) {
		return http.securityMatcher("/api/local/**")
			.cors((cors) -> cors.configurationSource((request) -> crossOrigin))
			.csrf((csrf) -> csrf.disable())
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

}
