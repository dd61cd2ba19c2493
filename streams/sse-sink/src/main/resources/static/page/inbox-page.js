import { NotificationClient } from '../notification-client.js';
import { announce } from './announcer.js';
import { blankState } from './blank-state.js';
import { ConnectionView } from './connection-view.js';
import { byId } from './dom.js';
import { ListView } from './list-view.js';
import { locale } from './locale.js';
import { Toasts } from './toasts.js';

const CLOCK_MS = 30_000;

/** The signed-in page of one user, from `start` to `stop`. */
export class InboxPage {

  #client;
  #list;
  #toasts;
  #connection;
  #lifetime = new AbortController();
  #clock = null;
  #frame = null;

  /** @param {() => void} onSignedOut */
  constructor(userId, onSignedOut) {
    this.#client = new NotificationClient({ userId });
    this.#list = new ListView(byId('list'), (id) => this.#markRead(id), this.#lifetime.signal);
    this.#toasts = new Toasts((id) => this.#list.focus(id ?? this.#client.items[0]?.notificationId), this.#lifetime.signal);
    this.#connection = new ConnectionView(this.#client);
    this.#on(this.#client, 'change', () => this.#showSoon());
    this.#on(this.#client, 'notification', ({ detail }) => this.#arrived(detail));
    this.#on(this.#client, 'connection', () => {
      this.#connection.show();
      this.#showSoon();
    });
    this.#on(this.#client, 'signed-out', onSignedOut);
  }

  start() {
    this.#on(byId('mark-all'), 'click', () => this.#markAllRead());
    this.#on(byId('more'), 'click', () => this.#loadMore());
    this.#on(byId('retry'), 'click', () => this.#client.connection.state === 'waiting' && this.#client.retryNow());
    this.#on(byId('bell'), 'click', () => this.#firstUnread());
    this.#on(locale, 'change', () => this.#refresh());
    this.#clock = setInterval(() => document.hidden || this.#list.tick(this.#client.items), CLOCK_MS);
    byId('inbox').hidden = false;
    byId('bell').hidden = false;
    this.#show();
    this.#client.open();
  }

  stop() {
    this.#lifetime.abort();
    this.#client.close();
    this.#connection.stop();
    this.#toasts.clear();
    clearInterval(this.#clock);
    cancelAnimationFrame(this.#frame);
    byId('list').replaceChildren();
    byId('inbox').hidden = true;
    byId('bell').hidden = true;
    document.title = 'Fundbell';
  }

  #on(target, type, listener) {
    target.addEventListener(type, listener, { signal: this.#lifetime.signal });
  }

  /** A burst of events is one look at the result. A hidden tab gets no frames, and its title still counts. */
  #showSoon() {
    this.#showUnread();
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#show());
  }

  #show() {
    const { items, hasMore } = this.#client;
    this.#showUnread();
    this.#list.show(items);
    this.#toasts.dropRead(items);
    byId('more').hidden = !hasMore;
    byId('mark-all').hidden = items.length === 0;
    byId('list').setAttribute('aria-busy', String(!this.#client.loaded));
    blankState(byId('blank'), this.#client);
  }

  #showUnread() {
    const { items, unread, loaded } = this.#client;
    byId('badge').hidden = unread === 0;
    byId('badge').textContent = unread > 99 ? '99+' : locale.number(unread);
    byId('bell-label').textContent = locale.counted('bell', unread);
    byId('bell').title = locale.counted('bell', unread);
    byId('summary').textContent = loaded && items.length > 0 ? locale.counted('unreadCount', unread) : '';
    byId('mark-all').disabled = unread === 0;
    document.title = `${unread > 0 ? `(${locale.number(unread)}) ` : ''}${locale.text('notifications')} · Fundbell`;
  }

  #refresh() {
    this.#list.refresh(this.#client.items);
    this.#connection.show();
    this.#show();
  }

  #arrived(notification) {
    this.#toasts.add(notification);
    byId('bell').classList.remove('ringing');
    requestAnimationFrame(() => byId('bell').classList.add('ringing'));
  }

  #firstUnread() {
    const { items } = this.#client;
    const target = items.find((item) => !item.readAt) ?? items[0];
    if (target) {
      this.#list.focus(target.notificationId);
    }
  }

  async #markRead(id) {
    if (this.#client.items.some((item) => item.notificationId === id && !item.readAt)) {
      await this.#attempt(this.#client.markRead(id), 'markFailed');
    }
  }

  async #markAllRead() {
    if (await this.#attempt(this.#client.markAllRead(), 'markFailed')) {
      announce(locale.text('markedAllRead'));
      byId('inbox-title').focus({ preventScroll: true });
    }
  }

  async #loadMore() {
    const more = byId('more');
    const oldest = this.#client.items.length;
    more.setAttribute('aria-disabled', 'true');
    more.textContent = locale.text('loadingMore');
    const done = await this.#attempt(this.#client.loadMore(), 'loadMoreFailed');
    more.removeAttribute('aria-disabled');
    more.textContent = locale.text('loadMore');
    if (done) {
      this.#show();
      this.#list.focus(this.#client.items[oldest]?.notificationId);
    }
  }

  async #attempt(action, failure) {
    try {
      await action;
      return true;
    }
    catch {
      this.#toasts.say(locale.text(failure));
      return false;
    }
  }

}
