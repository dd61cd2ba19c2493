package dev.fundbell.batch.run;

import java.util.Properties;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** The bounds of a task's waits, which tests with servers shorten. */
class TaskPropertiesTests {

	@ParameterizedTest
	@ValueSource(strings = { "configuration.default.api.timeout.ms", "configuration.request.timeout.ms",
			"producer-properties.max.block.ms", "producer-properties.delivery.timeout.ms" })
	void boundsEachWaitForTheBrokerByHalfAMinute(String option) throws Exception {
		Properties properties = PropertiesLoaderUtils.loadProperties(new ClassPathResource("fundbell-task.properties"));
		assertThat(properties.getProperty("spring.cloud.stream.kafka.binder." + option)).isNotNull()
			.satisfies((millis) -> assertThat(Integer.parseInt(millis)).isBetween(1000, 30_000));
	}

}
