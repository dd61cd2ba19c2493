package dev.fundbell.task.retention;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.task.configuration.EnableTask;

/** The task's process. */
@SpringBootApplication
@EnableTask
public class RetentionTaskApplication {

	public static void main(String[] args) {
		SpringApplication.run(RetentionTaskApplication.class, args);
	}

}
