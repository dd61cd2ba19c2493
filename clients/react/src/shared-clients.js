import { NotificationClient } from 'fundbell-client';

/** A component may be taken down and put up again at once, as StrictMode does: its client survives that. */
const CLOSE_AFTER_MS = 0;

/** Clients in use. Components that show the same user's notifications share one. */
const clients = new Map();

/** @typedef {import('./use-notifications.js').NotificationsState} NotificationsState */

/** @type {NotificationsState} what there is before the first fetch, and on a server */
export const NOTHING = Object.freeze({
  items: Object.freeze([]),
  unread: 0,
  hasMore: false,
  loaded: false,
  connection: Object.freeze({ state: 'closed', retryAt: null, offline: false }),
});

/**
 * Names the client with these options; the same for equal options. Null where there is no user.
 *
 * @returns {string|null}
 */
export function keyOf({ userId = null, baseUrl, pageSize }) {
  return userId === null ? null : JSON.stringify({ userId, baseUrl, pageSize });
}

/**
 * Opens the client, unless it is open already.
 *
 * @param {string} key
 * @param {() => void} changed called after each change of the state
 * @returns {() => void} closes the client when nobody else has joined it
 */
export function join(key, changed) {
  if (!clients.has(key)) {
    clients.set(key, new SharedClient(key));
  }
  return clients.get(key).join(changed);
}

/** @returns {NotificationsState} the same object until something changes */
export function stateOf(key) {
  return clients.get(key)?.state ?? NOTHING;
}

/** @returns {NotificationClient|null} the client, while somebody has joined it */
export function clientOf(key) {
  return clients.get(key)?.client ?? null;
}

class SharedClient {

  state = NOTHING;
  #key;
  #users = new Set();

  constructor(key) {
    this.#key = key;
    this.client = new NotificationClient(JSON.parse(key));
    this.client.addEventListener('change', () => this.#changed());
    this.client.addEventListener('connection', () => this.#changed());
    this.client.open();
  }

  join(changed) {
    const user = { changed };
    this.#users.add(user);
    return () => {
      this.#users.delete(user);
      setTimeout(() => this.#closeIfUnused(), CLOSE_AFTER_MS);
    };
  }

  #closeIfUnused() {
    if (this.#users.size === 0 && clients.get(this.#key) === this) {
      clients.delete(this.#key);
      this.client.close();
    }
  }

  #changed() {
    const { items, unread, hasMore, loaded, connection } = this.client;
    this.state = Object.freeze({ items, unread, hasMore, loaded, connection });
    this.#users.forEach(({ changed }) => changed());
  }

}
