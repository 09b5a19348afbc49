import { el, setAttribute } from './dom.js';

/** Queues the solve in view as a durable job. `discs()` says how many discs it has. */
export function SolveJobButton({ client, toast, live }, discs) {
  const root = el(
    'button',
    { type: 'button', hidden: true, title: 'Submit this solve to the durable queue' },
    'Queue as a job',
  );
  let busy = false;

  root.addEventListener('click', async () => {
    busy = true;
    update();
    try {
      const job = await client.submit({ type: 'hanoi', n: discs() }, crypto.randomUUID?.());
      toast(`Queued a solve of ${discs()} discs.`, {
        link: { text: 'Watch it', href: `#/jobs/${job.id}` },
      });
    } catch (problem) {
      toast(`Not queued: ${problem.message} (${problem.code})`, { tone: 'bad' });
    }
    busy = false;
    update();
  });

  function update() {
    setAttribute(root, 'disabled', busy || !live.status?.types?.includes('hanoi'));
  }

  return { root, update };
}
