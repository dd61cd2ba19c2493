package dev.fundbell.dataflow.probe;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the task.
 *
 * @param sleep how long the step takes
 * @param fail whether the step fails then
 * @param secret a value that may reach the task only through its environment; its length
 * is logged
 */
@ConfigurationProperties("fundbell.probe")
record ProbeProperties(@DefaultValue("0s") Duration sleep, @DefaultValue("false") boolean fail,
		@DefaultValue("") String secret) {
}
