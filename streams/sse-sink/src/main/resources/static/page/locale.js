import { recall, store } from './storage.js';
import { languages } from './strings.js';

const KEY = 'fundbell.language';

/** The language of the page and everything that is formatted in it. Fires `change`. */
class Locale extends EventTarget {

  #language = known(recall(KEY)) ?? fromBrowser();

  /** The language of the notifications: the server writes them in the user's. */
  messages = null;

  get language() {
    return this.#language;
  }

  /** The user's own language, as the service knows it; a choice made on this page wins. */
  suggest(language) {
    this.messages = known(language);
    this.#use(known(recall(KEY)) ?? known(language) ?? this.#language);
  }

  toggle() {
    const other = this.#language === 'ko' ? 'en' : 'ko';
    store(KEY, other);
    this.#use(other);
  }

  text(key, parameters = {}) {
    const text = languages[this.#language][key];
    return typeof text === 'function' ? text(parameters) : text;
  }

  /** A text that speaks of a number of things. */
  counted(key, count) {
    return this.text(key, { count, number: this.number(count) });
  }

  number(value) {
    return new Intl.NumberFormat(this.#language).format(value);
  }

  /** Fills the static texts and labels below an element. */
  translate(root) {
    for (const element of root.querySelectorAll('[data-text]')) {
      element.textContent = this.text(element.dataset.text);
    }
    for (const element of root.querySelectorAll('[data-label]')) {
      element.setAttribute('aria-label', this.text(element.dataset.label));
      element.title = element.tagName === 'BUTTON' ? this.text(element.dataset.label) : '';
    }
  }

  #use(language) {
    if (language !== this.#language) {
      this.#language = language;
      this.dispatchEvent(new Event('change'));
    }
  }

}

function known(language) {
  const primary = language?.split(/[-_]/)[0].toLowerCase();
  return Object.hasOwn(languages, primary ?? '') ? primary : null;
}

function fromBrowser() {
  return navigator.languages.map(known).find(Boolean) ?? 'en';
}

export const locale = new Locale();
