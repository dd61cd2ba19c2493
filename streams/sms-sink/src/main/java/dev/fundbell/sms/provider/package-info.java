/** SMS gateways: the port, its adapters, and how failures of one are met. */
@NullMarked
package dev.fundbell.sms.provider;

import org.jspecify.annotations.NullMarked;
