import * as format from '../logic/Format.js';
import { el, setAttribute, setText } from './dom.js';
import { ModuleCard } from './ModuleCard.js';

const TONES = { connected: 'good', connecting: 'warn', blocked: 'warn', closed: 'bad' };

/** How solves travel: in this process, or over RabbitMQ to engines. */
export function BrokerCard() {
  const badge = el('span', { class: 'badge' });
  const card = ModuleCard('Broker', badge, {
    transport: 'Transport',
    pending: 'Calls under way',
    reconnects: 'Reconnects',
    late: 'Late replies',
  });

  function update({ broker }) {
    setText(badge, broker.state);
    setAttribute(badge, 'data-tone', TONES[broker.state] ?? 'neutral');
    card.set({
      transport:
        broker.transport === 'embedded'
          ? 'embedded, in this process'
          : `RabbitMQ at ${broker.address ?? 'no address'}`,
      pending: format.count(broker.pending),
      reconnects: format.count(broker.reconnects),
      late: format.count(broker.late_replies),
    });
  }

  return { root: card.root, update };
}
