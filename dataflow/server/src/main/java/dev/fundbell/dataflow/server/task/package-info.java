/**
 * Runs tasks as processes of this machine: their logs, their end, and what is stored
 * about them.
 */
@NullMarked
package dev.fundbell.dataflow.server.task;

import org.jspecify.annotations.NullMarked;
