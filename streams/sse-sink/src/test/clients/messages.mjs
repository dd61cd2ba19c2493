let sent = Promise.resolve();

/** Tells the test of a message that the page has got, one after the other. */
export function send(event, id, data) {
  sent = sent.then(() => fetch('/messages', { method: 'POST', body: [event, id, data].join('\t') }));
}
