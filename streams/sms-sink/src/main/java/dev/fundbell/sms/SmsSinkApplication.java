package dev.fundbell.sms;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Main class of the SMS sink. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class SmsSinkApplication {

	/**
	 * Options that the JDK's HTTP client takes from system properties only. The first
	 * closes idle connections before the gateway does: a message that is written to a
	 * connection while the gateway closes it would be UNKNOWN. The second keeps the
	 * client from starting a thread per answer on two processors or less.
	 */
	private static final Map<String, String> HTTP_CLIENT = Map.of("jdk.httpclient.keepalive.timeout", "4",
			"java.util.concurrent.ForkJoinPool.common.parallelism", "2");

	public static void main(String[] args) {
		HTTP_CLIENT.forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
		SpringApplication.run(SmsSinkApplication.class, args);
	}

}
