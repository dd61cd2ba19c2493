package dev.fundbell.dataflow.server.security;

import java.util.List;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cloud.common.security.AuthorizationProperties;
import org.springframework.stereotype.Component;

/**
 * Bean post-processor that adds the rules of our own requests to Data Flow's. They say
 * which role a request needs, whether one signs in with HTTP Basic or OAuth2; what no
 * rule allows is refused. The probes of Kubernetes, which have no user, are open.
 */
@Component
class AccessRules implements BeanPostProcessor {

	private static final List<String> OURS = List.of("GET /tasks/schedules/*/runs => hasRole('ROLE_VIEW')",
			"POST /tasks/schedules/*/* => hasRole('ROLE_SCHEDULE')",
			"PUT /tasks/schedules/* => hasRole('ROLE_SCHEDULE')", "GET /servers => hasRole('ROLE_VIEW')",
			"GET /traces/*/* => hasRole('ROLE_VIEW')", "POST /servers/*/* => hasRole('ROLE_MANAGE')");

	private static final List<String> PAGES = List.of("/sign-in.js", "/schedules", "/schedules/**", "/support",
			"/support/**");

	private static final List<String> PROBES = List.of("/management/health/liveness", "/management/health/readiness");

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AuthorizationProperties) {
			AuthorizationProperties properties = (AuthorizationProperties) bean;
			properties.getRules().addAll(OURS);
			properties.getAuthenticatedPaths().addAll(PAGES);
			properties.getPermitAllPaths().addAll(PROBES);
		}
		return bean;
	}

}
