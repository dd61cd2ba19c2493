package dev.fundbell.dataflow.probe;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the task is to do.
 *
 * @param sleep how long the step takes
 * @param fail whether the step fails then
 * @param secret a value that may reach the task through its environment only; its length
 * is logged
 */
@ConfigurationProperties("fundbell.probe")
record ProbeProperties(@DefaultValue("0s") Duration sleep, @DefaultValue("false") boolean fail,
		@DefaultValue("") String secret) {
}
