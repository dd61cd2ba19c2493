package dev.fundbell.example.online;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.resilience.annotation.EnableResilientMethods;

/** Main class of the online service. */
@SpringBootApplication
@EnableResilientMethods
public class OnlineServiceApplication {

	public static void main(String[] args) {
		SpringApplication.run(OnlineServiceApplication.class, args);
	}

}
