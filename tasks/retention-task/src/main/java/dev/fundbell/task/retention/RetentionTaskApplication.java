package dev.fundbell.task.retention;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.task.configuration.EnableTask;

/** Main class of the retention task. */
@SpringBootApplication
@EnableTask
public class RetentionTaskApplication {

	public static void main(String[] args) {
		SpringApplication.run(RetentionTaskApplication.class, args);
	}

}
