/** Texts and phone numbers, as mobile networks take them. */
@NullMarked
package dev.fundbell.sms.text;

import org.jspecify.annotations.NullMarked;
