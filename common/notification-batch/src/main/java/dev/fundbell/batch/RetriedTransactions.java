package dev.fundbell.batch;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions of the service's database, READ COMMITTED. Two runs that write the same
 * rows may lock them in different orders, or one finds that the other was faster: the one
 * that loses was rolled back whole and is done again.
 */
public final class RetriedTransactions implements TransactionOperations {

	private static final RetryPolicy AFTER_LOSING = RetryPolicy.builder()
		.includes(PessimisticLockingFailureException.class, DuplicateKeyException.class)
		.maxRetries(8)
		.delay(Duration.ofMillis(20))
		.jitter(Duration.ofMillis(15))
		.multiplier(2)
		.maxDelay(Duration.ofSeconds(1))
		.build();

	private final RetryTemplate retry = new RetryTemplate(AFTER_LOSING);

	private final TransactionTemplate transactions;

	public RetriedTransactions(PlatformTransactionManager transactionManager) {
		this.transactions = new TransactionTemplate(transactionManager);
		this.transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
	}

	@Override
	public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
		try {
			return this.retry.execute(() -> this.transactions.execute(action));
		}
		catch (RetryException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw new IllegalStateException(ex.getCause());
		}
	}

}
