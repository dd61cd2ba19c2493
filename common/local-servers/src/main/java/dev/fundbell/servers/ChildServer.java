package dev.fundbell.servers;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Base class of servers that run as a child process. A subclass gives the command and the
 * readiness check. Not thread-safe.
 */
public abstract class ChildServer implements LocalServer, AutoCloseable {

	private final Duration startTimeout;

	private final Duration stopGrace;

	private volatile @Nullable ChildProcess process;

	/**
	 * A server that is not started.
	 * @param startTimeout within which it answers
	 * @param stopGrace after which it is killed
	 */
	protected ChildServer(Duration startTimeout, Duration stopGrace) {
		this.startTimeout = startTimeout;
		this.stopGrace = stopGrace;
	}

	/**
	 * Creates the files that it needs before it starts.
	 * @throws LocalServerException with one line that says why it cannot start
	 */
	protected abstract ChildCommand prepare();

	/** Whether it answers. */
	protected abstract boolean answers();

	@Override
	public LocalServer start() {
		if (isRunning()) {
			return this;
		}
		ChildProcess started = ChildProcess.start(prepare());
		this.process = started;
		try {
			started.await(this.startTimeout, this::answers);
		}
		catch (LocalServerException ex) {
			started.kill();
			// It never ran, so a search for parts that died must not find it.
			this.process = null;
			throw ex;
		}
		return this;
	}

	@Override
	public final void stop() {
		ChildProcess running = this.process;
		if (running != null) {
			running.stop(this.stopGrace);
		}
	}

	@Override
	public final void kill() {
		ChildProcess running = this.process;
		if (running != null) {
			running.kill();
		}
	}

	@Override
	public final void close() {
		stop();
	}

	@Override
	public final boolean isRunning() {
		ChildProcess started = this.process;
		return started != null && started.isAlive();
	}

	@Override
	public final boolean isStarted() {
		return this.process != null;
	}

	@Override
	public final ChildProcess process() {
		ChildProcess started = this.process;
		if (started == null) {
			throw new IllegalStateException("Not started yet");
		}
		return started;
	}

}
