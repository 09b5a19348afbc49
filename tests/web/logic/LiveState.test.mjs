import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveState } from '../../../web/logic/LiveState.js';
import { status } from './fakes.mjs';

function listen(live) {
  const heard = [];
  for (const type of ['change', 'job', 'reset'])
    live.addEventListener(type, () => heard.push(type));
  return heard;
}

test('events amend what the last status said', () => {
  const live = new LiveState();
  live.acceptStatus(status({ breakers: [{ name: 'engine', state: 'closed' }] }));
  live.acceptEvent('queue', { size: 7 });
  live.acceptEvent('circuit', { name: 'engine', state: 'open' });
  live.acceptEvent('circuit', { name: 'validation', state: 'closed' });
  live.acceptEvent('something new', {});
  assert.equal(live.queue.size, 7);
  assert.deepEqual(
    live.breakers.map(({ name, state }) => [name, state]),
    [
      ['engine', 'open'],
      ['validation', 'closed'],
    ],
  );
});

test('events before the first status are not taken for one', () => {
  const live = new LiveState();
  live.acceptEvent('queue', { size: 7 });
  live.acceptEvent('circuit', { name: 'engine', state: 'open' });
  assert.equal(live.status, null);
  assert.equal(live.may('read'), false);
});

test('a reset replaces everything and is told once, also when it comes from a new process', () => {
  const live = new LiveState();
  live.acceptStatus(status());
  const heard = listen(live);
  live.acceptEvent('reset', status({ started_at: '2026-02-02T00:00:00Z' }));
  assert.deepEqual(heard, ['change', 'reset']);
});

test('a reset does not say who one is, and does not forget it', () => {
  const live = new LiveState();
  live.acceptStatus(status({ tokens: true }));
  const { you, tokens, ...forEverybody } = status();
  live.acceptEvent('reset', forEverybody);
  assert.deepEqual([live.status.you, live.status.tokens], [you, true]);
  assert.equal(live.may('submit'), true);
  assert.notEqual(live.status.tokens, tokens);
});

test('a restart that only the status shows is a reset too', () => {
  const live = new LiveState();
  live.acceptStatus(status());
  const heard = listen(live);
  live.acceptStatus(status());
  live.acceptStatus(status({ started_at: '2026-02-02T00:00:00Z' }));
  assert.deepEqual(heard, ['change', 'change', 'reset']);
});

test('a job’s news is passed on', () => {
  const live = new LiveState();
  const jobs = [];
  live.addEventListener('job', ({ detail }) => jobs.push(detail));
  live.acceptEvent('job', { id: 'a' });
  assert.deepEqual(jobs, [{ id: 'a' }]);
});

test('ages go by the service’s clock', () => {
  const live = new LiveState();
  live.acceptStatus(status({ time: new Date(Date.now() - 3_600_000).toISOString() }));
  assert.ok(Math.abs(live.now() - (Date.now() - 3_600_000)) < 1000);
});

test('only a change of the connection is told', () => {
  const live = new LiveState();
  const heard = listen(live);
  live.acceptConnection({ mode: 'live', lastContact: 1, nextTryAt: null, problem: null });
  live.acceptConnection({ mode: 'live', lastContact: 2, nextTryAt: null, problem: null });
  live.acceptConnection({ mode: 'stale', lastContact: 2, nextTryAt: 5, problem: null });
  assert.equal(heard.length, 2);
});
