import { element, icon, iconButton } from './dom.js';
import { locale } from './locale.js';
import { fullTime, timeLeft, timeName } from './times.js';

const KINDS = {
  COUPON_DEADLINE: 'coupon',
  FUNDING_SUCCEEDED: 'succeeded',
  FUNDING_FAILED: 'failed',
  FUNDING_DEADLINE: 'deadline',
};

/** The icon of a notification's type; an unknown type rings the bell. */
export function typeIcon(type) {
  const kind = KINDS[type] ?? 'bell';
  return element('span', { class: `type-icon ${kind}` }, icon(kind));
}

export function typeName(type) {
  return locale.text('type')[type] ?? locale.text('notifications');
}

/** When the user could first know of it. */
export function timeOf(item) {
  return item.publishedAt ?? item.receivedAt ?? item.createdAt;
}

/** One notification of the list. The element stays the same while its content changes, so that it keeps the focus. */
export class ItemView {

  element;
  #item;
  #onRead;

  /** @param {(id: number) => void} onRead */
  constructor(item, onRead) {
    this.#onRead = onRead;
    const id = item.notificationId;
    this.element = element('article', {
      'tabindex': '-1', 'class': 'item', 'data-id': id, 'aria-labelledby': `meta-${id} message-${id}`,
    });
    this.show(item);
  }

  show(item) {
    if (item !== this.#item) {
      this.#item = item;
      this.refresh();
    }
  }

  /** Anew: because the notification, the language or the time has changed. */
  refresh() {
    const focusedInside = this.element !== document.activeElement && this.element.contains(document.activeElement);
    this.element.classList.toggle('unread', !this.#item.readAt);
    this.element.replaceChildren(typeIcon(this.#item.type), this.#body(), ...this.#button());
    this.focusable(this.element.tabIndex === 0);
    if (focusedInside) {
      // The button that was pressed is gone.
      this.element.focus({ preventScroll: true });
    }
  }

  /** Whether Tab stops here: at one item of the list; the arrow keys lead to the others. */
  focusable(is) {
    this.element.tabIndex = is ? 0 : -1;
    for (const button of this.element.querySelectorAll('button')) {
      button.tabIndex = is ? 0 : -1;
    }
  }

  #body() {
    const { notificationId, message } = this.#item;
    return element('div', { class: 'item-body' }, this.#meta(),
      element('p', { id: `message-${notificationId}`, class: 'message', lang: locale.messages, dir: 'auto' }, message), ...this.#expiry());
  }

  #meta() {
    const instant = timeOf(this.#item);
    const unread = this.#item.readAt ? [] : [element('span', { class: 'visually-hidden' }, `${locale.text('unread')}. `)];
    return element('p', { id: `meta-${this.#item.notificationId}`, class: 'meta' }, ...unread,
      element('span', { class: 'type' }, typeName(this.#item.type)),
      element('time', { datetime: instant, title: fullTime(instant) }, timeName(instant)));
  }

  #expiry() {
    if (!this.#item.expiresAt) {
      return [];
    }
    const time = timeLeft(this.#item.expiresAt);
    const text = time ? locale.text('left', { time }) : locale.text('expired');
    return [element('p', { class: time ? 'expiry' : 'expiry over', title: fullTime(this.#item.expiresAt) }, text)];
  }

  #button() {
    if (this.#item.readAt) {
      return [];
    }
    const { notificationId } = this.#item;
    const button = iconButton('check', locale.text('markRead'), () => this.#onRead(notificationId));
    button.setAttribute('aria-describedby', `message-${notificationId}`);
    return [button];
  }

}
