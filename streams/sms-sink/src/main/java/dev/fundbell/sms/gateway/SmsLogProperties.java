package dev.fundbell.sms.gateway;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the gateway type {@code log} in the profile {@code local}.
 *
 * @param file The file that shows numbers and texts of what would have been sent, in the
 * profile `local` only; made if it is not there. Change it where the working directory is
 * not writable.
 */
@ConfigurationProperties("fundbell.sms.log")
record SmsLogProperties(@DefaultValue(".fundbell/logs/sms.log") Path file) {

}
