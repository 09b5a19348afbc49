import { outlook } from '../logic/BreakerState.js';
import * as format from '../logic/Format.js';
import { el, reconcile, setText } from './dom.js';
import { StateChip } from './StateChip.js';

/** All circuit breakers in a line each. */
export function BreakersCard(live) {
  const list = el('ul', {});
  const root = el(
    'section',
    { class: 'module-card breakers-card panel' },
    el('header', {}, el('h2', {}, 'Breakers'), el('a', { href: '#/breakers' }, 'Details')),
    list,
  );

  function Line() {
    const chip = StateChip();
    const name = el('strong', {});
    const text = el('span', { class: 'outlook' });
    const node = el('li', {}, name, chip.root, text);
    const update = (breaker) => {
      setText(name, breaker.name);
      chip.update(breaker.state);
      const { text: words, wait } = outlook(
        breaker,
        live.breakersReadAt.get(breaker.name),
        Date.now(),
      );
      setText(text, wait ? `${words} ${format.countdown(wait)}` : words);
    };
    return { root: node, update };
  }

  const update = ({ breakers }) => reconcile(list, breakers, ({ name }) => name, Line);
  return { root, update };
}
