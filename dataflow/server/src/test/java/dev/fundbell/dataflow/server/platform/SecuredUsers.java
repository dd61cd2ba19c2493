package dev.fundbell.dataflow.server.platform;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The users of {@link Platform#secured()}. */
public enum SecuredUsers {

	VIEWER("VIEW"), PLANNER("VIEW,CREATE,SCHEDULE"), OPERATOR("VIEW,CREATE,MODIFY,DEPLOY,DESTROY,SCHEDULE,MANAGE");

	private final String roles;

	SecuredUsers(String roles) {
		this.roles = roles;
	}

	public String user() {
		return "user-" + ordinal();
	}

	public String password() {
		return "password-" + ordinal();
	}

	public String[] roles() {
		return this.roles.split(",");
	}

	public Rest rest() {
		return Platform.secured().rest().as(user(), password());
	}

	static Map<String, String> options() {
		Map<String, String> options = new LinkedHashMap<>();
		for (SecuredUsers user : values()) {
			String prefix = "fundbell.security.users." + user.user() + ".";
			options.put(prefix + "password", "{bcrypt}" + new BCryptPasswordEncoder(4).encode(user.password()));
			options.put(prefix + "roles", user.roles);
		}
		return options;
	}

}
