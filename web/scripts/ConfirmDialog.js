import { el, setText } from './dom.js';

/** Asks before an action, naming its effect. One dialog serves the whole page. */
export function ConfirmDialog() {
  const title = el('h2', { id: 'confirm-title' });
  const text = el('div', { class: 'text' });
  const yes = el('button', { value: 'yes', class: 'primary' });
  const no = el('button', { value: 'no', autofocus: true }, 'Keep as it is');
  const form = el(
    'form',
    { method: 'dialog' },
    title,
    text,
    el('div', { class: 'buttons' }, no, yes),
  );
  const root = el('dialog', { class: 'confirm-dialog', 'aria-labelledby': 'confirm-title' }, form);

  /** Resolves to whether the user agreed. `effects` are sentences, `action` the button's words. */
  function ask({ question, effects, action }) {
    setText(title, question);
    text.replaceChildren(...effects.map((effect) => el('p', {}, effect)));
    setText(yes, action);
    root.returnValue = 'no';
    root.showModal();
    return new Promise((resolve) => {
      root.addEventListener('close', () => resolve(root.returnValue === 'yes'), { once: true });
    });
  }

  return { root, ask };
}
