/** Reminds users of open fundings that interest them and close within the lead time. */
@NullMarked
package dev.fundbell.task.fundingreminder;

import org.jspecify.annotations.NullMarked;
