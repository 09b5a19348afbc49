import { el, setText } from './dom.js';

/** A card of the overview: heading, state, and rows of figures that are made once and then set. */
export function ModuleCard(title, badge, rows, extra = null) {
  const values = {};
  const list = el(
    'dl',
    {},
    Object.entries(rows).map(([name, label]) => {
      values[name] = el('dd', {});
      return el('div', {}, el('dt', {}, label), values[name]);
    }),
  );
  const root = el(
    'section',
    { class: 'module-card panel' },
    el('header', {}, el('h2', {}, title), badge),
    extra,
    list,
  );
  const set = (texts) => {
    for (const [name, text] of Object.entries(texts)) setText(values[name], text);
  };
  return { root, set };
}
