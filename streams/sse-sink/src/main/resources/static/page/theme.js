import { byId } from './dom.js';
import { locale } from './locale.js';
import { store } from './storage.js';

const root = document.documentElement;
const systemDark = matchMedia('(prefers-color-scheme: dark)');

/** The theme is the system's until the button says otherwise; back at the system's, it follows the system again. */
export function bindThemeButton() {
  byId('theme').addEventListener('click', () => {
    use(isDark() ? 'light' : 'dark');
    show();
  });
  systemDark.addEventListener('change', show);
  locale.addEventListener('change', show);
  show();
}

function isDark() {
  return (root.dataset.theme ?? system()) === 'dark';
}

function system() {
  return systemDark.matches ? 'dark' : 'light';
}

function use(theme) {
  if (theme === system()) {
    delete root.dataset.theme;
    store('fundbell.theme', null);
  }
  else {
    root.dataset.theme = theme;
    store('fundbell.theme', theme);
  }
}

function show() {
  const label = locale.text(isDark() ? 'toLight' : 'toDark');
  byId('theme').setAttribute('aria-label', label);
  byId('theme').title = label;
  root.classList.toggle('dark', isDark());
}
