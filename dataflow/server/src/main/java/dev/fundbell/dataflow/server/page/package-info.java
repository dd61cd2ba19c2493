/** The operators' page for schedules, and its link in the dashboard. */
@NullMarked
package dev.fundbell.dataflow.server.page;

import org.jspecify.annotations.NullMarked;
