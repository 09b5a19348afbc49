import { el, setAttribute } from './dom.js';
import { Icon, setIcon } from './Icon.js';

const KEY = 'pagoda.theme';
const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };
const LABEL = { auto: 'Colours: as the system', light: 'Colours: light', dark: 'Colours: dark' };

/** Chooses between the system's colours, light and dark; `theme.js` applies it before first paint. */
export function ThemeSwitch() {
  const icon = Icon('auto');
  const root = el('button', { type: 'button', class: 'icon-button theme-switch' }, icon);
  let theme = localStorage.getItem(KEY) ?? 'auto';
  if (!NEXT[theme]) theme = 'auto';

  function update() {
    setIcon(icon, theme);
    setAttribute(root, 'aria-label', LABEL[theme]);
    setAttribute(root, 'title', LABEL[theme]);
    setAttribute(document.documentElement, 'data-theme', theme === 'auto' ? null : theme);
    document.dispatchEvent(new CustomEvent('themechange'));
  }

  root.addEventListener('click', () => {
    theme = NEXT[theme];
    localStorage.setItem(KEY, theme);
    update();
  });
  update();
  return { root };
}
