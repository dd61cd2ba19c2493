package dev.fundbell.dataflow.server.trace;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the trace of notifications.
 *
 * @param datasource the service's database, which this server reads for nothing else
 * @param showTexts Whether answers contain the notifications' texts, and numbers within
 * reasons. Set it where support staff may read them.
 */
@ConfigurationProperties("fundbell.trace")
@ConstructorBinding
record TraceProperties(@DefaultValue Datasource datasource, @DefaultValue("false") boolean showTexts) {

	/**
	 * The service's database. An account that may read, and nothing else, is enough.
	 *
	 * @param url JDBC URL of the service's database. Without it nothing can be traced.
	 * @param username Account that reads it.
	 * @param password The account's password.
	 */
	record Datasource(@DefaultValue("") String url, @DefaultValue("") String username,
			@DefaultValue("") String password) {

		Datasource {
			if (!url.isEmpty() && !url.startsWith("jdbc:")) {
				throw new IllegalArgumentException("fundbell.trace.datasource.url must begin with jdbc:");
			}
		}

		boolean isConfigured() {
			return !this.url.isEmpty();
		}

		/** Without the password. */
		@Override
		public String toString() {
			return "Datasource at " + this.url;
		}

	}

}
