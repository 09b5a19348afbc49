import { el } from './dom.js';
import { Icon } from './Icon.js';

const LIFETIME = 8000;
const MOST = 4;

/** Short notes about what an action did. Errors stay until they are closed. */
export function Toasts(announce) {
  const root = el('div', { class: 'toasts' });

  /** `tone`: 'good' or 'bad'; `link`: `{text, href}` or absent. */
  function show(text, { tone = 'good', link = null } = {}) {
    const close = el(
      'button',
      { type: 'button', class: 'icon-button', 'aria-label': 'Close this note' },
      Icon('close'),
    );
    const anchor = link ? el('a', { href: link.href }, link.text) : null;
    const toast = el(
      'div',
      { class: 'toast', 'data-tone': tone },
      Icon(tone === 'bad' ? 'warning' : 'completed'),
      el('p', {}, text, anchor ? ' ' : '', anchor),
      close,
    );
    close.addEventListener('click', () => toast.remove());
    if (tone !== 'bad')
      setTimeout(() => toast.matches(':hover, :focus-within') || toast.remove(), LIFETIME);
    root.append(toast);
    while (root.children.length > MOST) root.firstChild.remove();
    announce(text);
  }

  return { root, show };
}
