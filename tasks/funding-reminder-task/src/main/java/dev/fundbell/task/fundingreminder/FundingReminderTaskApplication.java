package dev.fundbell.task.fundingreminder;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.task.configuration.EnableTask;

/** Main class of the funding reminder task. */
@SpringBootApplication
@EnableTask
public class FundingReminderTaskApplication {

	public static void main(String[] args) {
		SpringApplication.run(FundingReminderTaskApplication.class, args);
	}

}
