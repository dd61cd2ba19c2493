import { byId } from './dom.js';

const CLEAR_AFTER_MS = 5000;

/** Tells a screen reader, politely, one thing after another. */
let pending = [];
let timer = null;

export function announce(text) {
  pending.push(text);
  clearTimeout(timer);
  // A live region that is filled twice at once is read once.
  timer = setTimeout(speak, 100);
}

function speak() {
  byId('announcer').textContent = pending.join(' ');
  pending = [];
  // Otherwise it stays on the page for who reads on from there.
  timer = setTimeout(() => {
    byId('announcer').textContent = '';
  }, CLEAR_AFTER_MS);
}
