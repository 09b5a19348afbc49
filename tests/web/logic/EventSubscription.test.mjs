import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '../../../web/logic/Backoff.js';
import { EventSubscription } from '../../../web/logic/EventSubscription.js';
import { ServiceProblem } from '../../../web/logic/ServiceClient.js';
import { fakeStream, until } from './fakes.mjs';

/** A subscription to a service whose answers the test decides. */
function subscribe({ answer, silence } = {}) {
  const opened = [];
  const events = [];
  const subscription = new EventSubscription({
    open: async (lastEventId, signal) => {
      const problem = answer?.(opened.length);
      if (problem) {
        opened.push({ lastEventId });
        throw problem;
      }
      const stream = fakeStream(signal);
      opened.push({ lastEventId, stream });
      return stream.response;
    },
    onEvent: (event) => events.push(event),
    backoff: new Backoff({ base: 5, cap: 20 }),
    silence,
  });
  return { subscription, opened, events };
}

test('resumes from the last event after the stream ended or broke', async (t) => {
  const { subscription, opened, events } = subscribe();
  t.after(() => subscription.stop());
  subscription.start();
  await until(() => subscription.state === 'open');
  opened[0].stream.push('retry: 3\n\nid: 9-1\nevent: job\ndata: {}\n\nid: 9-2\ndata: {}\n\n');
  await until(() => events.length === 2);
  opened[0].stream.end();
  await until(() => opened.length === 2);
  assert.equal(opened[1].lastEventId, '9-2');
  await until(() => subscription.state === 'open');
  opened[1].stream.push('id: 9-3\ndata: half of an event\n');
  opened[1].stream.fail();
  await until(() => opened.length === 3);
  assert.equal(opened[2].lastEventId, '9-2', 'an event cut off does not count as seen');
});

test('a character cut between two chunks is whole', async (t) => {
  const { subscription, opened, events } = subscribe();
  t.after(() => subscription.stop());
  subscription.start();
  await until(() => opened.length === 1);
  const bytes = new TextEncoder().encode('data: “ü”\n\n');
  opened[0].stream.pushBytes(bytes.slice(0, 7)); // within the quotation mark's three bytes
  opened[0].stream.pushBytes(bytes.slice(7));
  await until(() => events.length === 1);
  assert.equal(events[0].data, '“ü”');
});

test('keeps trying while it is refused, and ends for good at 401', async () => {
  const answer = (attempt) =>
    new ServiceProblem(
      attempt < 3
        ? { status: 503, code: 'OVERLOADED', message: 'busy' }
        : { status: 401, code: 'UNAUTHORIZED', message: 'no token' },
    );
  const { subscription, opened } = subscribe({ answer });
  subscription.start();
  await until(() => subscription.state === 'closed');
  assert.equal(opened.length, 4);
  assert.equal(subscription.problem.code, 'UNAUTHORIZED');
});

test('a stream that has been silent for too long is given up', async (t) => {
  const { subscription, opened } = subscribe({ silence: 30 });
  t.after(() => subscription.stop());
  subscription.start();
  await until(() => opened.length >= 3);
});

test('stops, and starts again where it was', async (t) => {
  const { subscription, opened, events } = subscribe();
  t.after(() => subscription.stop());
  subscription.start();
  await until(() => opened.length === 1);
  opened[0].stream.push('id: 4-4\ndata: {}\n\n');
  await until(() => events.length === 1);
  subscription.stop();
  assert.equal(subscription.state, 'closed');
  subscription.start();
  await until(() => opened.length === 2);
  assert.equal(opened[1].lastEventId, '4-4');
});

test('backs off by doubling, less a random quarter at most, up to a cap', () => {
  const backoff = new Backoff({ base: 100, cap: 1000, random: () => 0 });
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6].map(() => backoff.next()),
    [100, 200, 400, 800, 1000, 1000],
  );
  backoff.reset();
  assert.equal(backoff.next(), 100);
  assert.equal(new Backoff({ base: 100, random: () => 1 }).next(), 75);
});
