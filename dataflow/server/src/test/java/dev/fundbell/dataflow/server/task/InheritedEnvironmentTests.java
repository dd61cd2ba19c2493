package dev.fundbell.dataflow.server.task;

import java.io.IOException;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the environment that tasks inherit. */
class InheritedEnvironmentTests {

	private static final String OPTION = "spring.cloud.dataflow.task.platform.local.accounts.default.env-vars-to-inherit";

	@ParameterizedTest
	@CsvSource({ "FUNDBELL_DATASOURCE_PASSWORD,true", "FUNDBELL_TIMEZONE,true", "PATH,true",
			"FUNDBELL_SECURITY_USERS_ANN_PASSWORD,false", "FUNDBELL_ALERTS_WEBHOOK_SECRET,false",
			"FUNDBELL_DATAFLOW_PASSWORD,false", "FUNDBELL_TRACE_DATASOURCE_PASSWORD,false",
			"SPRING_DATASOURCE_PASSWORD,false", "SPRING_MAIL_PASSWORD,false" })
	void tasksInheritWhatTheyNeedAndNoSecretOfTheServer(String variable, boolean inherited) throws IOException {
		PropertySource<?> options = new YamlPropertySourceLoader()
			.load("options", new ClassPathResource("application.yml"))
			.get(0);
		String patterns = String.valueOf(options.getProperty(OPTION));
		assertThat(Stream.of(patterns.split(",")).anyMatch(variable::matches)).isEqualTo(inherited);
	}

}
