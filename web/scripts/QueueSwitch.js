import { el, setAttribute, setText, setVisible } from './dom.js';
import { Icon, setIcon } from './Icon.js';

/**
 * Says when the queue is paused and lets an admin resume it; where it `offersPause`, also pause it.
 */
export function QueueSwitch({ client, live, toast, confirm }, { offersPause = false } = {}) {
  const badge = el('span', { class: 'badge', 'data-tone': 'warn' }, 'Queue paused');
  const icon = Icon('pause');
  const word = el('span', {});
  const button = el('button', { type: 'button' }, icon, word);
  const root = el('div', { class: 'queue-switch header-fields', hidden: true }, badge, button);
  let busy = false;

  button.addEventListener('click', async () => {
    const { paused } = live.queue;
    if (
      !paused &&
      !(await confirm({
        question: 'Pause the queue?',
        effects: [
          'Workers finish what they have and take nothing new. New jobs are accepted and wait.',
        ],
        action: 'Pause the queue',
      }))
    )
      return;
    busy = true;
    update();
    try {
      const queue = await (paused ? client.resumeQueue() : client.pauseQueue());
      if (typeof queue?.paused === 'boolean') live.acceptEvent('queue', queue);
      toast(paused ? 'The queue runs again.' : 'The queue is paused.');
    } catch (problem) {
      toast(`${paused ? 'Not resumed' : 'Not paused'}: ${problem.message} (${problem.code})`, {
        tone: 'bad',
      });
    }
    busy = false;
    update();
  });

  function update() {
    const paused = live.queue?.paused ?? false;
    setVisible(root, Boolean(live.queue) && (paused || (offersPause && live.may('admin'))));
    setVisible(badge, paused);
    setVisible(button, live.may('admin'));
    setAttribute(button, 'disabled', busy);
    setIcon(icon, paused ? 'play' : 'pause');
    setText(word, paused ? 'Resume the queue' : 'Pause the queue');
  }

  return { root, update };
}
