package dev.fundbell.sms.gateway;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import dev.fundbell.sms.gateway.GatewayProperties.Type;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Factory of gateways from their options. If an option is wrong, the exception names it.
 * It closes the HTTP clients of its gateways.
 */
final class GatewayFactory implements AutoCloseable {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,40}");

	private final @Nullable SmsLogFile logFile;

	private final Clock clock;

	private final List<HttpCalls> clients = new CopyOnWriteArrayList<>();

	GatewayFactory(@Nullable SmsLogFile logFile, Clock clock) {
		this.logFile = logFile;
		this.clock = clock;
	}

	/** The options of a gateway that is in use; {@code log} needs none. */
	GatewayProperties options(String name, GatewayChainProperties chain) {
		if (!NAME.matcher(name).matches()) {
			throw new IllegalArgumentException(
					"fundbell.sms.gateway-chain: a name is of up to 40 letters, digits and hyphens, not " + name);
		}
		GatewayProperties properties = chain.gateways().get(name);
		if (properties != null) {
			return properties;
		}
		if (name.equals("log")) {
			return new Binder(new MapConfigurationPropertySource()).bindOrCreate("log",
					Bindable.of(GatewayProperties.class));
		}
		throw new IllegalArgumentException(
				"fundbell.sms.gateway-chain names %s, but there is no fundbell.sms.gateways.%s.type".formatted(name,
						name));
	}

	/** Whether messages go neither to a phone nor to a file. */
	boolean sendsNothing(GatewayProperties properties) {
		return properties.type() == Type.LOG && this.logFile == null;
	}

	SmsGateway create(String name, GatewayProperties properties) {
		if (properties.type() == Type.LOG) {
			return new LogSmsGateway(this.logFile);
		}
		HttpCalls calls = new HttpCalls("sms-http-" + name, properties.connectTimeout(), properties.timeout());
		this.clients.add(calls);
		if (properties.type() == Type.HTTP) {
			HttpProperties http = required(properties.http(), name, "http.url");
			try {
				return new HttpSmsGateway(http, calls, properties.from());
			}
			catch (IllegalArgumentException ex) {
				throw new IllegalArgumentException("fundbell.sms.gateways.%s.http: %s".formatted(name, ex.getMessage()),
						ex);
			}
		}
		SolapiProperties solapi = required(properties.solapi(), name, "solapi.api-key");
		return new SolapiSmsGateway(solapi, calls, new SolapiSignature(solapi, this.clock),
				required(properties.from(), name, "from"));
	}

	private static <T> T required(@Nullable T value, String name, String option) {
		if (value == null) {
			throw new IllegalArgumentException("fundbell.sms.gateways.%s.%s is missing".formatted(name, option));
		}
		return value;
	}

	@Override
	public void close() {
		this.clients.forEach(HttpCalls::close);
	}

}
