package dev.fundbell.sms;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Main class of the SMS sink. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class SmsSinkApplication {

	public static void main(String[] args) {
		SpringApplication.run(SmsSinkApplication.class, args);
	}

}
