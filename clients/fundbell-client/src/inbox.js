/** The stream leaves out what is null. */
const LIKE_A_LISTED_ONE = { fundingId: null, couponId: null, expiresAt: null, publishedAt: null, readAt: null };

/** Local copy of a user's inbox: a bounded number of items, newest first; every item is frozen. */
export class Inbox {

  items = Object.freeze([]);
  unread = 0;
  cursor = null;
  loaded = false;
  #maxItems;
  /** Also ids beyond the list: the stream repeats what was published shortly before the last event. */
  #seen = new Set();
  #newestPublished = null;
  #lastHeardId = null;
  #cameDuringFetch = new Set();

  constructor(maxItems) {
    this.#maxItems = maxItems;
  }

  get hasMore() {
    return this.cursor !== null && this.items.length < this.#maxItems;
  }

  /** Id of the last notification that the server sent, from which a subscription continues, or null. */
  get lastHeardId() {
    return this.#lastHeardId;
  }

  /**
   * Adds one that came over the stream: 'added', 'known', or 'unclear' for one that may as well be an old one beyond the
   * list (a repeated one is not told apart from one that was created early and published late, except by fetching).
   */
  add(notification) {
    this.#lastHeardId = notification.notificationId;
    if (this.#seen.has(notification.notificationId)) {
      return 'known';
    }
    if (mayLieBeyond({ items: this.items, nextCursor: this.cursor }, notification)) {
      return 'unclear';
    }
    this.#remember(notification.notificationId);
    this.#cameDuringFetch.add(notification.notificationId);
    const item = { ...LIKE_A_LISTED_ONE, receivedAt: new Date().toISOString(), ...notification };
    this.items = Object.freeze([Object.freeze(item), ...this.items]);
    this.unread++;
    return 'added';
  }

  /** Drops the tail when the list is too long. The cursor does not fit then: true = fetch again. */
  trim() {
    if (this.items.length <= this.#maxItems) {
      return false;
    }
    this.items = Object.freeze(this.items.slice(0, this.#maxItems));
    return true;
  }

  beginFetch() {
    this.#cameDuringFetch.clear();
  }

  /**
   * Takes the first page as the truth, except for what happened while it was on its way.
   *
   * @returns {{fresh: object[], unclear: boolean}} the notifications that are new, oldest first, and whether the page may
   *   have been written before or after some that came meanwhile: fetch again
   */
  replace(page) {
    const known = new Map(this.items.map((item) => [item.notificationId, item]));
    const listed = new Set(page.items.map((item) => item.notificationId));
    const unlisted = this.items.filter((item) => this.#cameDuringFetch.has(item.notificationId)
      && !listed.has(item.notificationId));
    const overtaken = unlisted.filter((item) => !mayLieBeyond(page, item));
    const fresh = this.loaded ? page.items.filter((item) => this.#isNew(item)) : [];
    const items = page.items.map((item) => stillRead(item, known.get(item.notificationId)));
    const readMeanwhile = items.filter((item, index) => item.readAt && !page.items[index].readAt).length;
    this.items = Object.freeze([...overtaken, ...items]);
    this.unread = Math.max(0, page.unread - readMeanwhile + overtaken.filter((item) => !item.readAt).length);
    this.#accept(page);
    if (page.items.length > 0) {
      this.#lastHeardId = page.items[0].notificationId;
      this.#newestPublished = page.items[0].publishedAt;
    }
    this.loaded = true;
    return { fresh: fresh.reverse(), unclear: overtaken.length < unlisted.length };
  }

  append(page) {
    const listed = new Set(this.items.map((item) => item.notificationId));
    const older = page.items.filter((item) => !listed.has(item.notificationId)).map(Object.freeze);
    this.items = Object.freeze([...this.items, ...older].slice(0, this.#maxItems));
    this.#accept(page);
  }

  /** @returns {{changed: number[], unknown: boolean}} which became read, and whether others are not in the list */
  markRead(ids) {
    const wanted = new Set(ids);
    const listed = this.items.filter((item) => wanted.has(item.notificationId));
    const changed = listed.filter((item) => !item.readAt).map((item) => item.notificationId);
    this.#setReadAt(changed, new Date().toISOString());
    this.unread = Math.max(0, this.unread - changed.length);
    return { changed, unknown: listed.length < wanted.size };
  }

  markUnread(ids) {
    this.#setReadAt(ids, null);
    this.unread += ids.length;
  }

  /** For when the server has marked all read but what the list shows. */
  countListed() {
    this.unread = this.items.filter((item) => !item.readAt).length;
  }

  #setReadAt(ids, readAt) {
    const wanted = new Set(ids);
    this.items = Object.freeze(this.items.map((item) => wanted.has(item.notificationId)
      ? Object.freeze({ ...item, readAt }) : item));
  }

  /** Old pages of which nothing is known are not new: new ones are published after what was known. */
  #isNew(item) {
    return !this.#seen.has(item.notificationId) && !item.readAt
      && (this.#newestPublished === null || Date.parse(item.publishedAt) >= Date.parse(this.#newestPublished));
  }

  #accept(page) {
    this.cursor = page.nextCursor;
    // From the oldest on, so that the newest are forgotten last.
    page.items.toReversed().forEach((item) => this.#remember(item.notificationId));
  }

  #remember(id) {
    this.#seen.delete(id);
    this.#seen.add(id);
    if (this.#seen.size > 4 * this.#maxItems) {
      this.#seen.delete(this.#seen.values().next().value);
    }
  }

}

/** Whether an unlisted one may be older than what is listed and is counted there already. */
function mayLieBeyond({ items, nextCursor }, notification) {
  const oldest = items.at(-1);
  return nextCursor !== null && oldest !== undefined && Date.parse(notification.createdAt) <= Date.parse(oldest.createdAt);
}

/** A notification never becomes unread again: an answer that says so was written before the read. */
function stillRead(item, known) {
  return Object.freeze({ ...item, readAt: item.readAt ?? known?.readAt ?? null });
}
