import { api } from './api.js';
import { dialog, field } from './dialogs.js';
import { element, show } from './dom.js';

const PAUSE_MS = 300;

const CRON = 'scheduler.cron.expression';
const ZONE = 'scheduler.cron.time-zone';
const ARGUMENTS = 'arguments';

const DATES = [['scheduler.start-date', 'First day'], ['scheduler.end-date', 'Last day']];

const CHOICES = [
  ['scheduler.overlap', 'While the last run still runs', { skip: 'skip the next', queue: 'queue the next', allow: 'allow both' }],
  ['scheduler.missed', 'Runs missed while no server was up', { once: 'run once for all of them', skip: 'skip them' }],
];

const TEXTS = [
  ['scheduler.retry.attempts', 'Retries', 'How often a run that failed is launched again; 0 is never.', '0'],
  ['scheduler.retry.backoff', 'Pause before the first retry', 'It doubles before each further one.', '60s'],
  ['scheduler.max-run-time', 'Maximum run time', 'Then the run is stopped; 0 is no limit.', '0'],
  ['scheduler.start-deadline', 'Start deadline', 'Later than this a run is not started; 0 is no limit.', '0'],
  ['scheduler.alert.running-for', 'Alert when running for', 'Operators hear of a run that takes so long; 0 is never.', '0'],
  ['scheduler.alert.no-success-for', 'Alert without success for', 'Operators hear of it after so long; 0 is never.', '0'],
];

/** The form that changes a schedule, with the next five runs that the values in it mean. */
export class EditDialog {

  #schedule;
  #form;
  #timer;
  #request = 0;
  #preview = element('ol', { class: 'preview', 'aria-live': 'polite', 'aria-label': 'Next five runs' });

  constructor(schedule, done) {
    this.#schedule = schedule;
    this.#form = dialog(`Edit ${schedule.name}`, this.#content(), 'Save', (form) => this.#save(form), done);
    this.#form.addEventListener('input', () => this.#previewSoon());
    this.#showPreview();
  }

  #content() {
    const zones = Intl.supportedValuesOf('timeZone').map((zone) => element('option', { value: zone }));
    return [
      element('div', { class: 'pair' },
        field('Cron expression', input(CRON, this.#schedule.cron, { required: true }), '5 fields, 6 with the seconds first, or @daily.'),
        field('Time zone', input(ZONE, this.#schedule.zone, { required: true, list: 'zones' }), 'A name such as Asia/Seoul.')),
      element('datalist', { id: 'zones' }, ...zones),
      field('Arguments', input(ARGUMENTS, this.#schedule.arguments), 'Quotes are as in a shell. {due:yyyy-MM-dd} is the date on which a run was due.'),
      element('section', { class: 'next' }, element('h3', {}, 'Next five runs'), this.#preview),
      element('details', {}, element('summary', {}, 'First and last day; when runs overlap, fail or are late'),
        element('div', { class: 'pair' },
          ...DATES.map(([name, label]) => field(label, input(name, this.#value(name) ?? '', { type: 'date' }))),
          ...CHOICES.map(([name, label, choices]) => field(label, select(name, this.#value(name), choices))),
          ...TEXTS.map(([name, label, hint, standard]) => field(label, input(name, this.#value(name) ?? standard), hint)))),
    ];
  }

  #value(name) {
    return this.#schedule.properties[name];
  }

  #previewSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#showPreview(), PAUSE_MS);
  }

  async #showPreview() {
    const request = ++this.#request;
    const lines = await preview(new FormData(this.#form));
    if (request === this.#request) {
      show(this.#preview, ...lines);
    }
  }

  async #save(form) {
    const changed = Object.fromEntries(Object.entries(propertiesOf(form)).filter(([name]) => this.#isChanged(name)));
    await api.change(this.#schedule.name, changed, this.#isChanged(ARGUMENTS) ? form.get(ARGUMENTS) : null);
    return `${this.#schedule.name} is changed.`;
  }

  #isChanged(name) {
    const control = this.#form.elements.namedItem(name);
    return control instanceof HTMLSelectElement ? !control.selectedOptions[0].defaultSelected : control.value !== control.defaultValue;
  }

}

async function preview(form) {
  try {
    const runs = await api.preview(propertiesOf(form), form.get(ARGUMENTS));
    const differ = form.get(ARGUMENTS).includes('{due');
    return runs.map((run) => element('li', {}, withoutZone(run.local), differ ? element('code', {}, run.arguments) : null));
  }
  catch (refusal) {
    return [element('li', { class: 'error' }, refusal.message)];
  }
}

/** The zone is in its field. */
const withoutZone = (time) => time.replace(/ \S+$/, '');

/** Values of the form, under the names of the server's properties. No date is a value, too. */
function propertiesOf(form) {
  const isDate = (name) => DATES.some(([date]) => date === name);
  return Object.fromEntries([...form].map(([name, value]) => [name, value === '' && isDate(name) ? 'none' : value])
    .filter(([name, value]) => name !== ARGUMENTS && value !== ''));
}

function input(name, value, more = {}) {
  return element('input', { name, value, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', ...more });
}

function select(name, chosen, choices) {
  return element('select', { name }, ...Object.entries(choices).map(([value, text]) => element('option', { value, selected: value === chosen }, text)));
}
