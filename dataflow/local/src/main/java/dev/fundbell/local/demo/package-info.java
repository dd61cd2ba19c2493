/**
 * What there is to see: people, fundings, a coupon that expires tomorrow, and somebody
 * who listens.
 */
@NullMarked
package dev.fundbell.local.demo;

import org.jspecify.annotations.NullMarked;
