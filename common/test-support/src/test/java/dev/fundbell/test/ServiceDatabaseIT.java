package dev.fundbell.test;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The service's schema on the real database. It lives here because test-support depends
 * on service-database.
 */
@SpringBootTest
@WithRealServers
class ServiceDatabaseIT {

	@Autowired
	private JdbcClient jdbc;

	@Test
	void keepsOneNotificationABusinessKey() {
		String insert = """
				INSERT INTO notifications (type, user_id, subject_id, due_date, message, state, created_at)
				VALUES ('COUPON_DEADLINE', 1, 1, ?, 'text', 'CREATED', '2026-11-23')
				""";
		this.jdbc.sql(insert).param(LocalDate.parse("2026-11-24")).update();
		this.jdbc.sql(insert).param(LocalDate.parse("2026-11-25")).update();
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.jdbc.sql(insert).param(LocalDate.parse("2026-11-24")).update());
	}

	/** A longer list becomes a subquery, and the table is scanned. */
	@Test
	void seeksByListsOfAnyLength() {
		assertThat(this.jdbc.sql("SELECT @@in_predicate_conversion_threshold").query(Long.class).single()).isZero();
	}

	/** MariaDB gives a lock wait timeout the SQLSTATE of any error. */
	@Test
	void tellsThatALockWasNotToBeHad(@Autowired DataSource database) throws SQLException {
		new Rows(database).user("ko");
		try (Connection holder = database.getConnection()) {
			holder.setAutoCommit(false);
			holder.createStatement().execute("SELECT id FROM users FOR UPDATE");
			assertThatExceptionOfType(PessimisticLockingFailureException.class)
				.isThrownBy(() -> this.jdbc.sql("SELECT id FROM users FOR UPDATE NOWAIT").query(Long.class).list())
				.havingCause()
				.isInstanceOfSatisfying(SQLException.class, (cause) -> {
					assertThat(cause.getErrorCode()).isEqualTo(1205);
					assertThat(cause.getSQLState()).isEqualTo("HY000");
				});
			holder.rollback();
		}
	}

	@Test
	void keepsRowsOfTestClassesApart() {
		assertThat(new Rows(RealServers.get().fundbellDatabase().dataSource()).count("users")).isZero();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
