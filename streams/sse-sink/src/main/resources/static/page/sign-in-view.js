import { announce } from './announcer.js';
import { byId, element, icon } from './dom.js';
import { locale } from './locale.js';
import { signIn } from './session.js';

/**
 * The page without a user.
 *
 * @param {object[]|null} users to choose from, or null: the funding service signs in
 * @param {boolean} expired whether there was a user before
 * @param {(user: object) => void} onSignedIn
 */
export function showSignIn(users, expired, onSignedIn) {
  const title = users ? 'chooseTitle' : 'signInTitle';
  const text = users ? 'chooseText' : 'signInText';
  byId('sign-in').replaceChildren(...head(users ? 'bell' : 'key', title),
    ...(expired ? [element('p', { class: 'expired' }, locale.text('signInAgain'))] : []),
    element('p', {}, locale.text(text)),
    ...(users ? [choice(users, onSignedIn)] : []));
  byId('sign-in').hidden = false;
}

/** The page when the server does not answer at all. */
export function showServerAway(onRetry) {
  byId('sign-in').replaceChildren(...head('cloud-off', 'serverAwayTitle'), element('p', {}, locale.text('serverAwayText')),
    element('button', { type: 'button', class: 'button', onclick: onRetry }, locale.text('reload')));
  byId('sign-in').hidden = false;
}

function head(iconName, title) {
  return [element('span', { class: 'panel-icon' }, icon(iconName)),
    element('h1', { id: 'sign-in-title', tabindex: '-1' }, locale.text(title))];
}

function choice(users, onSignedIn) {
  return element('ul', { class: 'users' }, ...users.map((user) => element('li', {}, userButton(user, onSignedIn))));
}

function userButton(user, onSignedIn) {
  return element('button', { type: 'button', class: 'user', onclick: () => choose(user, onSignedIn) },
    element('span', { class: 'avatar', 'aria-hidden': 'true' }, [...user.name][0] ?? '?'),
    element('span', { class: 'user-name' }, user.name),
    element('span', { class: 'user-locale' }, locale.text('userLocale')[user.locale] ?? user.locale),
    icon('chevron'));
}

async function choose(user, onSignedIn) {
  try {
    onSignedIn(await signIn(user.id));
  }
  catch {
    const text = locale.text('signInFailed');
    byId('sign-in').querySelector('.users').before(element('p', { class: 'expired' }, text));
    announce(text);
  }
}
