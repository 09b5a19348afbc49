import * as format from '../logic/Format.js';
import { el, setText, setVisible } from './dom.js';
import { Icon } from './Icon.js';

/** Says that what is shown is old: since when, why, and when the page tries again. */
export function StaleBanner({ live, onRetry }) {
  const text = el('p', {});
  const retry = el('button', { type: 'button', onClick: onRetry }, 'Try now');
  const root = el(
    'div',
    { class: 'stale-banner', role: 'alert', hidden: true },
    Icon('warning'),
    text,
    retry,
  );

  function update() {
    const { mode, lastContact, nextTryAt, problem } = live.connection;
    const stale = mode === 'stale';
    if (stale) setText(text, sentence(lastContact, nextTryAt, problem));
    setVisible(root, stale);
    document.body.classList.toggle('is-stale', stale);
  }

  return { root, update };
}

function sentence(lastContact, nextTryAt, problem) {
  const why = problem ? `${problem.message}. ` : 'No news from the service. ';
  const since = lastContact
    ? `What you see is from ${format.clock(lastContact)}, ${format.duration(Math.floor((Date.now() - lastContact) / 1000) * 1000)} ago. `
    : 'Nothing has arrived yet. ';
  const again =
    nextTryAt && nextTryAt > Date.now()
      ? `Next try in ${format.countdown(nextTryAt - Date.now())}.`
      : 'Trying again…';
  return why + since + again;
}
