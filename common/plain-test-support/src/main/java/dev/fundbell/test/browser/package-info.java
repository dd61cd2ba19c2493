/** Real browser for tests. */
@NullMarked
package dev.fundbell.test.browser;

import org.jspecify.annotations.NullMarked;
