package dev.fundbell.sse.local;

import java.nio.file.Path;
import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The sign-in of the profile {@code local}.
 *
 * @param keyFile The file with the key that signs its tokens; made if it is not there.
 * Who can read it can be any user.
 * @param session How long a sign-in lasts. At least 1s.
 */
@Validated
@ConfigurationProperties("fundbell.sse.local")
record LocalProperties(@DefaultValue(".fundbell/sse-sink.key") Path keyFile,
		@DefaultValue("12h") @DurationMin(seconds = 1) Duration session) {

}
