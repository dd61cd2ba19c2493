/** Packaged apps as processes of tests. */
@NullMarked
package dev.fundbell.test.app;

import org.jspecify.annotations.NullMarked;
