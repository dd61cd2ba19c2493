package dev.fundbell.dataflow.server.alert;

/** Port to operators, such as a webhook or mail, that sends them alerts. */
interface AlertChannel {

	/** Returns its name, which is stored. */
	String name();

	/**
	 * Sends a message.
	 * @throws Exception if it was not taken, or nobody knows; it is sent again later
	 */
	void send(Delivery delivery) throws Exception;

}
