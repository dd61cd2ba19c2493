package dev.fundbell.dataflow.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.autoconfigure.session.SessionAutoConfiguration;
import org.springframework.cloud.dataflow.server.EnableDataFlowServer;
import org.springframework.cloud.deployer.spi.kubernetes.KubernetesAutoConfiguration;
import org.springframework.cloud.deployer.spi.local.LocalDeployerAutoConfiguration;
import org.springframework.cloud.task.configuration.MetricsAutoConfiguration;
import org.springframework.cloud.task.configuration.SimpleTaskAutoConfiguration;

/**
 * The Data Flow server. The excluded auto-configurations would turn the server itself
 * into a task, a session store or a deployed app. Data Flow makes its own beans for
 * security and for each platform.
 */
@SpringBootApplication(exclude = { MetricsAutoConfiguration.class, SimpleTaskAutoConfiguration.class,
		SessionAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class, SecurityAutoConfiguration.class,
		UserDetailsServiceAutoConfiguration.class, LocalDeployerAutoConfiguration.class,
		KubernetesAutoConfiguration.class })
@EnableDataFlowServer
public class DataFlowServerApplication {

	public static void main(String[] args) {
		SpringApplication.run(DataFlowServerApplication.class, args);
	}

}
