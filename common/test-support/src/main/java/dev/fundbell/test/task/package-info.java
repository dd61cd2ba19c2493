/** How the tests of tasks run them: as a job within a test, and as the whole task. */
@NullMarked
package dev.fundbell.test.task;

import org.jspecify.annotations.NullMarked;
