import { el, setText } from './dom.js';

/** The page's one live region: what a screen reader should hear, the last thing said only. */
export function Announcer() {
  const root = el('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  return { root, announce: (text) => setText(root, text) };
}
