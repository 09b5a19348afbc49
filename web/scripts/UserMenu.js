import { el, setText, setVisible } from './dom.js';
import { Icon } from './Icon.js';

/** Who is signed in, when the service asks for tokens at all. */
export function UserMenu({ live, session, onSignOut }) {
  const name = el('span', { class: 'name' });
  const roles = el('span', { class: 'roles' });
  const out = el('button', { type: 'button', onClick: onSignOut }, 'Sign out');
  const root = el('div', { class: 'user-menu', hidden: true }, Icon('user'), name, roles, out);

  function update() {
    const { you, tokens } = live.status ?? {};
    setVisible(root, Boolean(tokens && you && session.token));
    setText(name, you?.name ?? '');
    setText(
      roles,
      you?.roles?.includes('submit') || you?.roles?.includes('admin') ? '' : 'read only',
    );
  }

  return { root, update };
}
