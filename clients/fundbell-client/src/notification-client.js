import { HttpError, InboxApi } from './inbox-api.js';
import { Inbox } from './inbox.js';
import { LiveConnection } from './live-connection.js';
import { SharedEventSource } from './shared-event-source.js';

export { HttpError };

/** A list longer than this is fetched again only down to here; the server gives no more at once. */
const LARGEST_PAGE = 100;

/**
 * @typedef {object} Notification
 * @property {number} notificationId
 * @property {string} type for example `COUPON_DEADLINE`
 * @property {string} message in the user's language; text, not HTML
 * @property {number|null} fundingId
 * @property {number|null} couponId
 * @property {string} createdAt ISO instant, like all others
 * @property {string|null} publishedAt null while it is known from the stream alone
 * @property {string} [receivedAt] when it came, for one that is known from the stream alone
 * @property {string|null} expiresAt
 * @property {string|null} readAt
 */

/**
 * A user's notifications, live: the inbox, its unread count, and what the server pushes. No dependency; works in any
 * page that the notification server sees as signed in by cookie.
 *
 *     const client = new NotificationClient({ userId: 7, baseUrl: 'https://notify.example.com/' });
 *     client.addEventListener('change', () => render(client.items, client.unread));
 *     client.addEventListener('notification', ({ detail }) => toast(detail.message));
 *     client.open();
 *
 * Events:
 * - `change`: items, unread, hasMore or loaded have changed
 * - `notification`: a new one (detail: {@link Notification}), once for each id
 * - `connection`: detail `{state, retryAt, offline}`, the same as `client.connection`
 * - `signed-out`: the server does not accept the cookie; `open()` again after a sign-in
 *
 * One client serves one signed-in user: close it when the user changes.
 *
 * The inbox is fetched first, and the stream then starts from its newest notification, so nothing falls in between. The
 * stream may repeat itself; the client drops what it knows. Facts that the stream cannot tell (reads that happened while it
 * was away, the order of publication) come from fetching the inbox again.
 */
export class NotificationClient extends EventTarget {

  #userId;
  #api;
  #inbox;
  #connection;
  #pageSize;
  #resync;
  #queue = Promise.resolve();
  #behind = false;
  #timer = null;
  #lastSync = 0;

