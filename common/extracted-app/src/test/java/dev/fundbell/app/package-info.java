@NullMarked
package dev.fundbell.app;

import org.jspecify.annotations.NullMarked;
