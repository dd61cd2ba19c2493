import { EventSourcePolyfill } from 'event-source-polyfill';
import { headers, show, url } from './subscription.mjs';

const source = new EventSourcePolyfill(url, { headers });
for (const name of ['sse', 'message']) {
  source.addEventListener(name, ({ type, lastEventId, data }) => show(type, lastEventId, data));
}
