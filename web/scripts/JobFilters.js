import * as format from '../logic/Format.js';
import { STATES } from '../logic/JobState.js';
import { el, field, reconcile, setAttribute, setText } from './dom.js';

/** Which jobs the table shows: by state, with how many there are, and by type. */
export function JobFilters({ onChange }) {
  const counts = new Map();
  const tab = (state, label) => {
    const number = el('span', { class: 'number' });
    const node = el(
      'button',
      { type: 'button', onClick: () => onChange({ state }) },
      label,
      number,
    );
    counts.set(state, { node, number });
    return node;
  };
  const tabs = el(
    'div',
    { class: 'tabs', role: 'group', 'aria-label': 'State' },
    tab(null, 'All'),
    Object.entries(STATES).map(([state, { label }]) => tab(state, label)),
  );
  const type = el('select', { onChange: () => onChange({ type: type.value || null }) });
  const root = el('div', { class: 'job-filters' }, tabs, field('Type', type));

  function Choice(name) {
    const root = el('option', { value: name }, name || 'all types');
    return { root, update: () => {} };
  }

  function update(filter, status) {
    const jobs = status?.jobs;
    for (const [state, { node, number }] of counts) {
      setAttribute(node, 'aria-pressed', String(state === filter.state));
      setText(number, state && jobs ? format.count(jobs[state]) : '');
    }
    const types = new Set(['', ...(status?.types ?? []), filter.type ?? '']);
    reconcile(type, [...types], (name) => name, Choice);
    if (document.activeElement !== type) type.value = filter.type ?? '';
  }

  return { root, update };
}
