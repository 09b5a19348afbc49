import { BreakerPanel } from './BreakerPanel.js';
import { el, reconcile, setVisible } from './dom.js';

/** Every circuit breaker with its window, its history, and the switches for admins. */
export function BreakersView(context) {
  const { live } = context;
  const list = el('div', { class: 'panels' });
  const empty = el(
    'p',
    { class: 'empty-state panel' },
    'This service has no circuit breakers. One appears when validation.url or broker.urls is set.',
  );
  const loading = el('p', { class: 'loading' }, 'Waiting for the service…');
  const root = el(
    'div',
    { class: 'breakers-view' },
    el('header', { class: 'view-header' }, el('h1', {}, 'Circuit breakers')),
    loading,
    empty,
    list,
  );

  function update() {
    setVisible(loading, !live.status);
    setVisible(empty, Boolean(live.status) && live.breakers.length === 0);
    reconcile(
      list,
      live.breakers,
      ({ name }) => name,
      () => BreakerPanel(context),
    );
  }

  return { root, title: 'Breakers', update };
}
