import * as format from '../logic/Format.js';
import { el, setText, setVisible } from './dom.js';
import { Icon } from './Icon.js';

/**
 * Says that what is shown is old: since when, why, and when the page tries again. Only the reason
 * is an alert: a screen reader must not hear the seconds.
 */
export function StaleBanner({ live, onRetry }) {
  const why = el('p', { class: 'why', role: 'alert' });
  const age = el('p', { class: 'age' });
  const retry = el('button', { type: 'button', onClick: onRetry }, 'Try now');
  const root = el('div', { class: 'stale-banner', hidden: true }, Icon('warning'), why, age, retry);

  function update() {
    const { mode, lastContact, nextTryAt, problem } = live.connection;
    const stale = mode === 'stale';
    setText(why, stale ? `${problem?.message ?? 'No news from the service'}.` : '');
    if (stale) setText(age, `${ageOf(lastContact)} ${nextTry(nextTryAt)}`);
    setVisible(root, stale);
  }

  return { root, update };
}

function ageOf(lastContact) {
  if (!lastContact) return 'Nothing has arrived yet.';
  const seconds = Math.floor((Date.now() - lastContact) / 1000);
  return `What you see is from ${format.clock(lastContact)}, ${format.duration(seconds * 1000)} ago.`;
}

function nextTry(at) {
  const wait = at ? at - Date.now() : 0;
  return wait > 0 ? `Next try in ${format.countdown(wait)}.` : 'Trying again…';
}
