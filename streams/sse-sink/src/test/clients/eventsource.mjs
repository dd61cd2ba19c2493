import { EventSource } from 'eventsource';
import { headers, show, url } from './subscription.mjs';

const source = new EventSource(url, { fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...headers } }) });
for (const name of ['sse', 'message']) {
  source.addEventListener(name, ({ type, lastEventId, data }) => show(type, lastEventId, data));
}
