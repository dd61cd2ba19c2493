package dev.fundbell.database;

import java.time.ZoneId;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options that every app of Fundbell has.
 *
 * @param timeZone The zone in which the business has its dates, the same in all apps and
 * on the Data Flow server. Set it before the first run: a task refuses to run in another
 * zone later.
 */
@ConfigurationProperties("fundbell")
public record FundbellProperties(@DefaultValue("Asia/Seoul") ZoneId timeZone) {

}
