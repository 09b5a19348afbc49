import { el, reconcile, setAttribute } from './dom.js';
import { JobRow } from './JobRow.js';

const COLUMNS = [
  ['state', 'State'],
  ['job', 'Job'],
  ['priority number', 'Priority'],
  ['attempt number', 'Attempt'],
  ['age number', 'Age'],
  ['waited number', 'Waited'],
  ['ran number', 'Ran'],
  ['news', 'Progress or error'],
];

/** One page of jobs. Rows keep their identity, so focus and selection survive any news. */
export function JobTable({ live, onOpen, onSelection }) {
  const selected = new Set();
  let jobs = [];
  let pointerInside = false;
  const all = el('input', { type: 'checkbox', 'aria-label': 'Select all jobs on this page' });
  const head = el(
    'tr',
    {},
    el('th', { scope: 'col', class: 'select' }, all),
    COLUMNS.map(([name, label]) => el('th', { scope: 'col', class: name }, label)),
  );
  const body = el('tbody', {});
  const table = el(
    'table',
    {},
    el('caption', { class: 'visually-hidden' }, 'Jobs, newest first'),
    el('thead', {}, head),
    body,
  );
  const root = el('div', { class: 'job-table panel' }, table);

  table.addEventListener(
    'pointerenter',
    (event) => (pointerInside = event.pointerType === 'mouse'),
  );
  table.addEventListener('pointerleave', () => (pointerInside = false));
  all.addEventListener('change', () => {
    for (const { id } of jobs) all.checked ? selected.add(id) : selected.delete(id);
    onSelection();
  });

  function toggle(id, on) {
    if (on) selected.add(id);
    else selected.delete(id);
    onSelection();
  }

  function update(next, { openId, selectable }) {
    jobs = next;
    const shown = new Set(jobs.map(({ id }) => id));
    for (const id of selected) if (!shown.has(id)) selected.delete(id);
    setAttribute(root, 'data-selectable', selectable);
    const now = live.now();
    const rows = jobs.map((job) => ({
      job,
      now,
      open: job.id === openId,
      selected: selected.has(job.id),
    }));
    reconcile(
      body,
      rows,
      ({ job }) => job.id,
      () => JobRow({ onOpen, onToggle: toggle }),
    );
    all.checked = jobs.length > 0 && selected.size === jobs.length;
    all.indeterminate = selected.size > 0 && selected.size < jobs.length;
  }

  return {
    root,
    update,
    selection: () => selected,
    clearSelection: () => selected.clear(),
    /** Whether somebody is about to click in it, so that rows must not move. */
    busy: () => pointerInside || body.contains(document.activeElement),
    focusRow: (id) =>
      body.querySelector(`a[href$="/${CSS.escape(encodeURIComponent(id))}"]`)?.focus(),
  };
}
