import { el, uniqueId } from './dom.js';
import { Icon } from './Icon.js';

const SHORTCUTS = [
  ['1 – 4', 'Towers, Overview, Jobs, Breakers'],
  ['Space', 'Towers: play or pause'],
  ['← →', 'Towers: one move back or on'],
  ['Home, End', 'Towers: to the start or the end'],
  ['/', 'Jobs: search'],
  ['N', 'Jobs: submit a new job'],
  ['J, K', 'Jobs: open the next or the previous job'],
  ['Esc', 'Close what is open'],
  ['?', 'This list'],
];

const KEY = 'pagoda.keys';

/** The keyboard shortcuts, a switch to turn single letters off, and where to find the rest. */
export function HelpDialog() {
  const rows = SHORTCUTS.map(([keys, text]) =>
    el('div', {}, el('dt', {}, el('kbd', {}, keys)), el('dd', {}, text)),
  );
  const switchId = uniqueId('keys');
  const on = el('input', { type: 'checkbox', id: switchId });
  on.checked = localStorage.getItem(KEY) !== 'off';
  on.addEventListener('change', () => localStorage.setItem(KEY, on.checked ? 'on' : 'off'));
  const close = el('form', { method: 'dialog' }, el('button', { autofocus: true }, 'Close'));
  const links = ['/status', '/metrics', '/queue', '/circuit'].map((path) =>
    el('li', {}, el('a', { href: path }, path)),
  );
  const root = el(
    'dialog',
    { class: 'help-dialog', 'aria-labelledby': 'help-title' },
    el('h2', { id: 'help-title' }, 'Keys'),
    el('dl', {}, rows),
    el(
      'p',
      { class: 'switch' },
      on,
      el('label', { for: switchId }, 'Letters, digits and ? work as keys'),
    ),
    el('p', {}, 'All that this page shows comes from the service’s API:'),
    el('ul', {}, links),
    close,
  );
  const open = () => root.showModal();
  const button = el(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': 'Help and keyboard shortcuts',
      title: 'Help (?)',
      onClick: open,
    },
    Icon('help'),
  );
  return { root, open, button, keysOn: () => on.checked };
}
