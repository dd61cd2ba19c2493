/** What operators see and do. */
@NullMarked
package dev.fundbell.sms.admin;

import org.jspecify.annotations.NullMarked;
