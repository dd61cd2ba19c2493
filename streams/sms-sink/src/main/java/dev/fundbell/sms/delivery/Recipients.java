package dev.fundbell.sms.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Repository of the users that messages are for, read at the time of sending. */
final class Recipients {

	private static final String FIND = """
			SELECT id, phone_number, sms_opt_out, time_zone FROM users FORCE INDEX (PRIMARY) WHERE id IN (:ids)
			""";

	private final JdbcClient jdbc;

	private final ZoneId businessZone;

	Recipients(JdbcClient jdbc, ZoneId businessZone) {
		this.jdbc = jdbc;
		this.businessZone = businessZone;
	}

	/** Finds users by their ids; leaves out those that do not exist. */
	Map<Long, Recipient> of(Collection<Long> userIds) {
		return this.jdbc.sql(FIND)
			.param("ids", userIds)
			.query((row, number) -> recipient(row))
			.list()
			.stream()
			.collect(Collectors.toMap(Recipient::userId, (recipient) -> recipient));
	}

	private Recipient recipient(ResultSet row) throws SQLException {
		return new Recipient(row.getLong(1), row.getString(2), row.getBoolean(3), zone(row.getString(4)));
	}

	private ZoneId zone(@Nullable String name) {
		try {
			return (name != null) ? ZoneId.of(name) : this.businessZone;
		}
		catch (DateTimeException ex) {
			// Better a message at the business's hours than none.
			return this.businessZone;
		}
	}

	/**
	 * A user.
	 *
	 * @param userId the user's id
	 * @param phoneNumber the phone number as the service has it
	 * @param optedOut whether the user wants no SMS
	 * @param zone the user's time zone, or else the business's
	 */
	record Recipient(long userId, @Nullable String phoneNumber, boolean optedOut, ZoneId zone) {

		/** Without the number: it is personal data. */
		@Override
		public String toString() {
			return "user " + this.userId;
		}

	}

}
