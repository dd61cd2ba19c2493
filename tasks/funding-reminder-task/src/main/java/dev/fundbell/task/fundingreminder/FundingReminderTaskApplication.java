package dev.fundbell.task.fundingreminder;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.task.configuration.EnableTask;

/** The task's process. */
@SpringBootApplication
@EnableTask
public class FundingReminderTaskApplication {

	public static void main(String[] args) {
		SpringApplication.run(FundingReminderTaskApplication.class, args);
	}

}
