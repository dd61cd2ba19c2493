import { byId, element, show as fill } from './dom.js';

const SHOWN_MS = 8000;

let timer;

/** Says for some seconds what was done. */
export function say(text) {
  show(text, false);
}

/** Says for some seconds why something was not done. */
export function complain(text) {
  show(text, true);
}

function show(text, bad) {
  clearTimeout(timer);
  const notice = byId('notice');
  notice.classList.toggle('bad', bad);
  notice.textContent = text;
  notice.hidden = false;
  timer = setTimeout(() => (notice.hidden = true), SHOWN_MS);
}

/** Says that the page waits for the server, until it does not. */
export function loading(waits) {
  byId('loading').textContent = waits ? 'Loading…' : '';
}

/** Says what is wrong with the page, until it is not; null is nothing. A page that is loaded again leads to the sign-in. */
export function alarm(refusal) {
  const signIn = refusal?.status === 401
    ? element('button', { type: 'button', 'data-key': 'sign-in', onclick: () => location.reload() }, 'Sign in') : null;
  fill(byId('alarm'), refusal && `${refusal.message} `, signIn);
  byId('alarm').hidden = !refusal;
}
