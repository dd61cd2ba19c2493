/**
 * Running of a task's job in its process: the platform's database, the run's parameters,
 * and the reason that an operator sees when it fails.
 */
@NullMarked
package dev.fundbell.batch.run;

import org.jspecify.annotations.NullMarked;
