package dev.fundbell.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.fundbell.test.RealServers.TestDatabase;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Customizer that puts the addresses of the real servers into a test's environment.
 *
 * @param testClass whose databases they are: no two classes share any
 * @param platformDatabase whether there is a platform database
 * @param kafka whether there is a broker
 */
record RealServersContextCustomizer(Class<?> testClass, boolean platformDatabase,
		boolean kafka) implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		if (this.kafka) {
			RealServers.get().startAll();
		}
		Map<String, Object> properties = new LinkedHashMap<>();
		put(properties, "fundbell.datasource", RealServers.get().fundbellDatabase());
		if (this.platformDatabase) {
			put(properties, "spring.datasource", RealServers.get().emptyDatabase());
		}
		if (this.kafka) {
			properties.put("spring.cloud.stream.kafka.binder.brokers", RealServers.get().kafka().bootstrapServers());
		}
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("realServices", properties));
	}

	private static void put(Map<String, Object> properties, String prefix, TestDatabase database) {
		properties.put(prefix + ".url", database.url());
		properties.put(prefix + ".username", database.username());
		properties.put(prefix + ".password", database.password());
	}

	static class Factory implements ContextCustomizerFactory {

		@Override
		public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
				List<ContextConfigurationAttributes> attributes) {
			MergedAnnotation<WithRealServers> wanted = MergedAnnotations.from(testClass, SearchStrategy.TYPE_HIERARCHY)
				.get(WithRealServers.class);
			return wanted.isPresent() ? new RealServersContextCustomizer(testClass,
					wanted.getBoolean("platformDatabase"), wanted.getBoolean("kafka")) : null;
		}

	}

}
