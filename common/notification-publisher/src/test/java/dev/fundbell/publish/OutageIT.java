package dev.fundbell.publish;

import java.sql.Connection;
import java.sql.SQLException;

import dev.fundbell.test.RealServers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class OutageIT {

	/** It did not answer in time, and its pool makes the next call. */
	@Test
	void isACallOfAConnectionThatTheDriverHasClosed() throws SQLException {
		Connection connection = RealServers.get().emptyDatabase().dataSource().getConnection();
		connection.close();
		SQLException failure = catchThrowableOfType(SQLException.class,
				() -> connection.setNetworkTimeout(Runnable::run, 1000));
		assertThat(Outage.isOutage(failure)).as("%s %s", failure.getSQLState(), failure.getMessage()).isTrue();
	}

	@Test
	void isNoStatementThatMariaDbCannotParse() throws SQLException {
		try (Connection connection = RealServers.get().emptyDatabase().dataSource().getConnection()) {
			SQLException failure = catchThrowableOfType(SQLException.class,
					() -> connection.createStatement().execute("SELEKT 1"));
			assertThat(failure.getSQLState()).isEqualTo("42000");
			assertThat(Outage.isOutage(failure)).isFalse();
		}
	}

}
