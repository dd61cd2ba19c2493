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

  /** @param {import('../notification-client.js').NotificationClient} client */
  constructor(client) {
    this.#client = client;
  }

  show() {
    const { state } = this.#client.connection;
    const pill = byId('connection');
    pill.dataset.state = state;
    pill.textContent = locale.text(state === 'closed' || state === 'signed-out' ? 'waiting' : state);
    this.#tell(state);
    this.#showNotice();
    clearInterval(this.#ticking);
    if (state === 'waiting') {
      this.#ticking = setInterval(() => this.#showNotice(), 1000);
    }
  }

  stop() {
    clearInterval(this.#ticking);
    clearTimeout(this.#telling);
  }

  #showNotice() {
    const { state, retryAt, offline } = this.#client.connection;
    const visible = state === 'waiting' || (state === 'connecting' && this.#told);
    byId('notice').hidden = !visible;
    byId('retry').disabled = state === 'connecting';
    if (visible) {
      const seconds = Math.max(1, Math.round((retryAt - Date.now()) / 1000));
      byId('notice-text').textContent = state === 'connecting' ? locale.text('retrying')
        : locale.text('retryIn', { offline, time: duration(seconds, 'second') });
    }
  }

  #tell(state) {
    if (state === 'live') {
      clearTimeout(this.#telling);
      this.#telling = null;
      if (this.#told) {
        announce(locale.text('restored'));
      }
      this.#told = false;
    }
    else if (state === 'waiting') {
      this.#telling ??= setTimeout(() => {
        this.#told = true;
        announce(locale.text('lost'));
      }, WORTH_TELLING_MS);
    }
  }

}
