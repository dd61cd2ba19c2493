/** Tasks as processes of this machine: their launch, their logs, their end. */
@NullMarked
package dev.fundbell.dataflow.server.task;

import org.jspecify.annotations.NullMarked;
