package dev.fundbell.sms.provider;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the adapter {@code log} does in the profile {@code local}.
 *
 * @param file The file that shows numbers and texts of what would have been sent; made if
 * it is not there.
 */
@ConfigurationProperties("fundbell.sms.log")
record SmsLogProperties(@DefaultValue(".fundbell/logs/sms.log") Path file) {

}
