/**
 * The funding service's database as Fundbell sees it: its schema, data source, clock and
 * calendar.
 */
@NullMarked
package dev.fundbell.database;

import org.jspecify.annotations.NullMarked;
