package dev.fundbell.dataflow.server;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Profile;

/**
 * Condition of the parts that belong to our scheduler. It is there on the local platform
 * and on Kubernetes, unless {@code fundbell.schedules.enabled} is false, which leaves
 * schedules to Data Flow's own scheduler of the platform: CronJobs on Kubernetes.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Profile("!cloud")
@ConditionalOnProperty(name = "fundbell.schedules.enabled", matchIfMissing = true)
public @interface OwnSchedules {

}
