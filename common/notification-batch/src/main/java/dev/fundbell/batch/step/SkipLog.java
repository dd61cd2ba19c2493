package dev.fundbell.batch.step;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.batch.core.listener.SkipListener;

/** Listener that logs each skipped row by its id; the step counts it as skipped. */
final class SkipLog implements SkipListener<Object, Object> {

	private static final Log log = LogFactory.getLog(SkipLog.class);

	@Override
	public void onSkipInProcess(Object item, Throwable cause) {
		log.warn(cause.getMessage() + ". It is skipped; the next run tries it again.");
	}

}
