import * as format from '../logic/Format.js';
import { el, setText, setVisible } from './dom.js';
import { Icon } from './Icon.js';

/** More than this is cut on screen, so that a large payload does not stop the page. */
const MOST_TEXT = 20_000;

/** A JSON value as indented text, with a button that copies all of it. */
export function JsonBlock(title, toast) {
  let value;
  let text = '';
  const size = el('span', { class: 'size' });
  const copy = el(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': `Copy the ${title.toLowerCase()}`,
      title: 'Copy',
    },
    Icon('copy'),
  );
  const block = el('pre', { tabindex: '0', 'aria-label': title, role: 'region', dir: 'ltr' });
  const cut = el('p', { class: 'hint' }, 'Cut here; copying takes all of it.');
  const root = el(
    'section',
    { class: 'json-block' },
    el('header', {}, el('h3', {}, title), size, copy),
    block,
    cut,
  );

  setVisible(copy, Boolean(navigator.clipboard)); // browsers have none on plain http beyond localhost
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast(`${title} copied.`);
    } catch (error) {
      toast(`Not copied: ${error.message}`, { tone: 'bad' });
    }
  });

  function update(next) {
    if (next === value && text !== '') return;
    value = next;
    text = JSON.stringify(next ?? null, null, 2);
    setText(size, format.bytes(new TextEncoder().encode(text).length));
    setText(block, text.slice(0, MOST_TEXT));
    setVisible(cut, text.length > MOST_TEXT);
  }

  return { root, update };
}
