import { api } from '../../schedules/page/api.js';
import { showBar } from '../../schedules/page/bar.js';
import { byId, show } from '../../schedules/page/dom.js';
import { alarm, loading } from '../../schedules/page/notices.js';
import { signIn } from '../../schedules/page/user.js';
import { trace, user } from './views.js';

const HASH = /^#(user|notification)=(\d{1,18})$/;

const VIEWS = { user, notification: trace };

let latest = 0;

/** Shows what the hash names, so that an address can be passed on and the browser's back button works. */
async function open() {
  const [, kind, id] = HASH.exec(location.hash) ?? [];
  const turn = ++latest;
  alarm(null);
  loading(true);
  if (kind) {
    fill(kind, id);
  }
  let found = [];
  let refused = null;
  try {
    await signIn();
    found = kind ? VIEWS[kind](await api.trace(kind, id)) : [];
  }
  catch (refusal) {
    refused = refusal;
  }
  if (turn === latest) {
    loading(false);
    alarm(refused);
    show(byId('result'), ...found);
    document.title = found.length > 0 ? `${kind} ${id} · Fundbell` : 'Support · Fundbell';
    byId('result').querySelector('h2')?.focus();
  }
}

function fill(kind, id) {
  const { elements } = byId('search');
  elements.kind.value = kind;
  elements.id.value = id;
}

byId('search').addEventListener('submit', (event) => {
  event.preventDefault();
  const { elements } = event.target;
  const hash = `#${elements.kind.value}=${elements.id.value}`;
  if (hash === location.hash) {
    open();
  }
  else {
    location.hash = hash;
  }
});

addEventListener('hashchange', open);

showBar('support');
open();
