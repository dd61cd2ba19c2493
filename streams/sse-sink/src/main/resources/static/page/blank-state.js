import { element, icon } from './dom.js';
import { locale } from './locale.js';

const SKELETONS = 4;

/** Placeholder of the list: loading, failed or empty. */
export function blankState(root, { loaded, items, connection }) {
  const state = stateOf(loaded, items, connection);
  const shown = `${state} ${locale.language}`;
  if (root.dataset.shown !== shown) {
    root.dataset.shown = shown;
    root.replaceChildren(...CONTENT[state]());
  }
}

const CONTENT = {
  none: () => [],
  loading: () => [element('div', { class: 'items' },
    element('p', { class: 'visually-hidden' }, locale.text('loading')), ...Array.from({ length: SKELETONS }, skeleton))],
  failed: () => [panel('cloud-off', 'failedTitle', 'failedText')],
  empty: () => [panel('bell', 'emptyTitle', 'emptyText')],
};

function stateOf(loaded, items, connection) {
  if (loaded) {
    return items.length === 0 ? 'empty' : 'none';
  }
  return connection.state === 'waiting' ? 'failed' : 'loading';
}

function skeleton() {
  return element('div', { class: 'item skeleton', 'aria-hidden': 'true' }, element('span', { class: 'type-icon' }),
    element('div', { class: 'item-body' }, element('p', { class: 'meta' }), element('p', { class: 'message' })));
}

function panel(iconName, title, text) {
  return element('div', { class: 'panel' }, element('span', { class: 'panel-icon' }, icon(iconName)),
    element('h2', {}, locale.text(title)), element('p', {}, locale.text(text)));
}
