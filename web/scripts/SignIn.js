import { el, field, setText, setVisible } from './dom.js';

/** Shown in place of the view while the service refuses the page's token. */
export function SignIn({ session, onSignedIn }) {
  const token = el('input', {
    type: 'password',
    autocomplete: 'off',
    required: true,
    spellcheck: 'false',
  });
  const wrong = el('p', { class: 'wrong', role: 'alert' });
  const form = el(
    'form',
    {},
    el('h1', {}, 'Sign in'),
    el(
      'p',
      {},
      'This service asks for a token. It is kept for this tab only and forgotten when the tab closes.',
    ),
    field('Token', token),
    wrong,
    el('button', { class: 'primary' }, 'Sign in'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (token.value.trim() === '') return;
    session.signIn(token.value.trim());
    token.value = '';
    onSignedIn();
  });
  const root = el('section', { class: 'sign-in panel', hidden: true }, form);
  let wasVisible = false;

  function update({ mode }) {
    const visible = mode === 'signed-out';
    setText(wrong, session.token ? 'The service does not accept this token.' : '');
    setVisible(wrong, visible && session.token !== null);
    if (visible && !wasVisible) token.focus();
    wasVisible = visible;
  }

  return { root, update };
}
