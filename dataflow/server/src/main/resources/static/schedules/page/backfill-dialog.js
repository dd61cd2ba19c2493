import { api } from './api.js';
import { dialog, field } from './dialogs.js';
import { element } from './dom.js';

/** Opens the form that adds a run for each time at which a schedule was due on some days. */
export function openBackfill(schedule, done) {
  const content = [
    element('p', {}, `Adds a run for each time at which it was due on these days, in ${schedule.zone}. They are launched in order.`),
    element('div', { class: 'pair' },
      field('First day', element('input', { name: 'from', type: 'date', required: true })),
      field('Last day', element('input', { name: 'to', type: 'date', required: true }))),
    field('Runs at once', element('input', { name: 'parallel', type: 'number', min: 1, max: 64, value: 1, required: true })),
  ];
  dialog(`Backfill ${schedule.name}`, content, 'Add the runs', async (form) => {
    const added = await api.backfill(schedule.name, form.get('from'), form.get('to'), form.get('parallel'));
    return added === 1 ? '1 run was added.' : `${added} runs were added.`;
  }, done);
}
