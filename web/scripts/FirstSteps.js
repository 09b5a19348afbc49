import { el, setVisible } from './dom.js';

/** Tells whoever opens the page of an unused service what to do first. */
export function FirstSteps({ live }) {
  const step = (title, text, href, link) =>
    el('li', {}, el('strong', {}, title), el('span', {}, ` ${text} `), el('a', { href }, link));
  const root = el(
    'section',
    { class: 'first-steps panel', hidden: true, 'aria-label': 'First steps' },
    el('h2', {}, 'Nothing has run here yet. Start with one of these:'),
    el(
      'ol',
      {},
      step('Watch a solve.', 'Choose how many discs and press Play.', '#/towers', 'Towers'),
      step(
        'Submit a job.',
        'Put a solve, or a simulated task, into the durable queue.',
        '#/jobs?new=1',
        'New job',
      ),
      step('Watch it run.', 'See what waits, runs and fails, live.', '#/overview', 'Overview'),
    ),
  );

  function update() {
    const jobs = live.status?.jobs;
    const states = ['pending', 'scheduled', 'processing', 'completed', 'failed', 'cancelled'];
    setVisible(root, Boolean(jobs) && live.may('submit') && states.every((state) => !jobs[state]));
  }

  return { root, update };
}
