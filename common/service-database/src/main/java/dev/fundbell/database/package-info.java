/**
 * The funding service's database as Fundbell sees it: entities, repositories and the
 * schema they live in.
 */
@NullMarked
package dev.fundbell.database;

import org.jspecify.annotations.NullMarked;
