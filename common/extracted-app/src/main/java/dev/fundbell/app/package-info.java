/** Spring Boot apps as files that start fast. */
@NullMarked
package dev.fundbell.app;

import org.jspecify.annotations.NullMarked;
