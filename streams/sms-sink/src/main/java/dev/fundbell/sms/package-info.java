/** The SMS sink: stream app that sends published notifications to phones. */
@NullMarked
package dev.fundbell.sms;

import org.jspecify.annotations.NullMarked;
