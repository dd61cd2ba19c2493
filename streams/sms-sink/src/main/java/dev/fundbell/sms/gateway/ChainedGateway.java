package dev.fundbell.sms.gateway;

import dev.fundbell.sms.text.SmsCharset;

/**
 * A gateway in the chain.
 *
 * @param gateway the gateway
 * @param charset the characters that it carries
 */
record ChainedGateway(ResilientGateway gateway, SmsCharset charset) {

}
