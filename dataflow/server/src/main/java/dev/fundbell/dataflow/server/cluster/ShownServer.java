package dev.fundbell.dataflow.server.cluster;

/**
 * Server in the form in which REST shows it.
 *
 * @param id its id, another one after each start
 * @param host its host
 * @param state alive, draining (it takes no new launches), drained (nothing runs there
 * either), or ended
 * @param beat when it last showed that it is alive, by its own clock
 * @param executions how many executions of it have no end, those that wait for their turn
 * among them
 * @param runs how many of them are runs of schedules
 * @param answering whether it is the one that answers this request
 */
record ShownServer(String id, String host, String state, String beat, int executions, int runs, boolean answering) {
}
