import { api } from '../../schedules/page/api.js';
import { byId, show } from '../../schedules/page/dom.js';
import { alarm } from '../../schedules/page/notices.js';
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
  if (!kind) {
    show(byId('result'));
    return;
  }
  fill(kind, id);
  try {
    const answer = await api.trace(kind, id);
    if (turn === latest) {
      document.title = `${kind} ${id} · Fundbell`;
      show(byId('result'), ...VIEWS[kind](answer));
      byId('result').querySelector('h2').focus();
    }
  }
  catch (refusal) {
    if (turn === latest) {
      show(byId('result'));
      alarm(refusal.message);
    }
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

try {
  await signIn();
  open();
}
catch (refusal) {
  alarm(refusal.message);
}
