import * as form from '../logic/JobForm.js';
import { EMERGENCY } from '../logic/JobState.js';
import { el, field, reconcile, setAttribute, setText, setVisible, uniqueId } from './dom.js';

/** The form for a new job. Says what is wrong beside the field, before anything is sent. */
export function SubmitDialog({ client, live, toast }, { onClosed }) {
  let key = null;
  let untouched = true;
  const type = el('select', { onChange: changeType });
  const payload = el('textarea', { rows: 7, spellcheck: 'false', autocomplete: 'off' });
  const priority = el('input', {
    type: 'number',
    min: 0,
    max: 100,
    placeholder: '1',
    inputmode: 'numeric',
  });
  const emergencyId = uniqueId('emergency');
  const emergency = el('input', { type: 'checkbox', id: emergencyId });
  const attempts = el('input', {
    type: 'number',
    min: 1,
    max: 100,
    placeholder: 'as configured',
    inputmode: 'numeric',
  });
  const delay = el('input', {
    type: 'number',
    min: 0,
    max: 31_536_000,
    placeholder: '0',
    inputmode: 'numeric',
  });
  const wrong = el('p', { class: 'wrong', role: 'alert' });
  const send = el('button', { class: 'primary' }, 'Submit');
  const cancel = el('button', { type: 'button', onClick: () => root.close() }, 'Close');
  const body = el(
    'form',
    { novalidate: true },
    el('h2', { id: 'submit-title' }, 'New job'),
    field('Type', type),
    field(
      'Payload',
      payload,
      'A JSON object. The handler of the type reads it; it is kept as you type it.',
    ),
    el(
      'div',
      { class: 'row' },
      field('Priority, 0 to 100', priority, 'Higher runs first; 1 is normal.'),
      el(
        'div',
        { class: 'check' },
        emergency,
        el(
          'label',
          { for: emergencyId },
          `Emergency: priority ${EMERGENCY}, ahead of all normal jobs`,
        ),
      ),
    ),
    el(
      'details',
      {},
      el('summary', {}, 'Later, and how often'),
      el(
        'div',
        { class: 'row' },
        field('Start after, seconds', delay),
        field('Attempts at most', attempts),
      ),
    ),
    wrong,
    el('div', { class: 'buttons' }, cancel, send),
  );
  const root = el('dialog', { class: 'submit-dialog', 'aria-labelledby': 'submit-title' }, body);

  const fields = { payload, priority, attempts, delay };
  root.addEventListener('close', onClosed);
  body.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  payload.addEventListener('input', () => (untouched = false));
  body.addEventListener('input', () => {
    key = null; // what is edited is another job
    read({ quietly: true });
  });
  body.addEventListener('change', () => read());

  function changeType() {
    if (untouched) payload.value = form.examplePayload(type.value);
  }

  /**
   * Reads all fields, marks what is wrong and says the first thing that is. While somebody types it
   * says nothing new: a half-written text is not an error yet.
   */
  function read({ quietly = false } = {}) {
    const texts = Object.entries(fields).map(([name, { value }]) => [name, value]);
    const { errors, job } = form.readForm({
      ...Object.fromEntries(texts),
      type: type.value,
      emergency: emergency.checked,
    });
    const first = Object.values(errors)[0] ?? '';
    setAttribute(priority, 'disabled', emergency.checked);
    if (quietly && first) return job;
    for (const [name, input] of Object.entries(fields)) {
      setAttribute(input, 'aria-invalid', name in errors && 'true');
    }
    setText(wrong, first);
    return job;
  }

  async function submit() {
    const job = read();
    if (job === null) return;
    key ??= crypto.randomUUID?.() ?? null;
    setAttribute(send, 'disabled', true);
    try {
      const accepted = await client.submit(form.requestBody(job, live.now()), key);
      key = null;
      toast(`Accepted: ${accepted.type}, priority ${accepted.priority}.`, {
        link: { text: 'Open it', href: `#/jobs/${encodeURIComponent(accepted.id)}` },
      });
      root.close();
    } catch (problem) {
      if (problem.status >= 400 && problem.status < 500) key = null; // refused for good: a next try is another job
      setText(wrong, refusal(problem));
    }
    setAttribute(send, 'disabled', null);
  }

  function open() {
    if (root.open) return;
    update();
    if (untouched) payload.value = form.examplePayload(type.value);
    read();
    root.showModal();
  }

  function update() {
    reconcile(
      type,
      live.status?.types ?? [],
      (name) => name,
      (name) => ({ root: el('option', { value: name }, name), update: () => {} }),
    );
    setVisible(send, live.may('submit'));
  }

  return { root, open, update };
}

function refusal({ message, code, retryAfter }) {
  const when =
    retryAfter === null ? '' : ` Worth another try in ${Math.ceil(retryAfter / 1000)} s.`;
  return `Not accepted: ${message} (${code}).${when}`;
}
