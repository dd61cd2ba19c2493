/** The SMS sink: published notifications on their way to phones. */
@NullMarked
package dev.fundbell.sms;

import org.jspecify.annotations.NullMarked;
