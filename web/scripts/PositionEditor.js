import { parsePosition, PEG_NAMES } from '../logic/HanoiMath.js';
import { el, reconcile, setAttribute, setText, uniqueId } from './dom.js';

/**
 * A position set by hand: a button a disc that sends it to the next peg, or all digits at once.
 * Calls `onChange(position)` after each edit.
 */
export function PositionEditor(label, onChange) {
  let position = [];
  const id = uniqueId('position');
  const digits = el('input', {
    id,
    class: 'digits',
    autocomplete: 'off',
    spellcheck: 'false',
    inputmode: 'numeric',
    maxlength: 60,
  });
  const pegs = PEG_NAMES.map((name, peg) => {
    const discs = el('span', { class: 'discs' });
    const all = el(
      'button',
      { type: 'button', class: 'all', onClick: () => change(position.map(() => peg)) },
      `All on ${name}`,
    );
    return {
      discs,
      root: el('div', { class: 'peg' }, el('span', { class: 'name' }, name), discs, all),
    };
  });
  digits.addEventListener('input', () => {
    const read = parsePosition(digits.value.trim());
    setAttribute(digits, 'aria-invalid', read ? null : 'true');
    if (read) showPegs(read);
  });
  digits.addEventListener('change', () => {
    const read = parsePosition(digits.value.trim());
    if (read) onChange(read);
  });
  const root = el(
    'fieldset',
    { class: 'position-editor' },
    el('legend', {}, label),
    pegs.map((peg) => peg.root),
    el('div', { class: 'field inline' }, el('label', { for: id }, 'Digits'), digits),
  );

  function change(next) {
    update(next);
    onChange(next);
  }

  function discButton(disc) {
    const node = el(
      'button',
      { type: 'button', class: 'disc-button', 'data-disc': disc },
      String(disc),
    );
    node.addEventListener('click', () => {
      change(position.map((peg, index) => (index === disc - 1 ? (peg + 1) % 3 : peg)));
      root.querySelector(`[data-disc="${disc}"]`).focus();
    });
    const describe = () => {
      const peg = position[disc - 1];
      const text = `Disc ${disc}, on peg ${PEG_NAMES[peg]}: move to ${PEG_NAMES[(peg + 1) % 3]}`;
      setAttribute(node, 'aria-label', text);
      setAttribute(node, 'title', text);
    };
    return { root: node, update: describe };
  }

  function update(next) {
    showPegs(next);
    digits.value = next.join('');
    setAttribute(digits, 'aria-invalid', null);
  }

  function showPegs(next) {
    position = next;
    pegs.forEach((peg, index) => {
      const standing = next.flatMap((at, disc) => (at === index ? [disc + 1] : []));
      reconcile(peg.discs, standing, (disc) => disc, discButton);
      setAttribute(peg.root, 'data-empty', standing.length === 0);
    });
  }

  return { root, update };
}
