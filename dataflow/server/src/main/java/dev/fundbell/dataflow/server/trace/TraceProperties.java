package dev.fundbell.dataflow.server.trace;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the trace of notifications.
 *
 * @param datasource the service's database, which this server reads for nothing else
 * @param showTexts whether answers contain the notifications' texts, and numbers within
 * reasons; false
 */
@ConfigurationProperties("fundbell.trace")
@ConstructorBinding
record TraceProperties(@DefaultValue Datasource datasource, @DefaultValue("false") boolean showTexts) {

	/**
	 * The service's database. An account that may read, and nothing else, is enough.
	 *
	 * @param url its JDBC URL; none, so that nothing can be traced
	 * @param username the account; none
	 * @param password the account's password; none
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
