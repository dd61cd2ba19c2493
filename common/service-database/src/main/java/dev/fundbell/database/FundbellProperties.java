package dev.fundbell.database;

import java.time.ZoneId;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What every app of Fundbell is told.
 *
 * @param timeZone the zone in which the business has its dates; default Asia/Seoul
 */
@ConfigurationProperties("fundbell")
public record FundbellProperties(@DefaultValue("Asia/Seoul") ZoneId timeZone) {

}
