import * as format from '../logic/Format.js';
import { el, setAttribute, setText } from './dom.js';
import { Meter } from './Meter.js';
import { ModuleCard } from './ModuleCard.js';

/** The fixed pool of solver threads: how busy it is and what waits for it. */
export function SolverCard() {
  const badge = el('span', { class: 'badge' });
  const meter = Meter('Solver threads in use');
  const card = ModuleCard(
    'Solver pool',
    badge,
    { threads: 'Threads busy', queued: 'Waiting', completed: 'Completed', rejected: 'Rejected' },
    meter.root,
  );

  function update({ solver }) {
    const use = solver.threads === 0 ? 0 : solver.active / solver.threads;
    const tone = solver.queued >= solver.capacity ? 'bad' : use >= 1 ? 'warn' : 'good';
    setText(badge, `${format.percent(use)} in use`);
    setAttribute(badge, 'data-tone', tone);
    meter.update(use, `${solver.active} of ${solver.threads}`, tone === 'good' ? 'accent' : tone);
    card.set({
      threads: `${format.count(solver.active)} of ${format.count(solver.threads)}`,
      queued: `${format.count(solver.queued)} of ${format.count(solver.capacity)}`,
      completed: format.count(solver.completed),
      rejected: format.count(solver.rejected),
    });
  }

  return { root: card.root, update };
}
