package dev.fundbell.batch.run;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.ExitCodeEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Listener that gives a task which is stopped by a signal (SIGTERM) an exit code and a
 * reason. Without it the execution would be recorded with exit code 0, as if the run had
 * ended well.
 */
final class StoppedTask implements ApplicationListener<ContextClosedEvent> {

	/** As a process that SIGTERM has ended: 128 and the signal's number. */
	static final int EXIT_CODE = 143;

	static final String REASON = "The task was stopped before it had ended (SIGTERM). What was committed stays; "
			+ "launch the task again and it does the rest.";

	private static final Log log = LogFactory.getLog(StoppedTask.class);

	private final ApplicationContext context;

	private final JobRunner runner;

	private final ExitMessage exitMessage;

	StoppedTask(ApplicationContext context, JobRunner runner, ExitMessage exitMessage) {
		this.context = context;
		this.runner = runner;
		this.exitMessage = exitMessage;
	}

	/** Before the task's end is recorded, which a later phase of the shutdown does. */
	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		// Contexts of binders tell their parent of their ends, too.
		if (event.getApplicationContext() == this.context && !this.runner.hasEnded()) {
			log.error(REASON);
			this.exitMessage.report(REASON);
			this.context.publishEvent(new ExitCodeEvent(this, EXIT_CODE));
		}
	}

}
