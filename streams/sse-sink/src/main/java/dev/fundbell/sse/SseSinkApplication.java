package dev.fundbell.sse;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Main class of the SSE sink. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SseSinkApplication {

	public static void main(String[] args) {
		SpringApplication.run(SseSinkApplication.class, args);
	}

}
