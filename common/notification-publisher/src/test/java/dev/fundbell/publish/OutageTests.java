package dev.fundbell.publish;

import java.sql.SQLException;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionSystemException;

import static org.assertj.core.api.Assertions.assertThat;

class OutageTests {

	private static final DataAccessResourceFailureException LOST = new DataAccessResourceFailureException("away",
			new SQLException("Read timed out", "08000"));

	@Test
	void isALostConnection() {
		assertThat(Outage.isOutage(new IllegalStateException(LOST))).isTrue();
		assertThat(Outage.isOutage(new IllegalStateException(new SQLException("bad value", "22001")))).isFalse();
	}

	@Test
	void isABrokerThatDoesNotAnswerAndNotARecordThatItRefuses() {
		assertThat(Outage.isOutage(new NotAcknowledgedException("away", new TimeoutException("none")))).isTrue();
		assertThat(Outage.isOutage(new NotAcknowledgedException("refused", new RecordTooLargeException("2 MB"))))
			.isFalse();
		assertThat(Outage.isOutage(new NotAcknowledgedException("refused", new InvalidRecordException("no key"))))
			.isFalse();
	}

	@Test
	void isALostConnectionThatCannotBeRolledBack() {
		TransactionSystemException rollback = new TransactionSystemException("Could not roll back",
				new SQLException("Connection is closed"));
		assertThat(Outage.isOutage(rollback)).isFalse();
		rollback.initApplicationException(LOST);
		assertThat(Outage.isOutage(rollback)).isTrue();
	}

}
