import { element } from './dom.js';

/**
 * Opens a dialog with a form. The browser keeps the focus inside, closes it by Escape, and gives the focus back.
 *
 * @param {string} title
 * @param {Node[]} content
 * @param {string} submit the label of the button that submits
 * @param {(form: FormData) => Promise<string>} onsubmit does it, and says what was done; an error stays in the dialog
 * @param {(sentence: string) => void} done is told what was done, once the dialog is closed
 */
export function dialog(title, content, submit, onsubmit, done) {
  const error = element('p', { class: 'error', role: 'alert' });
  const button = element('button', { type: 'submit', class: 'button primary' }, submit);
  const form = element('form', { method: 'dialog', onsubmit: submitted },
    element('h2', { id: 'dialog-title' }, title), ...content, error,
    element('div', { class: 'buttons' }, button,
      element('button', { type: 'button', class: 'button', onclick: () => opened.close() }, 'Cancel')));
  const opened = element('dialog', { 'aria-labelledby': 'dialog-title', onclose: () => opened.remove() }, form);

  async function submitted(event) {
    event.preventDefault();
    button.disabled = true;
    try {
      const sentence = await onsubmit(new FormData(form));
      opened.close();
      done(sentence);
    }
    catch (refusal) {
      error.textContent = refusal.message;
      button.disabled = false;
    }
  }

  document.body.append(opened);
  opened.showModal();
  return form;
}

/** Asks whether something is really to be done. */
export function ask(title, text, submit, action, done) {
  dialog(title, [element('p', {}, text)], submit, action, done);
}

/** A labelled control; the hint below it belongs to the control for screen readers, too. */
export function field(label, control, hint = '') {
  const id = `field-${control.name}`;
  control.id = id;
  if (hint) {
    control.setAttribute('aria-describedby', `${id}-hint`);
  }
  return element('div', { class: 'field' }, element('label', { for: id }, label), control,
    hint ? element('p', { class: 'hint', id: `${id}-hint` }, hint) : null);
}
