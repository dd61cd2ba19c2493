package dev.fundbell.sms;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the SMS sink. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class SmsSinkApplication {

	/**
	 * What the JDK's HTTP client takes from system properties alone. A gateway that
	 * closes an idle connection while a message goes into it leaves the message UNKNOWN:
	 * so it is closed here first. And on two processors or less each answer would be
	 * handed over in a thread of its own.
	 */
	private static final Map<String, String> HTTP_CLIENT = Map.of("jdk.httpclient.keepalive.timeout", "4",
			"java.util.concurrent.ForkJoinPool.common.parallelism", "2");

	public static void main(String[] args) {
		HTTP_CLIENT.forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
		SpringApplication.run(SmsSinkApplication.class, args);
	}

}
