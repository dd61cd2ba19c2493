package dev.fundbell.sse.local;

import java.nio.file.Path;
import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Options of the sign-in in the profile {@code local}.
 *
 * @param keyFile The file with the key that signs its tokens; created if it is missing.
 * With the key one can sign in as any user.
 * @param session How long a sign-in lasts. At least 1s.
 */
@Validated
@ConfigurationProperties("fundbell.sse.local")
record LocalProperties(@DefaultValue(".fundbell/sse-sink.key") Path keyFile,
		@DefaultValue("12h") @DurationMin(seconds = 1) Duration session) {

}
