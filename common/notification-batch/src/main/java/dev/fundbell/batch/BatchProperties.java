package dev.fundbell.batch;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How every task works.
 *
 * @param chunkSize rows that are read, written and committed together; default 2000
 * @param workers chunks that are worked on at once, of which one usually waits for the
 * database or the broker; default 3
 */
@ConfigurationProperties("fundbell.batch")
public record BatchProperties(@DefaultValue("2000") int chunkSize, @DefaultValue("3") int workers) {

	public BatchProperties {
		if (chunkSize < 1 || chunkSize > 10_000 || workers < 1) {
			throw new IllegalArgumentException(
					"fundbell.batch.chunk-size must be from 1 to 10000 and fundbell.batch.workers positive");
		}
	}

}
