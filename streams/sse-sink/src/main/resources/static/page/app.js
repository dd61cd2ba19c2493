import { byId } from './dom.js';
import { InboxPage } from './inbox-page.js';
import { locale } from './locale.js';
import { demoUsers, signOut, whoAmI } from './session.js';
import { showServerAway, showSignIn } from './sign-in-view.js';
import { bindThemeButton } from './theme.js';

let inbox = null;
/** Shows the view without a user again, in the language of the moment. */
let showAgain = () => {};

async function start() {
  byId('sign-in').hidden = true;
  try {
    const [user, users] = await Promise.all([whoAmI(), demoUsers()]);
    byId('sign-out').dataset.available = String(users !== null);
    if (user) {
      enter(user);
    }
    else {
      askToSignIn(users, false);
    }
  }
  catch {
    showAgain = () => showServerAway(start);
    showAgain();
  }
}

function enter(user) {
  locale.suggest(user.locale);
  showAgain = () => {};
  byId('sign-in').hidden = true;
  byId('sign-out').hidden = byId('sign-out').dataset.available !== 'true';
  inbox = new InboxPage(user.userId, () => leave(true));
  inbox.start();
}

/** From the button of a user, which is gone now. */
function enterByChoice(user) {
  enter(user);
  byId('inbox-title').focus({ preventScroll: true });
}

async function leave(expired) {
  inbox?.stop();
  inbox = null;
  byId('sign-out').hidden = true;
  askToSignIn(await demoUsers().catch(() => null), expired);
  byId('sign-in-title').focus({ preventScroll: true });
}

function askToSignIn(users, expired) {
  showAgain = () => showSignIn(users, expired, enterByChoice);
  showAgain();
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
  leave(false);
});
locale.addEventListener('change', () => {
  showLanguage();
  showAgain();
});
showLanguage();
bindThemeButton();
start();
