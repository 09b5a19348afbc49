import { el, setAttribute, setText, setVisible, uniqueId } from './dom.js';

const EXAMPLES = [
  ['4711, "two words"', 'in the payload'],
  ['order=4711', 'a label'],
  ['id:3f2a91', 'an id, or its beginning'],
  ['error:"connection refused"', 'in the error'],
  ['type:resize state:failed priority:>=10', 'all of them'],
  ['since:02:00, until:30m', 'ended from then on, or before'],
];

/** The search box of the job list, with what can be written there and what was wrong. */
export function JobSearch({ onSearch }) {
  const id = uniqueId('search');
  const input = el('input', {
    type: 'search',
    id,
    class: 'mono',
    placeholder: 'Find: id, word, order=4711, error:refused',
    autocomplete: 'off',
    spellcheck: 'false',
    maxlength: 4096,
    'aria-describedby': `${id}-wrong`,
    onInput: () => input.value === '' && submit(),
  });
  const wrong = el('p', { class: 'wrong', id: `${id}-wrong`, hidden: true });
  const help = el(
    'details',
    {},
    el('summary', {}, 'What can be found'),
    el(
      'dl',
      {},
      EXAMPLES.flatMap(([text, means]) => [
        el('dt', {}, el('code', {}, text)),
        el('dd', {}, means),
      ]),
    ),
  );
  const root = el(
    'form',
    { class: 'job-search', role: 'search' },
    el(
      'div',
      { class: 'line' },
      el('label', { for: id, class: 'visually-hidden' }, 'Find jobs'),
      input,
      el('button', { type: 'submit' }, 'Find'),
    ),
    wrong,
    help,
  );
  let shown = null;

  root.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });

  function submit() {
    onSearch(input.value.trim() || null);
  }

  /** `text` is what is looked for, `problem` what the service has against it, or null. */
  function update(text, problem) {
    if (text !== shown && !(document.activeElement === input && text === input.value.trim()))
      input.value = text ?? '';
    shown = text;
    setAttribute(input, 'aria-invalid', problem ? 'true' : null);
    setVisible(wrong, Boolean(problem));
    setText(wrong, problem ?? '');
  }

  return { root, update, focus: () => input.focus() };
}
