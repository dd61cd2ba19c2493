package dev.fundbell.dataflow.server.security;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.common.security.AuthorizationProperties;
import org.springframework.cloud.common.security.IgnoreAllSecurityConfiguration;
import org.springframework.cloud.common.security.support.SecurityConfigUtils;
import org.springframework.cloud.common.security.support.SecurityStateBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.ExpressionUrlAuthorizationConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.util.matcher.AntPathRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Wiring of HTTP Basic sign-in with the users of {@link SecuritySettings}. Data Flow's
 * own rules say which role a request needs, and {@link AccessRules} adds ours. The
 * browser asks for name and password when the dashboard is opened.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@Conditional(SignIn.IsBasic.class)
@EnableConfigurationProperties(SecuritySettings.class)
class BasicSecurityConfiguration {

	@Bean
	@SuppressWarnings("deprecation") // Data Flow's own rules are for the older kind.
	SecurityFilterChain basicSignIn(HttpSecurity http, AuthorizationProperties authorization, SecurityStateBean state,
			SecuritySettings settings, Clock clock) throws Exception {
		ExpressionUrlAuthorizationConfigurer<HttpSecurity>.ExpressionInterceptUrlRegistry requests = http
			.authorizeRequests()
			.requestMatchers(paths(authorization.getPermitAllPaths()))
			.permitAll()
			.requestMatchers(
					paths(List.of("/", authorization.getDashboardUrl(), authorization.getDashboardUrl() + "/**")))
			.authenticated()
			.requestMatchers(paths(authorization.getAuthenticatedPaths()))
			.authenticated();
		SecurityConfigUtils.configureSimpleSecurity(requests, authorization).anyRequest().denyAll();
		state.setAuthenticationEnabled(true);
		// Each request brings its credentials, so there is no session. Dashboard and
		// shell
		// do not know CSRF tokens: CrossSiteRequestsFilter takes their place.
		return http
			.addFilterBefore(new FailedSignInsFilter(settings.maxFailedSignIns(), clock),
					BasicAuthenticationFilter.class)
			.httpBasic()
			.realmName("Fundbell Data Flow")
			.and()
			.sessionManagement()
			.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
			.and()
			.csrf()
			.disable()
			.build();
	}

	private static RequestMatcher[] paths(List<String> patterns) {
		return patterns.stream().map(AntPathRequestMatcher::new).toArray(RequestMatcher[]::new);
	}

	@Bean
	UserDetailsService users(SecuritySettings settings) {
		List<UserDetails> users = settings.users()
			.entrySet()
			.stream()
			.map((user) -> user(user.getKey(), user.getValue()))
			.collect(Collectors.toList());
		return new InMemoryUserDetailsManager(users);
	}

	private static UserDetails user(String name, SecuritySettings.User settings) {
		String[] roles = settings.roles().stream().map(Enum::name).toArray(String[]::new);
		return User.withUsername(name).password(settings.password()).roles(roles).build();
	}

	// Data Flow's IgnoreAllSecurityConfiguration opens every path unless OAuth2 is
	// configured.
	@Bean
	static BeanDefinitionRegistryPostProcessor removeIgnoreAllSecurity() {
		return new BeanDefinitionRegistryPostProcessor() {

			@Override
			public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
				registry.removeBeanDefinition(IgnoreAllSecurityConfiguration.class.getName());
			}

			@Override
			public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
				// Only the definitions matter.
			}

		};
	}

}
