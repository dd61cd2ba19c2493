import { once } from 'node:events';
import { createServer } from 'node:http';

const SUBSCRIBE = '/api/notification/subscribe/';

/** A server with the sink's HTTP interface for one user, that fails on demand. */
export class StubSink {

  /** Newest first, as the inbox shows them. */
  items = [];
  /** `method path` of each request, and its Last-Event-ID. */
  requests = [];
  #streams = new Set();
  #refusals = new Map();
  #server = createServer((request, response) => this.#answer(request, response));
  #lastId = 100;

  static async start() {
    const sink = new StubSink();
    sink.#server.listen(0, '127.0.0.1');
    await once(sink.#server, 'listening');
    return sink;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}/`;
  }

  get openStreams() {
    return this.#streams.size;
  }

  get subscriptions() {
    return this.requests.filter(({ path }) => path.startsWith(SUBSCRIBE));
  }

  get fetches() {
    return this.requests.filter(({ path }) => path === '/api/notifications');
  }

  /** In the inbox and on the stream. */
  publish(message) {
    const notification = this.store(message);
    this.send(notification);
    return notification;
  }

  /** In the inbox alone. */
  store(message) {
    const publishedAt = new Date(1_700_000_000_000 + ++this.#lastId).toISOString();
    const notification = {
      notificationId: this.#lastId, type: 'COUPON_DEADLINE', message, createdAt: publishedAt, publishedAt, readAt: null,
    };
    this.items.unshift(notification);
    return notification;
  }

  /** On the stream. */
  send({ publishedAt, readAt, ...notification }) {
    this.#write(`id: ${notification.notificationId}\nevent: sse\ndata: ${JSON.stringify(notification)}\n\n`);
  }

  refuse(path, status) {
    this.#refusals.set(path, status);
  }

  refuseNothing() {
    this.#refusals.clear();
  }

  dropStreams() {
    this.#streams.forEach((stream) => stream.destroy());
  }

  async stop() {
    this.dropStreams();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #write(text) {
    this.#streams.forEach((stream) => stream.write(text));
  }

  #answer(request, response) {
    const { pathname: path } = new URL(request.url, this.url);
    this.requests.push({ method: request.method, path, lastEventId: lastEventId(request) });
    const refusal = [...this.#refusals].find(([refused]) => path.startsWith(refused));
    if (refusal) {
      response.writeHead(refusal[1]).end();
    }
    else if (path.startsWith(SUBSCRIBE)) {
      this.#subscribe(request, response);
    }
    else if (request.method === 'PUT') {
      this.#read(Number(path.split('/')[3]));
      response.writeHead(204).end();
    }
    else {
      response.setHeader('Content-Type', 'application/json');
      const unread = this.items.filter(({ readAt }) => readAt === null).length;
      response.end(JSON.stringify({ items: this.items, nextCursor: null, unread }));
    }
  }

  #subscribe(request, response) {
    response.setHeader('Content-Type', 'text/event-stream');
    this.#streams.add(response);
    response.on('close', () => this.#streams.delete(response));
    response.write('retry: 20\nevent: sse\ndata: connect completed\n\n');
    const last = lastEventId(request);
    this.items.filter(({ notificationId }) => last && notificationId > Number(last)).reverse()
      .forEach((notification) => this.send(notification));
  }

  #read(id) {
    this.items = this.items.map((item) => item.notificationId === id ? { ...item, readAt: item.publishedAt } : item);
  }

}

function lastEventId(request) {
  return request.headers['last-event-id'] ?? new URL(request.url, 'http://sink').searchParams.get('lastEventId');
}
