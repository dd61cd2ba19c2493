import { fetchEventSource } from '@microsoft/fetch-event-source';
import { headers, show, url } from './subscription.mjs';

globalThis.window = globalThis;

class StreamEnded extends Error {
}

fetchEventSource(url, {
  headers,
  openWhenHidden: true,
  onmessage: ({ event, id, data }) => show(event, id, data),
  // Without this it would be content with the end of the stream, and not come back.
  onclose: () => {
    throw new StreamEnded();
  },
});
