package dev.fundbell.sse.web;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import dev.fundbell.sse.SseSinkProperties;
import dev.fundbell.sse.address.FailedSignIns;
import dev.fundbell.sse.address.StreamSlots;
import dev.fundbell.sse.hub.SseHub;
import dev.fundbell.sse.recent.RecentProperties;
import dev.fundbell.sse.recent.RecentRecords;
import dev.fundbell.sse.replay.Replays;
import dev.fundbell.sse.security.VerifiedTokens;
import dev.fundbell.sse.transport.EventStreams;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.util.unit.DataSize;

/**
 * Wiring of the warm-up. Whatever remembers clients is made for it alone: the hub, the
 * recent past, the tokens and their key.
 */
@Configuration(proxyBeanMethods = false)
class WarmUpConfiguration {

	/** A stream that has ended counts for a moment: a low limit would refuse the next. */
	private static final Map<String, String> NO_LIMITS = Map.of("max-connections", "0", "max-connections-per-user",
			"0");

	private static final Duration LONGEST = Duration.ofMinutes(5);

	@Bean
	WarmUp warmUp(RecentProperties recentProperties, Clock clock, Replays replays, EventStreams streams,
			StreamSlots slots, FailedSignIns failedSignIns) {
		SseSinkProperties unlimited = new Binder(new MapConfigurationPropertySource(NO_LIMITS)).bindOrCreate("",
				SseSinkProperties.class);
		SseHub hub = new SseHub(unlimited, clock, System::nanoTime, new SimpleMeterRegistry());
		RecentRecords past = new RecentRecords(recentProperties, clock);
		past.restart(0, 0);
		past.begin();
		byte[] bytes = new byte[32];
		new SecureRandom().nextBytes(bytes);
		SecretKey key = new SecretKeySpec(bytes, "HmacSHA256");
		JwtEncoder encoder = NimbusJwtEncoder.withSecretKey(key).algorithm(MacAlgorithm.HS256).build();
		return new WarmUp(
				new DirectSubscriptions(new VerifiedTokens(NimbusJwtDecoder.withSecretKey(key).build()),
						replays.with(hub, past), streams, slots.unlimited(hub), failedSignIns),
				(userId) -> token(encoder, userId, clock));
	}

	private static String token(JwtEncoder encoder, long userId, Clock clock) {
		JwtClaimsSet claims = JwtClaimsSet.builder()
			.subject(Long.toString(userId))
			.expiresAt(clock.instant().plus(LONGEST))
			.build();
		return encoder.encode(JwtEncoderParameters.from(JwsHeader.with(MacAlgorithm.HS256).build(), claims))
			.getTokenValue();
	}

	/** Beside the rest of the start, which it does not hold up. */
	@Bean
	SmartInitializingSingleton warmUpAtStart(WarmUp warmUp, SseSinkProperties properties) {
		return () -> {
			if (properties.warmUp() != 0) {
				SimpleAsyncTaskExecutor thread = new SimpleAsyncTaskExecutor("warm-up-");
				thread.setDaemon(true);
				thread.execute(() -> warmUp.open(properties.warmUp()));
			}
		};
	}

}
