package dev.fundbell.dataflow.server.security;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Servlet filter against DNS rebinding, while nobody signs in: it takes only requests
 * that name this machine as their host. A page of another site may have its own name
 * resolved to 127.0.0.1, and then only the host distinguishes its requests from those of
 * a page of this server.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class HostFilter extends OncePerRequestFilter {

	private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

	private final Set<String> hosts = new HashSet<>(LOOPBACK);

	private final boolean open;

	HostFilter(Environment environment, @Value("${fundbell.security.hosts:}") List<String> more) {
		this.open = SignIn.of(environment) == SignIn.NONE;
		more.forEach((host) -> this.hosts.add(host.strip().toLowerCase(Locale.ROOT)));
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!this.open || this.hosts.contains(host(request))) {
			chain.doFilter(request, response);
		}
		else {
			response.sendError(HttpStatus.FORBIDDEN.value(),
					"This server answers on 127.0.0.1 only, or under the names in fundbell.security.hosts");
		}
	}

	// Without the port, which a tunnel or a container may have mapped.
	private static String host(HttpServletRequest request) {
		String host = request.getHeader("Host");
		return (host == null) ? "" : host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
	}

}
