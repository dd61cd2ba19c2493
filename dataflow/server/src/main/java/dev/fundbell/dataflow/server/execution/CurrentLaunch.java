package dev.fundbell.dataflow.server.execution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.springframework.stereotype.Component;

/**
 * Launch that the current thread is in the middle of. Data Flow makes the execution that
 * a launch has created known only once the process is started, and not at all if that
 * fails.
 */
@Component
public class CurrentLaunch {

	private final ThreadLocal<Deque<Consumer<ExecutionRef>>> listeners = ThreadLocal.withInitial(ArrayDeque::new);

	/**
	 * Launches a task.
	 * @param created takes the execution in the transaction that creates it, before the
	 * process is started; an exception from it ends the launch, and there is no execution
	 * @param launch the launch, in this thread
	 */
	public <T> T call(Consumer<ExecutionRef> created, Supplier<T> launch) {
		Deque<Consumer<ExecutionRef>> mine = this.listeners.get();
		mine.push(created);
		try {
			return launch.get();
		}
		finally {
			mine.pop();
		}
	}

	/** Tells those who launch in this thread of the execution that was created. */
	public void created(ExecutionRef execution) {
		List.copyOf(this.listeners.get()).forEach((listener) -> listener.accept(execution));
	}

}
