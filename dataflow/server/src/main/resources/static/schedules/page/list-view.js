import { element, show } from './dom.js';
import { sentence } from './sentences.js';
import { badge, group } from './states.js';
import { fromNow, local } from './times.js';
import { mayChange } from './user.js';

const AT_ONCE = 100;

/** The table of all schedules. */
export class ListView {

  #parent;
  #actions;
  #schedules = null;
  #filter = '';
  #shown = AT_ONCE;
  #summary = element('p', { class: 'quiet', id: 'summary' });
  #buttons = element('div', { class: 'buttons' });
  #body = element('tbody');
  #more = element('div', { class: 'more' });

  constructor(parent, actions) {
    this.#parent = parent;
    this.#actions = actions;
  }

  #content() {
    const titles = ['Name', 'When', 'Next run', 'Last run', 'Actions'].map((title) => element('th', { scope: 'col' }, title));
    return [
      element('div', { class: 'head' },
        element('div', {}, element('h1', { tabindex: '-1' }, 'Schedules'), this.#summary),
        element('input', { type: 'search', 'aria-label': 'Filter by name or task', placeholder: 'Filter by name or task',
          oninput: (event) => this.#filterBy(event.target.value) }),
        this.#buttons),
      element('table', { class: 'schedules' }, element('thead', {}, element('tr', {}, ...titles)), this.#body),
      this.#more,
    ];
  }

  /** Shows schedules in place of those before. The page stays as it is until the first ones are there: nothing jumps. */
  update(schedules) {
    if (!this.#schedules) {
      show(this.#parent, ...this.#content());
    }
    this.#schedules = schedules;
    this.#summary.textContent = summary(schedules);
    show(this.#buttons, ...this.#allButtons());
    this.#render();
  }

  #allButtons() {
    if (!mayChange() || this.#schedules.length === 0) {
      return [];
    }
    return [
      element('button', { type: 'button', class: 'button', 'data-key': 'pause-all', onclick: this.#actions.pauseAll }, 'Pause everything'),
      element('button', { type: 'button', class: 'button', 'data-key': 'resume-all', title: 'What was paused alone stays paused',
        onclick: this.#actions.resumeAll }, 'Resume everything'),
    ];
  }

  #filterBy(text) {
    this.#filter = text.trim().toLowerCase();
    this.#shown = AT_ONCE;
    this.#render();
  }

  #render() {
    const found = this.#schedules.filter(({ name, task }) => `${name} ${task}`.toLowerCase().includes(this.#filter));
    show(this.#body, ...found.slice(0, this.#shown).map((schedule) => this.#row(schedule)));
    show(this.#more, this.#below(found.length));
  }

  #below(found) {
    if (found === 0) {
      return element('p', { class: 'empty' }, this.#schedules.length > 0 ? 'No schedule has this in its name or task.'
        : 'There is no schedule. Dashboard, shell and ./fundbell schedule create make one.');
    }
    if (found <= this.#shown) {
      return null;
    }
    return element('button', { type: 'button', class: 'button', 'data-key': 'more', onclick: () => {
      this.#shown += AT_ONCE;
      this.#render();
    } }, `Show more of ${found}`);
  }

  #row(schedule) {
    return element('tr', { class: schedule.paused ? 'paused' : null },
      element('th', { scope: 'row' }, element('a', { href: `#${encodeURIComponent(schedule.name)}`, 'data-key': `open ${schedule.name}` }, schedule.name),
        element('span', { class: 'below' }, schedule.task)),
      element('td', { 'data-label': 'When' }, element('code', {}, schedule.cron), element('span', { class: 'below' }, schedule.zone)),
      element('td', { 'data-label': 'Next run' }, schedule.paused ? badge('paused') : time(schedule.next, schedule.zone),
        element('span', { class: 'below' }, schedule.paused ? '' : fromNow(schedule.next))),
      element('td', { 'data-label': 'Last run' }, ...last(schedule)),
      element('td', { class: 'actions' }, ...this.#rowButtons(schedule)));
  }

  #rowButtons(schedule) {
    if (!mayChange()) {
      return [];
    }
    return [
      button('Run now', `run ${schedule.name}`, () => this.#actions.run(schedule)),
      schedule.paused ? button('Resume', `pause ${schedule.name}`, () => this.#actions.resume(schedule))
        : button('Pause', `pause ${schedule.name}`, () => this.#actions.pause(schedule)),
    ];
  }

}

function button(label, key, onclick) {
  const name = key.slice(key.indexOf(' ') + 1);
  return element('button', { type: 'button', class: 'button small', 'data-key': key, 'aria-label': `${label}: ${name}`, onclick }, label);
}

function time(instant, zone) {
  return element('time', { datetime: instant }, local(instant, zone));
}

function last(schedule) {
  if (!schedule.last) {
    return [element('span', { class: 'quiet' }, 'never')];
  }
  return [badge(schedule.state), ' ', time(schedule.last, schedule.zone),
    element('span', { class: 'below cut', title: schedule.outcome },
      ...sentence(schedule.outcome ?? '', (instant) => local(instant, schedule.zone)))];
}

function summary(schedules) {
  const paused = schedules.filter((schedule) => schedule.paused).length;
  const bad = schedules.filter((schedule) => group(schedule.state) === 'bad').length;
  const parts = [`${schedules.length} in all`, paused > 0 ? `${paused} paused` : null, bad > 0 ? `${bad} whose last run failed` : null];
  return parts.filter(Boolean).join(', ');
}
