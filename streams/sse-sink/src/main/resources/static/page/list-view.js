import { arrange, element } from './dom.js';
import { ItemView, timeOf } from './item-view.js';
import { dayName, dayOf } from './times.js';

const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/** The notifications by day. One Tab stop; the arrow keys, Home and End move inside, Enter marks read. */
export class ListView {

  #root;
  #onRead;
  #views = new Map();
  #days = new Map();
  #current = null;

  /**
   * @param {HTMLElement} root
   * @param {(id: number) => void} onRead
   * @param {AbortSignal} signal ends the listening
   */
  constructor(root, onRead, signal) {
    this.#root = root;
    this.#onRead = onRead;
    root.addEventListener('keydown', (event) => this.#pressed(event), { signal });
    root.addEventListener('focusin', (event) => this.#focused(event), { signal });
  }

  show(items) {
    this.#keepFocus(() => this.#arrange(items));
  }

  /** As time goes by. */
  tick(items) {
    this.#views.forEach((view) => view.tick());
    this.show(items);
  }

  /** Again, because the language has changed. */
  refresh(items) {
    this.#keepFocus(() => {
      this.#views.forEach((view) => view.refresh());
      this.#arrange(items);
    });
  }

  /** @param {number} id */
  focus(id) {
    this.#views.get(id)?.element.focus();
  }

  /** The button that was pressed is gone, or the notification: the focus stays in the list. */
  #keepFocus(change) {
    const hadFocus = this.#root.contains(document.activeElement);
    change();
    if (hadFocus && !this.#root.contains(document.activeElement)) {
      this.#views.get(this.#current)?.element.focus({ preventScroll: true });
    }
  }

  #arrange(items) {
    this.#dropViews(items);
    const byDay = Map.groupBy(items, (item) => dayOf(timeOf(item)));
    arrange(this.#root, [...byDay].map(([day, ofDay]) => this.#section(day, ofDay)));
    this.#days = new Map([...byDay.keys()].map((day) => [day, this.#days.get(day)]));
    this.#keepTabStop(items);
  }

  #dropViews(items) {
    const kept = new Set(items.map((item) => item.notificationId));
    for (const id of this.#views.keys()) {
      if (!kept.has(id)) {
        this.#views.delete(id);
      }
    }
  }

  #section(day, items) {
    const section = this.#days.get(day) ?? makeSection(day);
    this.#days.set(day, section);
    section.heading.textContent = dayName(timeOf(items[0]));
    arrange(section.list, items.map((item) => this.#view(item).element.parentElement));
    return section.element;
  }

  #view(item) {
    const known = this.#views.get(item.notificationId);
    if (known) {
      known.show(item);
      return known;
    }
    const view = new ItemView(item, this.#onRead);
    element('li', {}, view.element);
    this.#views.set(item.notificationId, view);
    return view;
  }

  #keepTabStop(items) {
    if (!this.#views.has(this.#current)) {
      this.#current = items[0]?.notificationId ?? null;
    }
    this.#views.forEach((view, id) => view.focusable(id === this.#current));
  }

  #focused(event) {
    const article = event.target.closest('article');
    if (article) {
      this.#views.get(this.#current)?.focusable(false);
      this.#current = Number(article.dataset.id);
      this.#views.get(this.#current)?.focusable(true);
    }
  }

  #pressed(event) {
    if (event.target.tagName !== 'ARTICLE' || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key in STEPS) {
      event.preventDefault();
      this.#step(event.target, STEPS[event.key]);
    }
    else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#onRead(this.#current);
    }
  }

  #step(from, step) {
    const articles = [...this.#root.querySelectorAll('article')];
    const target = Math.min(articles.length - 1, Math.max(0, articles.indexOf(from) + step));
    articles[target].focus();
    articles[target].scrollIntoView({ block: 'nearest' });
  }

}

function makeSection(day) {
  const id = `day-${day}`;
  const heading = element('h2', { id });
  const list = element('ol', { class: 'items' });
  return { heading, list, element: element('section', { 'aria-labelledby': id }, heading, list) };
}
