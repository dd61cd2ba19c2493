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
 * @param keyFile The file with the key that signs tokens of the profile `local`; created
 * if it is missing. With the key one can sign in as any user. Change it where the working
 * directory is not writable.
 * @param session How long a sign-in lasts. At least 1s. Lower it to try expired tokens.
 */
@Validated
@ConfigurationProperties("fundbell.sse.local")
record LocalProperties(@DefaultValue(".fundbell/sse-sink.key") Path keyFile,
		@DefaultValue("12h") @DurationMin(seconds = 1) Duration session) {

}
