import { api } from './api.js';
import { openBackfill } from './backfill-dialog.js';
import { element, show } from './dom.js';
import { EditDialog } from './edit-dialog.js';
import { chart } from './run-chart.js';
import { sentence } from './sentences.js';
import { badge, group } from './states.js';
import { duration, fromNow, local, seconds } from './times.js';
import { mayChange, mayStop } from './user.js';

const IN_CHART = 50;
const MOST_RUNS = 1000;

const SHOWN_ELSEWHERE = new Set(['spring.cloud.scheduler.cron.expression', 'spring.cloud.deployer.cron.expression', 'scheduler.cron.time-zone',
  'paused', 'next-run', 'last-run', 'last-execution', 'last-outcome', 'last-state', 'arguments']);

const WORDS = {
  'scheduler.start-date': 'first day', 'scheduler.end-date': 'last day', 'scheduler.overlap': 'on overlap', 'scheduler.missed': 'when missed', 'scheduler.retry.attempts': 'retries',
  'scheduler.retry.backoff': 'retry pause', 'scheduler.max-run-time': 'maximum run time', 'scheduler.start-deadline': 'start deadline',
  'scheduler.alert.running-for': 'alert when running', 'scheduler.alert.no-success-for': 'alert w/o success',
};

/** One schedule: its next runs, its settings, and the history of its runs. */
export class DetailView {

  /** How many of the latest runs are shown. */
  limit = IN_CHART;

  #parent;
  #actions;
  #schedule = null;
  #runs = [];
  #head = element('div', { class: 'head' });
  #next = element('ol', { class: 'upcoming' });
  #settings = element('dl');
  #chart = element('div', { class: 'chart-place' });
  #body = element('tbody');
  #more = element('div', { class: 'more' });

  constructor(parent, actions) {
    this.#parent = parent;
    this.#actions = actions;
    new ResizeObserver(() => this.#draw()).observe(this.#chart);
  }

  #content() {
    const titles = ['Due', 'State', 'Took', 'Execution', 'Reason'].map((title) => element('th', { scope: 'col' }, title));
    const table = element('table', { class: 'runs' }, element('thead', {}, element('tr', {}, ...titles)), this.#body);
    return [
      element('p', {}, element('a', { href: '#' }, '← All schedules')),
      this.#head,
      element('div', { class: 'columns' }, panel('history', 'Latest runs', this.#chart, legend(), table, this.#more),
        element('div', { class: 'side' }, panel('upcoming', 'Next runs', this.#next), panel('settings', 'Settings', this.#settings))),
    ];
  }

  /** Shows the state of a schedule in place of the one before. The page stays as it is until the first one is there: nothing jumps. */
  update(schedule, runs, upcoming) {
    if (!this.#schedule) {
      show(this.#parent, ...this.#content());
    }
    this.#schedule = schedule;
    this.#runs = runs;
    show(this.#head, element('div', {}, element('h1', { tabindex: '-1' }, schedule.name, ' ', badge(schedule.paused ? 'paused' : 'active')),
      element('p', { class: 'quiet' }, 'launches ', element('a', { href: `../dashboard/index.html#/tasks-jobs/tasks/${encodeURIComponent(schedule.task)}` }, schedule.task))),
      element('div', { class: 'buttons' }, ...this.#buttons()));
    show(this.#next, ...next(schedule, upcoming));
    show(this.#settings, ...settings(schedule));
    this.#draw();
    show(this.#body, ...runs.map((run) => this.#row(run)));
    show(this.#more, this.#below());
  }

  #buttons() {
    const schedule = this.#schedule;
    if (!mayChange()) {
      return [];
    }
    return [
      button('Run now', 'button primary', () => this.#actions.run(schedule)),
      schedule.paused ? button('Resume', 'button', () => this.#actions.resume(schedule), 'pause')
        : button('Pause', 'button', () => this.#actions.pause(schedule), 'pause'),
      button('Edit', 'button', () => new EditDialog(schedule, this.#actions.done)),
      button('Backfill', 'button', () => openBackfill(schedule, this.#actions.done)),
    ];
  }

  #draw() {
    if (this.#runs.length > 0) {
      show(this.#chart, chart(this.#runs.slice(0, IN_CHART), this.#schedule.zone, this.#chart.clientWidth));
    }
  }

  #row(run) {
    const attempt = run.retry > 0 ? ` ${run.retry}` : '';
    return element('tr', {},
      element('th', { scope: 'row' }, local(run.due, this.#schedule.zone), element('span', { class: 'below' }, run.kind + attempt)),
      element('td', { 'data-label': 'State' }, badge(run.state)),
      element('td', { 'data-label': 'Took', class: run.started ? 'number' : 'number none' }, duration(seconds(run))),
      element('td', { 'data-label': 'Execution', class: run.execution === null ? 'number none' : 'number' }, ...this.#execution(run)),
      element('td', { 'data-label': 'Reason', class: 'reason' },
        ...sentence(run.reason ?? '', (instant) => local(instant, this.#schedule.zone))));
  }

  #execution(run) {
    if (run.execution === null) {
      return ['–'];
    }
    const link = element('a', { href: `../dashboard/index.html#/tasks-jobs/task-executions/${run.execution}` }, String(run.execution));
    return group(run.state) === 'busy' && mayStop()
      ? [link, ' ', button('Stop', 'button small', () => this.#actions.stop(run), `stop ${run.execution}`)] : [link];
  }

  #below() {
    if (this.#runs.length === 0) {
      return element('p', { class: 'empty' }, 'It has not run yet.');
    }
    if (this.#runs.length < this.limit || this.limit >= MOST_RUNS) {
      return null;
    }
    return button('Show more runs', 'button', () => {
      this.limit = Math.min(MOST_RUNS, this.limit * 4);
      this.#actions.reload();
    });
  }

}

function panel(id, title, ...content) {
  return element('section', { class: 'panel', 'aria-labelledby': id }, element('h2', { id }, title), ...content);
}

function button(label, look, onclick, key = label) {
  return element('button', { type: 'button', class: look, 'data-key': key, onclick }, label);
}

function next(schedule, upcoming) {
  if (schedule.paused) {
    return [element('li', {}, 'None while it is paused.')];
  }
  if (upcoming.length === 0) {
    return [element('li', {}, 'None: its last day is over.')];
  }
  return upcoming.map((run) => element('li', {}, element('time', { datetime: run.due }, local(run.due, schedule.zone)),
    element('span', { class: 'quiet' }, fromNow(run.due))));
}

function settings(schedule) {
  const rows = [['cron', schedule.cron], ['time zone', schedule.zone], ['arguments', schedule.arguments || '–'],
    ...Object.entries(schedule.properties).filter(([name]) => !SHOWN_ELSEWHERE.has(name)).map(([name, value]) => [WORDS[name] ?? name, value])];
  return rows.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value)));
}

function legend() {
  const groups = { good: 'succeeded', bad: 'failed or lost', busy: 'running', warned: 'missed', quiet: 'skipped' };
  return element('ul', { class: 'legend', 'aria-hidden': 'true' },
    ...Object.entries(groups).map(([name, text]) => element('li', { class: name }, text)));
}
