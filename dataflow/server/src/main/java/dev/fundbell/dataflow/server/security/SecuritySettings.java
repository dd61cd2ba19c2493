package dev.fundbell.dataflow.server.security;

import java.util.Map;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.cloud.common.security.support.CoreSecurityRoles;

/**
 * Settings of the users who sign in with HTTP Basic.
 *
 * @param users The users who sign in with HTTP Basic, by name. None: nobody signs in, and
 * the server listens on loopback only. Set it before others than you reach the server.
 * @param maxFailedSignIns Wrong passwords that one address may send for a user within a
 * minute; then that user's sign-ins from there are refused until the minute is over.
 * Unit: passwords. 0 sets no limit. Raise it where many operators share a user behind one
 * proxy.
 */
@ConfigurationProperties("fundbell.security")
@ConstructorBinding
record SecuritySettings(@DefaultValue Map<String, User> users, @DefaultValue("20") int maxFailedSignIns) {

	SecuritySettings {
		if (maxFailedSignIns < 0) {
			throw new IllegalArgumentException("fundbell.security.max-failed-sign-ins must not be negative");
		}
	}

	/**
	 * A user.
	 *
	 * @param password The hashed password, with the name of the hash before it, such as
	 * <code>{bcrypt}$2a$10$...</code>.
	 * @param roles Which of Data Flow's seven roles the user has: VIEW, CREATE, MODIFY,
	 * DEPLOY, DESTROY, SCHEDULE, MANAGE.
	 */
	record User(String password, @DefaultValue Set<CoreSecurityRoles> roles) {

		User {
			if (!password.matches("\\{\\w+}.+") || password.startsWith("{noop}")) {
				throw new IllegalArgumentException(
						"A password must be hashed and name its hash, such as {bcrypt}$2a$10$…");
			}
		}

		/** Without the password. */
		@Override
		public String toString() {
			return "User with roles " + this.roles;
		}

	}

}
