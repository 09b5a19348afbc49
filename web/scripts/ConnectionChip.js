import { el, setAttribute, setText } from './dom.js';

const WORDS = {
  connecting: ['Connecting', 'Waiting for the first answer of the service'],
  live: ['Live', 'News arrives as it happens'],
  polling: ['Polling', 'The event stream is away: the page asks every two seconds'],
  stale: ['Stale', 'The service does not answer: what you see is old'],
  'signed-out': ['Signed out', 'The service wants a token'],
  paused: ['Paused', 'Nobody looks at the page'],
};

/** How fresh the page is, in one word. */
export function ConnectionChip({ live }) {
  const word = el('span', {});
  const root = el('span', { class: 'connection-chip' }, el('span', { class: 'dot' }), word);

  function update() {
    const { mode } = live.connection;
    setAttribute(root, 'data-mode', mode);
    setText(word, WORDS[mode][0]);
    setAttribute(root, 'title', WORDS[mode][1]);
  }

  return { root, update };
}
