import { byId } from './dom.js';
import { InboxPage } from './inbox-page.js';
import { locale } from './locale.js';
import { demoUsers, signOut, whoAmI } from './session.js';
import { showServerAway, showSignIn } from './sign-in-view.js';
import { bindThemeButton } from './theme.js';

/** The other tabs of this browser have the same cookie, and so the same user. */
const otherTabs = new BroadcastChannel('fundbell session');

/** The shortest pause between two requests to a server that is away, in milliseconds; the longest is twice as long. */
const RETRY_MS = 2000;

let inbox = null;
let userId = null;
let turn = 0;
/** Shows the view without a user again, in the language of the moment. */
let showAgain = () => {};

/** Shows what belongs to whoever is signed in now. */
async function start(refused = null) {
  const mine = ++turn;
  stop();
  try {
    const [user, users] = await Promise.all([whoAmI(), demoUsers()]);
    if (mine === turn) {
      byId('sign-out').dataset.available = String(users !== null);
      show(user, users, refused);
    }
  }
  catch {
    if (mine === turn) {
      showAgain = () => showServerAway(startFocused);
      showAgain();
      startOnAnswer(mine);
    }
  }
}

const startFocused = () => start().then(focusTitle);

/** Starts again once the server answers. The page stays as it is until then. */
async function startOnAnswer(mine) {
  do {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS * (1 + Math.random())));
  } while (mine === turn && !await whoAmI().then(() => true, () => false));
  if (mine === turn) {
    const focused = byId('sign-in').contains(document.activeElement);
    await (focused ? startFocused() : start());
  }
}

function stop() {
  inbox?.stop();
  inbox = null;
  userId = null;
  showAgain = () => {};
  byId('sign-in').hidden = true;
  byId('sign-out').hidden = true;
}

function show(user, users, refused) {
  // A user whose subscription has just been refused would be refused again, and again.
  if (user && user.userId !== refused) {
    enter(user);
    return;
  }
  showAgain = () => showSignIn(users, refused !== null, chosen);
  showAgain();
}

function enter(user) {
  stop();
  userId = user.userId;
  locale.suggest(user.locale);
  byId('sign-out').hidden = byId('sign-out').dataset.available !== 'true';
  inbox = new InboxPage(userId, () => start(user.userId).then(focusTitle));
  inbox.start();
}

function chosen(user) {
  turn++;
  enter(user);
  focusTitle();
  otherTabs.postMessage('changed');
}

/** Moves the focus, since the element that had it is gone with its view. */
function focusTitle() {
  document.querySelector('main > section:not([hidden]) h1')?.focus({ preventScroll: true });
}

/** Somebody may have signed in or out elsewhere: in the funding service, for example. */
async function checkUser() {
  const user = await whoAmI().catch(() => undefined);
  if (user !== undefined && (user?.userId ?? null) !== userId) {
    start();
  }
}

function showLanguage() {
  document.documentElement.lang = locale.language;
  locale.translate(document);
  const button = byId('language');
  button.textContent = locale.text('languageName');
  button.lang = locale.language === 'ko' ? 'en' : 'ko';
}

byId('language').addEventListener('click', () => locale.toggle());
byId('sign-out').addEventListener('click', async () => {
  await signOut().catch(() => {});
  otherTabs.postMessage('changed');
  startFocused();
});
locale.addEventListener('change', () => {
  showLanguage();
  showAgain();
});
otherTabs.addEventListener('message', () => start());
document.addEventListener('visibilitychange', () => document.hidden || checkUser());
showLanguage();
bindThemeButton();
start();
