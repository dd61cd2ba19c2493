package dev.fundbell.task.fundingclose;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.task.configuration.EnableTask;

/** Main class of the funding close task. */
@SpringBootApplication
@EnableTask
public class FundingCloseTaskApplication {

	public static void main(String[] args) {
		SpringApplication.run(FundingCloseTaskApplication.class, args);
	}

}
