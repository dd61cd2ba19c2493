import { announce } from './announcer.js';
import { byId, element, iconButton } from './dom.js';
import { typeIcon, typeName } from './item-view.js';
import { locale } from './locale.js';

const SHOWN_MS = 8000;
const GATHER_MS = 150;
const AT_ONCE = 3;

/** Cards for new notifications: they never take the focus, wait while pointed at or focused, and go by themselves. */
export class Toasts {

  #gathered = [];
  #timer = null;
  #onOpen;

  /**
   * @param {(id: number|null) => void} onOpen somebody wants to see this notification; null: the newest ones
   * @param {AbortSignal} signal ends the listening
   */
  constructor(onOpen, signal) {
    this.#onOpen = onOpen;
    document.addEventListener('keydown', (event) => event.key === 'Escape' && this.#dismissNewest(event), { signal });
  }

  add(notification) {
    this.#gathered.push(notification);
    this.#timer ??= setTimeout(() => this.#showGathered(), GATHER_MS);
  }

  /** A sentence of the page itself, for example that something failed. */
  say(text) {
    this.#show(element('p', { class: 'message' }, text));
    announce(text);
  }

  /** Removes the toasts of notifications that were read in another tab or in the list. */
  dropRead(items) {
    const read = new Set(items.filter((item) => item.readAt).map((item) => String(item.notificationId)));
    for (const toast of byId('toasts').querySelectorAll('[data-id]')) {
      if (read.has(toast.dataset.id) && !toast.contains(document.activeElement)) {
        toast.remove();
      }
    }
  }

  clear() {
    this.#gathered = [];
    byId('toasts').replaceChildren();
  }

  #showGathered() {
    const came = this.#gathered;
    this.#gathered = [];
    this.#timer = null;
    if (came.length > AT_ONCE) {
      const text = locale.counted('newMany', came.length);
      this.#show(this.#opener(null, typeIcon(null), element('span', { class: 'message' }, text)));
      announce(text);
    }
    else {
      came.forEach((notification) => this.#showOne(notification));
    }
  }

  #showOne({ notificationId, type, message }) {
    this.#show(this.#opener(notificationId, typeIcon(type), element('span', { class: 'toast-text' },
      element('span', { class: 'type' }, typeName(type)),
      element('span', { class: 'message', lang: locale.messages, dir: 'auto' }, message))), notificationId);
    announce(locale.text('newOne', { message }));
  }

  #opener(id, ...children) {
    return element('button', { type: 'button', class: 'toast-open', onclick: (event) => {
      event.currentTarget.closest('.toast').remove();
      this.#onOpen(id);
    } }, ...children);
  }

  #show(content, id = null) {
    const toast = element('div', { class: 'toast', 'data-id': id }, content,
      iconButton('close', locale.text('dismiss'), () => this.#dismiss(toast)));
    byId('toasts').append(toast);
    while (byId('toasts').childElementCount > AT_ONCE) {
      byId('toasts').firstElementChild.remove();
    }
    this.#expire(toast);
  }

  #expire(toast) {
    const timer = setInterval(() => {
      if (!toast.isConnected) {
        clearInterval(timer);
      }
      else if (!document.hidden && !toast.matches(':hover, :focus-within')) {
        clearInterval(timer);
        toast.remove();
      }
    }, SHOWN_MS);
  }

  #dismissNewest(event) {
    const toasts = byId('toasts');
    const toast = event.target.closest?.('.toast') ?? toasts.lastElementChild;
    if (toast) {
      this.#dismiss(toast);
    }
  }

  #dismiss(toast) {
    const hadFocus = toast.contains(document.activeElement);
    const next = toast.previousElementSibling ?? toast.nextElementSibling;
    toast.remove();
    if (hadFocus) {
      (next?.querySelector('button') ?? byId('inbox-title')).focus({ preventScroll: true });
    }
  }

}
