import { el, setAttribute, svg } from './dom.js';

/** A bar for a share of a whole, such as progress or use; the words beside it give the figures. `role`: 'meter' or 'progressbar'. */
export function Meter(label, role = 'meter') {
  const bar = svg('rect', { class: 'bar', height: 6 });
  const picture = svg(
    'svg',
    { 'aria-hidden': 'true', preserveAspectRatio: 'none', viewBox: '0 0 100 6' },
    bar,
  );
  const root = el(
    'span',
    {
      class: 'meter',
      role,
      'aria-label': label,
      'aria-valuemin': 0,
      'aria-valuemax': 100,
    },
    picture,
  );

  /** `share` from 0 to 1; `tone` is 'accent', 'good', 'warn' or 'bad'. */
  function update(share, text, tone = 'accent') {
    const percent = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
    setAttribute(bar, 'width', percent);
    setAttribute(root, 'aria-valuenow', percent);
    setAttribute(root, 'aria-valuetext', text);
    setAttribute(root, 'data-tone', tone);
  }

  return { root, update };
}
