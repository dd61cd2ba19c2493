package dev.fundbell.sms.provider;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

import dev.fundbell.sms.provider.ProviderProperties.Type;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Makes each adapter from its options. */
final class Adapters {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,40}");

	private final Executor executor;

	private final @Nullable SmsLogFile logFile;

	private final Clock clock;

	Adapters(Executor executor, @Nullable SmsLogFile logFile, Clock clock) {
		this.executor = executor;
		this.logFile = logFile;
		this.clock = clock;
	}

	/** The options of a gateway that is in use; {@code log} needs none. */
	ProviderProperties named(String name, GatewaysProperties gateways) {
		if (!NAME.matcher(name).matches()) {
			throw new IllegalArgumentException(
					"fundbell.sms.use: a name is of up to 40 letters, digits and hyphens, not " + name);
		}
		ProviderProperties properties = gateways.providers().get(name);
		if (properties != null) {
			return properties;
		}
		if (name.equals("log")) {
			return new Binder(new MapConfigurationPropertySource()).bindOrCreate("log",
					Bindable.of(ProviderProperties.class));
		}
		throw new IllegalArgumentException(
				"fundbell.sms.use names %s, but there is no fundbell.sms.providers.%s.type".formatted(name, name));
	}

	SmsProvider create(String name, ProviderProperties properties) {
		if (properties.type() == Type.LOG) {
			return new LogProvider(this.logFile);
		}
		HttpCalls calls = new HttpCalls(properties.connectTimeout(), properties.timeout(), this.executor);
		if (properties.type() == Type.HTTP) {
			HttpProperties http = required(properties.http(), name, "http.url");
			try {
				return new HttpProvider(http, calls, properties.from());
			}
			catch (IllegalArgumentException ex) {
				throw new IllegalArgumentException(
						"fundbell.sms.providers.%s.http: %s".formatted(name, ex.getMessage()), ex);
			}
		}
		SolapiProperties solapi = required(properties.solapi(), name, "solapi.api-key");
		return new SolapiProvider(solapi, calls, new SolapiSignature(solapi, this.clock),
				required(properties.from(), name, "from"));
	}

	private static <T> T required(@Nullable T value, String name, String option) {
		if (value == null) {
			throw new IllegalArgumentException("fundbell.sms.providers.%s.%s is missing".formatted(name, option));
		}
		return value;
	}

}
