package dev.fundbell.sms;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the SMS sink, which uses SQL alone: JPA would only make it larger. */
@SpringBootApplication(exclude = { HibernateJpaAutoConfiguration.class, DataJpaRepositoriesAutoConfiguration.class })
@ConfigurationPropertiesScan
@EnableScheduling
public class SmsSinkApplication {

	public static void main(String[] args) {
		SpringApplication.run(SmsSinkApplication.class, args);
	}

}
