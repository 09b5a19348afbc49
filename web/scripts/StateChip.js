import { BREAKER_STATES } from '../logic/BreakerState.js';
import { STATES } from '../logic/JobState.js';
import { el, setAttribute, setText } from './dom.js';
import { Icon, setIcon } from './Icon.js';

/** A state as sign, word and colour. Knows the states of jobs and of breakers. */
export function StateChip() {
  const icon = Icon('pending');
  const word = el('span', {});
  const root = el('span', { class: 'state-chip' }, icon, word);

  function update(state) {
    if (root.dataset.state === state) return;
    setAttribute(root, 'data-state', state);
    setAttribute(root, 'title', STATES[state]?.meaning ?? BREAKER_STATES[state]?.meaning ?? null);
    setIcon(icon, state);
    setText(word, STATES[state]?.label ?? BREAKER_STATES[state]?.label ?? state);
  }

  return { root, update };
}
