import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '../../../web/logic/Backoff.js';
import { LiveFeed } from '../../../web/logic/LiveFeed.js';
import { ServiceProblem } from '../../../web/logic/ServiceClient.js';
import { fakeStream, status, until } from './fakes.mjs';

const DOWN = new ServiceProblem({ message: 'The service can not be reached' });

/** A feed on a service that the test can take down, in whole or in part. */
function feedOn({ statusFails = null, streamFails = null } = {}) {
  const service = { statusFails, streamFails, streams: [], statuses: 0 };
  const seen = { statuses: [], events: [], modes: [] };
  const client = {
    status: async () => {
      service.statuses += 1;
      if (service.statusFails) throw service.statusFails;
      return status();
    },
    events: async (lastEventId, signal) => {
      if (service.streamFails) throw service.streamFails;
      const stream = fakeStream(signal);
      service.streams.push({ ...stream, lastEventId });
      return stream.response;
    },
  };
  const handlers = {
    onStatus: (value) => seen.statuses.push(value),
    onEvent: (type, data) => seen.events.push([type, data]),
    onConnection: ({ mode }) => seen.modes.at(-1) === mode || seen.modes.push(mode),
  };
  const feed = new LiveFeed({
    client,
    handlers,
    statusEvery: 10,
    backoff: new Backoff({ base: 5, cap: 20 }),
  });
  return { feed, service, seen, mode: () => feed.connection().mode };
}

test('is live while the stream is open and the status answers', async (t) => {
  const { feed, service, seen, mode } = feedOn();
  t.after(() => feed.stop());
  assert.equal(mode(), 'paused');
  feed.start();
  await until(() => mode() === 'live' && service.streams.length === 1);
  service.streams[0].push('event: queue\ndata: {"size":3}\n\nevent: job\ndata: {cut off\n\n');
  await until(() => seen.events.length === 1);
  assert.deepEqual(seen.events, [['queue', { size: 3 }]]);
  assert.ok(seen.statuses.length >= 1);
});

test('falls back to polling when only the stream is away', async (t) => {
  const { feed, service, seen, mode } = feedOn({
    streamFails: new ServiceProblem({ status: 503, code: 'OVERLOADED', message: 'busy' }),
  });
  t.after(() => feed.stop());
  feed.start();
  await until(() => mode() === 'polling');
  const before = seen.statuses.length;
  await until(() => seen.statuses.length > before + 3);
  service.streamFails = null;
  await until(() => mode() === 'live');
});

test('is stale when neither answers, says why, and comes back by itself', async (t) => {
  const { feed, service, mode } = feedOn();
  t.after(() => feed.stop());
  feed.start();
  await until(() => mode() === 'live' && service.streams.length === 1);
  service.statusFails = service.streamFails = DOWN;
  service.streams[0].fail();
  await until(() => mode() === 'stale');
  const { problem, nextTryAt, lastContact } = feed.connection();
  assert.equal(problem, DOWN);
  assert.ok(nextTryAt > Date.now() - 1000 && lastContact <= Date.now());
  service.statusFails = service.streamFails = null;
  feed.retryNow();
  await until(() => mode() === 'live');
  assert.equal(feed.connection().problem, null);
});

test('a 401 signs out and asks no more, until it is started again', async (t) => {
  const { feed, service, mode } = feedOn({
    statusFails: new ServiceProblem({ status: 401, code: 'UNAUTHORIZED', message: 'no token' }),
    streamFails: new ServiceProblem({ status: 401, code: 'UNAUTHORIZED', message: 'no token' }),
  });
  t.after(() => feed.stop());
  feed.start();
  await until(() => mode() === 'signed-out');
  const asked = service.statuses;
  await new Promise((resolve) => setTimeout(resolve, 40));
  assert.equal(service.statuses, asked);
  service.statusFails = service.streamFails = null;
  feed.stop();
  feed.start();
  await until(() => mode() === 'live');
});

test('closes the stream and stops asking while stopped, and resumes after', async (t) => {
  const { feed, service, mode } = feedOn();
  t.after(() => feed.stop());
  feed.start();
  await until(() => service.streams.length === 1);
  service.streams[0].push('id: 3-8\nevent: queue\ndata: {}\n\n');
  await until(() => mode() === 'live');
  await until(() => service.statuses > 1);
  feed.stop();
  assert.equal(mode(), 'paused');
  const asked = service.statuses;
  await new Promise((resolve) => setTimeout(resolve, 40));
  assert.equal(service.statuses, asked);
  feed.start();
  await until(() => service.streams.length === 2);
  assert.equal(service.streams[1].lastEventId, '3-8');
});
