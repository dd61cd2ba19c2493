package dev.fundbell.dataflow.server.security;

import java.util.Map;

import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The kind of sign-in, chosen by the configuration. */
enum SignIn {

	NONE, BASIC, OAUTH2;

	static SignIn of(Environment environment) {
		if (isConfigured(environment, "spring.security.oauth2")) {
			return OAUTH2;
		}
		return isConfigured(environment, "fundbell.security.users") ? BASIC : NONE;
	}

	private static boolean isConfigured(Environment environment, String prefix) {
		return Binder.get(environment)
			.bind(prefix, Bindable.mapOf(String.class, Object.class))
			.map(Map::isEmpty)
			.map((empty) -> !empty)
			.orElse(false);
	}

	/** Matches if users are configured and OAuth2 is not. */
	static class IsBasic extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return new ConditionOutcome(of(context.getEnvironment()) == BASIC, "users are configured");
		}

	}

}
