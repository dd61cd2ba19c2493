package dev.fundbell.dataflow.server.task;

import dev.fundbell.dataflow.server.execution.ExecutionRef;
import org.jspecify.annotations.Nullable;

/**
 * Execution without an end.
 *
 * @param execution its row
 * @param task the task's name
 * @param launchId its external id; null while it is being launched
 * @param started whether its process was started, or was about to be
 */
record Unfinished(ExecutionRef execution, String task, @Nullable String launchId, boolean started) {
}
