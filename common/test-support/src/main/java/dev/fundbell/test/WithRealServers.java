package dev.fundbell.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Annotation that gives a Spring test class a service database of its own, migrated
 * ({@code fundbell.datasource.*}), and, where asked for, an empty platform database
 * ({@code spring.datasource.*}) and the broker ({@code
 * spring.cloud.stream.kafka.binder.brokers}).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
public @interface WithRealServers {

	/** Whether the test needs a platform database. */
	boolean platformDatabase() default false;

	/** Whether the test needs Kafka. */
	boolean kafka() default false;

}
