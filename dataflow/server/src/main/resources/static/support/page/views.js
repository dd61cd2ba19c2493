import { element } from '../../schedules/page/dom.js';
import { sentence } from '../../schedules/page/sentences.js';
import { badge } from '../../schedules/page/states.js';

const NAMES = { created: 'Created', published: 'Published', pushed: 'Pushed to browsers', read: 'Read', sms: 'SMS' };

const time = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' });

/** The steps of a notification. */
export function trace(answer) {
  const steps = answer.steps.map((step) => element('li', {},
    element('div', { class: 'part' }, element('span', {}, NAMES[step.part] ?? step.part), badge(step.outcome), when(step.at)),
    element('p', {}, ...sentence(step.text, local))));
  return [
    element('section', { class: 'panel', 'aria-labelledby': 'found' },
      element('h2', { id: 'found', tabindex: '-1' }, `Notification ${answer.id}`),
      element('p', { class: 'summary' }, answer.summary),
      facts([['user', link('user', answer.userId)], ['kind', answer.type], ['about', String(answer.subjectId)], ['due', answer.dueDate],
        ['execution', execution(answer.execution)], ['text', answer.message ?? 'masked']])),
    element('section', { class: 'panel', 'aria-label': 'Steps' }, element('ol', { class: 'steps' }, ...steps)),
  ];
}

/** A user with the latest notifications. */
export function user(answer) {
  return [
    element('section', { class: 'panel', 'aria-labelledby': 'found' },
      element('h2', { id: 'found', tabindex: '-1' }, `User ${answer.id}`),
      facts([['language', answer.locale], ['phone number', answer.phone ? 'on record' : 'none'],
        ['SMS', answer.smsOptOut ? 'not wanted' : 'wanted'], ['time zone', answer.timeZone ?? 'that of the business']])),
    answer.notifications.length > 0 ? list(answer.notifications)
      : element('p', { class: 'empty' }, 'There is no notification for this user.'),
  ];
}

function list(notifications) {
  const titles = ['Notification', 'State', 'Created', 'Read', 'SMS', 'Reason'].map((title) => element('th', { scope: 'col' }, title));
  return element('table', { class: 'notifications' }, element('thead', {}, element('tr', {}, ...titles)),
    element('tbody', {}, ...notifications.map(row)));
}

function row(one) {
  return element('tr', {},
    element('th', { scope: 'row' }, link('notification', one.id), element('span', { class: 'below' }, `${one.type}, due ${one.dueDate}`)),
    element('td', { 'data-label': 'State' }, badge(one.state.toLowerCase())),
    element('td', { 'data-label': 'Created' }, when(one.createdAt) ?? '–'),
    element('td', { 'data-label': 'Read' }, when(one.readAt) ?? element('span', { class: 'quiet' }, 'not read')),
    element('td', { 'data-label': 'SMS' }, one.sms ? badge(one.sms.toLowerCase()) : element('span', { class: 'quiet' }, 'none')),
    element('td', { 'data-label': 'Reason', class: one.reason ? 'reason' : 'reason none' }, one.reason ?? ''));
}

function facts(pairs) {
  return element('dl', {}, ...pairs.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))));
}

const link = (kind, id) => element('a', { href: `#${kind}=${id}` }, String(id));

function execution(id) {
  return id === null ? '–' : element('a', { href: `../dashboard/index.html#/tasks-jobs/task-executions/${id}` }, String(id));
}

function when(instant) {
  return instant ? element('time', { datetime: instant, title: instant }, local(instant)) : null;
}

function local(instant) {
  return time.format(new Date(instant));
}