  /**
   * @param {object} options
   * @param {number|string} options.userId
   * @param {string|URL} [options.baseUrl] where the notification server is; by default the page's own host
   * @param {number} [options.pageSize] notifications per page, 20 by default
   * @param {number} [options.maxItems] how many are held at most, 500 by default: more of them are in the server's inbox
   * @param {{minMs: number, maxMs: number}} [options.retry] limits of the backoff, by default 1 s to 60 s
   * @param {{minMs?: number, everyMs?: number, spreadMs?: number}} [options.resync] the inbox is fetched again on the server's
   *   hints, at most once in minMs; in a visible page each everyMs, because a stream can die without a sign; and within
   *   spreadMs after a reconnect, at a random time, because all clients of a server that restarts reconnect; by default
   *   1 s, 5 min and 5 s
   * @param {boolean} [options.shared] whether the tabs of a browser share one stream (the default), where it can do that
   */
  constructor({
    userId, baseUrl = '/', pageSize = 20, maxItems = 500,
    retry = { minMs: 1000, maxMs: 60_000 }, resync = {}, shared = true,
  }) {
    super();
    this.#userId = userId;
    this.#api = new InboxApi(baseUrl);
    this.#inbox = new Inbox(maxItems);
    this.#pageSize = pageSize;
    this.#resync = { minMs: 1000, everyMs: 300_000, spreadMs: 5000, ...resync };
    const handlers = {
      sse: (event) => this.#received(event),
      read: (event) => this.#readElsewhere(JSON.parse(event.data)),
      reset: () => this.#syncSoon(),
      ping: (event) => this.#connection.expectWithin(JSON.parse(event.data).everyMs),
    };
    this.#connection = new LiveConnection({
      prepare: (signal) => this.#inTurn(() => this.#fetch(signal)),
      openStream: () => this.#openStream(shared && SharedEventSource.supported, Object.keys(handlers)),
      explainRefusal: (signal) => this.#api.explainRefusal(this.#subscription(), signal),
      handlers,
      onState: (state) => this.#stateChanged(state),
      retry,
    });
  }

  /** @returns {readonly Notification[]} newest first */
  get items() {
    return this.#inbox.items;
  }

  /** @returns {number} unread notifications, also those that are not among the items yet */
  get unread() {
    return this.#inbox.unread;
  }

  /** @returns {boolean} whether `loadMore()` would bring older ones */
  get hasMore() {
    return this.#inbox.hasMore;
  }

  /** @returns {boolean} whether the inbox has been fetched at least once */
  get loaded() {
    return this.#inbox.loaded;
  }

  /** @returns {{state: 'closed'|'connecting'|'live'|'waiting'|'signed-out', retryAt: Date|null, offline: boolean}} */
  get connection() {
    return this.#connection.state;
  }

  /** Fetches the inbox and subscribes. No effect when open. */
  open() {
    this.#connection.open();
  }

  /** Ends the subscription and every timer. The items stay; `open()` goes on from them. */
  close() {
    this.#connection.close();
  }

  /** While waiting: tries now. */
  retryNow() {
    this.#connection.retryNow();
  }

  /** Appends the next older page. Rejects when the server cannot be reached. */
  loadMore() {
    return this.#inTurn(async () => {
      if (this.#behind) {
        await this.#fetch();
      }
      if (this.#inbox.hasMore) {
        const page = await this.#guarded(this.#api.page(this.#pageSize, this.#inbox.cursor));
        this.#inbox.append(page);
        this.#changed();
      }
    });
  }

  /** Shown as read at once; taken back, and rejected, when the server cannot be told. */
  async markRead(id) {
    const marked = this.#inbox.markRead([id]);
    this.#changed();
    try {
      await this.#guarded(this.#api.markRead(id));
    }
    catch (error) {
      if (!(error instanceof HttpError) || error.status !== 404) {
        this.#takeBack(marked.changed);
        throw error;
      }
      this.#syncSoon();
    }
  }

  /** Marks read all that had come when it was called, and not what comes meanwhile. */
  async markAllRead() {
    const shown = this.#inbox.items.map((item) => item.notificationId);
    if (this.#inbox.items.some((item) => !item.publishedAt)) {
      await this.#inTurn(() => this.#fetch());
    }
    const newest = this.#inbox.items.find((item) => shown.includes(item.notificationId));
    if (!newest) {
      return;
    }
    const marked = this.#inbox.markRead(shown);
    this.#changed();
    try {
      await this.#guarded(this.#api.markAllRead(newest.publishedAt));
    }
    catch (error) {
      this.#takeBack(marked.changed);
      throw error;
    }
    this.#inbox.countListed();
    this.#changed();
  }

  #subscription() {
    return this.#api.subscription(this.#userId, this.#inbox.lastHeardId);
  }

  #openStream(shared, eventNames) {
    const name = `fundbell ${this.#api.subscription(this.#userId, null)}`;
    return shared ? new SharedEventSource(name, () => this.#subscription(), eventNames)
      : new EventSource(this.#subscription(), { withCredentials: true });
  }

  /** A fetch is one at a time: an answer that overtakes another would bring back what is over. */
  #inTurn(action) {
    const result = this.#queue.then(action);
    this.#queue = result.catch(() => {});
    return result;
  }

  async #fetch(signal = null) {
    this.#behind = false;
    this.#lastSync = Date.now();
    const limit = Math.min(LARGEST_PAGE, Math.max(this.#pageSize, this.#inbox.items.length));
    this.#inbox.beginFetch();
    const { fresh, unclear } = this.#inbox.replace(await this.#guarded(this.#api.page(limit, null, signal)));
    if (this.#inbox.trim() || unclear) {
      this.#syncSoon();
    }
    this.#changed();
    fresh.forEach((item) => this.#announce(item));
    return fresh;
  }

  #syncSoon() {
    this.#behind = true;
    this.#syncIn(Math.max(0, this.#lastSync + this.#resync.minMs - Date.now()));
  }

  #syncIn(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#sync(), delay);
  }

  async #sync() {
    const { signal } = this.#connection;
    const hinted = this.#behind;
    try {
      if (hinted || !document.hidden) {
        const fresh = await this.#inTurn(() => this.#fetch(signal));
        if (fresh.length > 0 && !hinted) {
          // The stream should have brought it: it is dead without a sign.
          this.#connection.retryNow();
        }
      }
      this.#syncIn(this.#behind ? this.#resync.minMs : this.#untilNextSync());
    }
    catch (error) {
      if (!signal.aborted) {
        this.#connection.failed(error);
      }
    }
  }

  #untilNextSync() {
    return this.#resync.everyMs * (0.75 + Math.random() / 2);
  }

  #received(event) {
    if (event.data === 'connect completed') {
      this.#subscribed();
      return;
    }
    const notification = JSON.parse(event.data);
    switch (this.#inbox.add(notification)) {
      case 'added':
        this.#changed();
        this.#announce(notification);
        break;
      case 'unclear':
        this.#syncSoon();
        break;
      default:
    }
    if (this.#inbox.trim()) {
      this.#syncSoon();
    }
  }

  #subscribed() {
    const { again, joined } = this.#connection.confirmed();
    if (this.#behind || this.#inbox.lastHeardId === null || joined && !again) {
      this.#syncSoon();
    }
    else if (again) {
      // The stream goes on from the last event by itself; what was read meanwhile can wait.
      this.#behind = true;
      this.#syncIn(Math.random() * this.#resync.spreadMs);
    }
    else {
      this.#syncIn(this.#untilNextSync());
    }
  }

  #readElsewhere({ ids, through }) {
    if (through ? this.#inbox.unread === 0 : ids.length === 0) {
      return;
    }
    const { unknown } = ids ? this.#inbox.markRead(ids) : { unknown: true };
    if (unknown) {
      this.#syncSoon();
    }
    this.#changed();
  }

  #takeBack(ids) {
    this.#inbox.markUnread(ids);
    this.#changed();
  }

  #guarded(request) {
    return request.catch((error) => {
      if (error instanceof HttpError && error.status === 401) {
        this.#connection.failed(error);
      }
      throw error;
    });
  }

  #stateChanged(state) {
    if (state.state !== 'live') {
      clearTimeout(this.#timer);
    }
    this.dispatchEvent(new CustomEvent('connection', { detail: state }));
    if (state.state === 'signed-out') {
      this.dispatchEvent(new CustomEvent('signed-out'));
    }
  }

  #changed() {
    this.dispatchEvent(new CustomEvent('change'));
  }

  #announce(notification) {
    this.dispatchEvent(new CustomEvent('notification', { detail: notification }));
  }

}
