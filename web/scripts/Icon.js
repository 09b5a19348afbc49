import { svg } from './dom.js';

/** Strokes on a grid of 16 by 16. */
const PATHS = {
  pending: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M8 5v3l2 1.5',
  scheduled: 'M3 4h10v9.5H3zM3 7h10M5.5 2.5V5M10.5 2.5V5',
  processing: 'M5 3.5v9l7.5-4.5z',
  completed: 'M3 8.5l3.5 3.5L13 4.5',
  failed: 'M4 4l8 8M12 4l-8 8',
  cancelled: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M4.2 11.8l7.6-7.6',
  closed: 'M2 8h12M5.5 5v6M10.5 5v6',
  open: 'M2 8h3.5M10.5 8H14M5.5 8l4.5-4',
  'half-open': 'M2 8h3.5M10.5 8H14M5.5 8l5-1.8',
  isolated: 'M5 7.5V5.5a3 3 0 0 1 6 0v2M3.5 7.5h9v6h-9z',
  disabled: 'M3 8h10',
  play: 'M5 3.5v9l7.5-4.5z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  previous: 'M10.5 3.5L6 8l4.5 4.5M5 3.5v9',
  next: 'M5.5 3.5L10 8l-4.5 4.5M11 3.5v9',
  start: 'M12.5 3.5L8 8l4.5 4.5M7.5 3.5L3 8l4.5 4.5',
  end: 'M3.5 3.5L8 8l-4.5 4.5M8.5 3.5L13 8l-4.5 4.5',
  close: 'M4 4l8 8M12 4l-8 8',
  retry: 'M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3',
  plus: 'M8 3v10M3 8h10',
  warning: 'M8 2.5l6 11H2zM8 6.5v3.2M8 11.6v.4',
  emergency: 'M8 2.5v7M8 12.5v.5',
  user: 'M8 8.2a2.6 2.6 0 1 0 0-5.2a2.6 2.6 0 1 0 0 5.2M3 13.5c.6-2.6 2.6-3.8 5-3.8s4.4 1.2 5 3.8',
  light:
    'M8 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6M8 1.5v1.5M8 13v1.5M1.5 8h1.5M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1',
  dark: 'M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z',
  auto: 'M8 2.5a5.5 5.5 0 1 0 0 11z M8 2.5a5.5 5.5 0 0 1 0 11',
  help: 'M6 6a2 2 0 1 1 3 1.7c-.7.5-1 .8-1 1.6M8 11.5v.4',
  copy: 'M6 6h7.5v7.5H6zM3.5 10H2.5V2.5H10v1',
};

/** A decorative picture of the given name; the words beside it say what it means. */
export function Icon(name) {
  const path = svg('path', { d: PATHS[name] });
  return svg('svg', { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, path);
}

/** Changes what an icon shows. */
export function setIcon(icon, name) {
  icon.firstChild.setAttribute('d', PATHS[name]);
}
