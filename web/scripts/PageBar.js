import * as format from '../logic/Format.js';
import { el, setAttribute, setText, setVisible } from './dom.js';
import { Icon } from './Icon.js';

/** Turns the pages of the table, and says when new jobs wait above. */
export function PageBar({ onNewer, onOlder, onShowNew }) {
  const text = el('span', {});
  const fresh = el('button', {
    type: 'button',
    class: 'show-new',
    hidden: true,
    onClick: onShowNew,
  });
  const newer = el('button', { type: 'button', onClick: onNewer }, Icon('previous'), 'Newer');
  const olderText = el('span', {}, 'Older');
  const older = el('button', { type: 'button', onClick: onOlder }, olderText, Icon('next'));
  const root = el(
    'nav',
    { class: 'page-bar', 'aria-label': 'Pages of the table' },
    text,
    fresh,
    el('div', { class: 'buttons' }, newer, older),
  );

  function update(page) {
    const { number } = page;
    const jobs = format.plural(page.jobs.length, 'job');
    const looked = page.cut ? `, after a look at ${format.plural(page.examined, 'job')}` : '';
    setText(text, page.loaded ? `Page ${number}, ${jobs}, newest first${looked}` : 'Loading…');
    setText(olderText, page.cut ? 'Look further' : 'Older');
    setVisible(fresh, page.waiting > 0);
    setText(
      fresh,
      page.overrun ? 'Many new jobs: show' : `${format.plural(page.waiting, 'new job')}: show`,
    );
    setAttribute(newer, 'disabled', number === 1);
    setAttribute(older, 'disabled', page.next === null);
    setVisible(root, page.jobs.length > 0 || number > 1 || page.next !== null);
  }

  return { root, update };
}
