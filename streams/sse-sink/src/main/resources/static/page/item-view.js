import { element, icon, iconButton } from './dom.js';
import { locale } from './locale.js';
import { fullTime, timeLeft, timeName } from './times.js';

const KINDS = {
  COUPON_DEADLINE: 'coupon',
  COUPON_TAKEN_BACK: 'coupon',
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
  #item = null;
  #onRead;
  #time = element('time');
  #expiry = element('p', { class: 'expiry' });

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
    const before = this.#item;
    this.#item = item;
    if (before && looksAlike(before, item)) {
      this.tick();
    }
    else {
      this.refresh();
    }
  }

  /** Renders the item again, because the notification or the language has changed. */
  refresh() {
    this.element.classList.toggle('unread', !this.#item.readAt);
    this.element.replaceChildren(typeIcon(this.#item.type), this.#body(), ...this.#button());
    this.focusable(this.element.tabIndex === 0);
    this.tick();
  }

  /** Only what changes as time goes by: the rest may be selected or have the focus. */
  tick() {
    const instant = timeOf(this.#item);
    this.#time.textContent = timeName(instant);
    this.#time.dateTime = instant;
    this.#time.title = fullTime(instant);
    if (this.#item.expiresAt) {
      const time = timeLeft(this.#item.expiresAt);
      this.#expiry.textContent = time ? locale.text('left', { time }) : locale.text('expired');
      this.#expiry.title = fullTime(this.#item.expiresAt);
      this.#expiry.classList.toggle('over', time === null);
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
    const { notificationId, message, expiresAt } = this.#item;
    const text = element('p', { id: `message-${notificationId}`, class: 'message', lang: locale.messages, dir: 'auto' }, message);
    return element('div', { class: 'item-body' }, this.#meta(), text, ...(expiresAt ? [this.#expiry] : []));
  }

  #meta() {
    const unread = this.#item.readAt ? [] : [element('span', { class: 'visually-hidden' }, `${locale.text('unread')}. `)];
    return element('p', { id: `meta-${this.#item.notificationId}`, class: 'meta' }, ...unread,
      element('span', { class: 'type' }, typeName(this.#item.type)), this.#time);
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

function looksAlike(one, other) {
  return one.type === other.type && one.message === other.message && one.expiresAt === other.expiresAt
    && !one.readAt === !other.readAt;
}
