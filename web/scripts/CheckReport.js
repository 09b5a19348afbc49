import * as format from '../logic/Format.js';
import { el, setAttribute, setText, setVisible } from './dom.js';

const pegs = (pair) => (pair ? pair.join(' to ') : 'nothing');

/** What came of comparing the service's moves with the closed form. */
export function CheckReport({ onRetry }) {
  const text = el('p', {});
  const why = el('p', { class: 'why' });
  const retry = el('button', { type: 'button', onClick: onRetry }, 'Try again');
  const root = el(
    'section',
    { class: 'panel check-report', 'aria-label': 'Comparison with the service' },
    el('h2', {}, 'The service’s moves'),
    text,
    why,
    retry,
  );

  function update(check) {
    setAttribute(root, 'data-status', check.status);
    setText(text, sentence(check));
    setText(why, check.problem ? `${check.problem.message} (${check.problem.code})` : '');
    setVisible(why, check.status === 'failed');
    setVisible(retry, check.status === 'failed');
  }

  return { root, update };
}

function sentence({ status, checked, difference, milliseconds, discs }) {
  if (status === 'failed') {
    return 'The service did not send the moves. What plays here is the closed form, unconfirmed.';
  }
  if (status === 'different') {
    const { k, expected, actual } = difference;
    return `Move ${format.count(k)} of ${discs} discs differs: expected ${pegs(expected)}, the service sent ${pegs(actual)}.`;
  }
  if (checked === 0) return 'Asking the service…';
  return `${format.plural(checked, 'move')} fetched around where you looked, all equal to the closed form. The last batch took ${format.duration(milliseconds)}.`;
}
