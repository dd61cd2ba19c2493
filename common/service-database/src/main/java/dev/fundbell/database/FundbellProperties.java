package dev.fundbell.database;

import java.time.ZoneId;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options that every app of Fundbell has.
 *
 * @param timeZone the zone in which the business has its dates; default Asia/Seoul
 */
@ConfigurationProperties("fundbell")
public record FundbellProperties(@DefaultValue("Asia/Seoul") ZoneId timeZone) {

}
