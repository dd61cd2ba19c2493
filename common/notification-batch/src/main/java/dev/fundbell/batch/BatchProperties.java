package dev.fundbell.batch;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How every task works.
 *
 * @param chunkSize rows that are read, written and committed together; default 2000
 * @param workers chunks that are worked on at once; default 2
 */
@ConfigurationProperties("fundbell.batch")
public record BatchProperties(@DefaultValue("2000") int chunkSize, @DefaultValue("2") int workers) {

	public BatchProperties {
		if (chunkSize < 1 || workers < 1) {
			throw new IllegalArgumentException("fundbell.batch.chunk-size and fundbell.batch.workers must be positive");
		}
	}

}
