package dev.fundbell.dataflow.probe;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.task.configuration.EnableTask;

/** Main class of the probe task, which the tests of the server launch. */
@SpringBootApplication
@EnableTask
@EnableConfigurationProperties(ProbeProperties.class)
public class ProbeTaskApplication {

	public static void main(String[] args) {
		System.exit(SpringApplication.exit(SpringApplication.run(ProbeTaskApplication.class, args)));
	}

}
