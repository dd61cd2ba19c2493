import { announce } from './announcer.js';
import { byId } from './dom.js';
import { locale } from './locale.js';
import { duration } from './times.js';

/** A blip shorter than this is not worth a sentence. */
const WORTH_TELLING_MS = 2500;

/** Whether the page is live, in words, with the time of the next attempt and a button for it. */
export class ConnectionView {

  #client;
  #ticking = null;
  #telling = null;
  #told = false;
  #wasLive = false;

  /** @param {import('../notification-client.js').NotificationClient} client */
  constructor(client) {
    this.#client = client;
  }

  show() {
    const { state } = this.#client.connection;
    const pill = byId('connection');
    pill.dataset.state = state;
    pill.textContent = locale.text(state === 'closed' || state === 'signed-out' ? 'waiting' : state);
    if (state === 'live') {
      this.#restored();
    }
    else if (state === 'waiting' || this.#wasLive) {
      this.#telling ??= setTimeout(() => this.#lost(), WORTH_TELLING_MS);
    }
    this.#showNotice();
    clearInterval(this.#ticking);
    if (state === 'waiting') {
      this.#ticking = setInterval(() => this.#showNotice(), 1000);
    }
  }

  stop() {
    clearInterval(this.#ticking);
    clearTimeout(this.#telling);
    byId('notice').hidden = true;
  }

  #showNotice() {
    const { state, retryAt, offline } = this.#client.connection;
    if (!this.#told && byId('notice').contains(document.activeElement)) {
      byId('inbox-title').focus({ preventScroll: true });
    }
    byId('notice').hidden = !this.#told;
    // Not disabled while it connects: that would take the focus from it.
    byId('retry').setAttribute('aria-disabled', String(state !== 'waiting'));
    if (state === 'waiting') {
      const seconds = Math.max(1, Math.round((retryAt - Date.now()) / 1000));
      byId('notice-text').textContent = locale.text('retryIn', { offline, time: duration(seconds, 'second') });
    }
    else {
      byId('notice-text').textContent = locale.text('retrying');
    }
  }

  #lost() {
    this.#told = true;
    this.#showNotice();
    announce(locale.text('lost'));
  }

  #restored() {
    clearTimeout(this.#telling);
    this.#telling = null;
    if (this.#told) {
      announce(locale.text('restored'));
    }
    this.#told = false;
    this.#wasLive = true;
  }

}
