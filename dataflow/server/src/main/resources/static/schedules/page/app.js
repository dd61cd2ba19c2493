import { Actions } from './actions.js';
import { api } from './api.js';
import { showBar } from './bar.js';
import { DetailView } from './detail-view.js';
import { byId } from './dom.js';
import { ListView } from './list-view.js';
import { alarm, loading } from './notices.js';
import { signIn } from './user.js';

const PERIOD_MS = 5000;
const PERIOD_OF_MANY_MS = 30_000;
const MANY = 500;

let view;
let timer;
let shown = '';
let goTo = false;

const actions = new Actions(load);

/** Shows what the hash names: one schedule, or all. */
function open() {
  const name = opened();
  document.title = `${name || 'Schedules'} · Fundbell`;
  shown = '';
  loading(true);
  view = name ? new DetailView(byId('main'), actions) : new ListView(byId('main'), actions);
  load();
}

const opened = () => decodeURIComponent(location.hash.slice(1));

async function load() {
  clearTimeout(timer);
  const name = opened();
  const target = view;
  let period = PERIOD_MS;
  try {
    await signIn();
    const state = await (name ? detail(name) : list());
    if (target !== view) {
      return;
    }
    period = !name && state[0].length > MANY ? PERIOD_OF_MANY_MS : PERIOD_MS;
    update(state);
    alarm(null);
  }
  catch (refusal) {
    if (target !== view) {
      return;
    }
    alarm(refusal);
  }
  loading(false);
  clearTimeout(timer);
  timer = setTimeout(() => (document.hidden ? null : load()), period);
}

const list = async () => [await api.schedules()];

async function detail(name) {
  const [schedule, runs] = await Promise.all([api.schedule(name), api.runs(name, view.limit)]);
  const timing = { 'scheduler.cron.expression': schedule.cron };
  for (const name of ['scheduler.cron.time-zone', 'scheduler.start-date', 'scheduler.end-date']) {
    if (schedule.properties[name]) {
      timing[name] = schedule.properties[name];
    }
  }
  return [schedule, runs, schedule.paused ? [] : await api.preview(timing)];
}

/** Leaves the page alone while nothing has changed, so that what is selected or pointed at stays. */
function update(state) {
  const text = JSON.stringify(state) + Math.floor(Date.now() / 60_000);
  if (text !== shown || state[0].state === 'running') {
    shown = text;
    view.update(...state);
    if (goTo) {
      goTo = false;
      scrollTo(0, 0);
      byId('main').querySelector('h1').focus({ preventScroll: true });
    }
  }
}

addEventListener('hashchange', () => {
  goTo = true;
  open();
});
document.addEventListener('visibilitychange', () => document.hidden || load());

showBar('schedules');
open();
