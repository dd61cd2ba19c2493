@NullMarked
package dev.fundbell.tracing;

import org.jspecify.annotations.NullMarked;
