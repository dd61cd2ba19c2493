/**
 * The operators' page for schedules with its link in the dashboard, and the page for
 * support staff.
 */
@NullMarked
package dev.fundbell.dataflow.server.page;

import org.jspecify.annotations.NullMarked;
