/** What a phone can be sent, and which phones there are. */
@NullMarked
package dev.fundbell.sms.text;

import org.jspecify.annotations.NullMarked;
