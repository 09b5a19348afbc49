import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CAPACITY, Samples, summary } from '../../../web/logic/Samples.js';
import { status } from './fakes.mjs';

function at(seconds, done, overrides = {}) {
  const jobs = { ...status().jobs, done_total: done, failed: overrides.failed ?? 0 };
  return status({
    ...overrides,
    time: new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString(),
    jobs,
  });
}

test('a rate is the difference of totals over the service’s clock', () => {
  const samples = new Samples();
  samples.add(at(0, 100));
  assert.equal(samples.latest.donePerSecond, null);
  samples.add(at(2, 150));
  assert.equal(samples.latest.donePerSecond, 25);
  samples.add(at(4, 150, { failed: 4 }));
  assert.deepEqual([samples.latest.donePerSecond, samples.latest.failedPerSecond], [0, 2]);
});

test('a restart and a pause leave a gap, never a negative or an invented rate', () => {
  const samples = new Samples();
  samples.add(at(0, 1000));
  samples.add(at(2, 1010));
  samples.add(at(4, 3, { started_at: '2026-01-01T00:00:03Z' }));
  assert.equal(samples.latest.donePerSecond, null);
  assert.equal(samples.list.at(-2).queued, null);
  samples.add(at(6, 5, { started_at: '2026-01-01T00:00:03Z' }));
  assert.equal(samples.latest.donePerSecond, 1);
  samples.add(at(60, 500, { started_at: '2026-01-01T00:00:03Z' }));
  assert.equal(samples.latest.donePerSecond, null);
});

test('totals that shrink, as after pruning, are no negative rate', () => {
  const samples = new Samples();
  samples.add(at(0, 10, { failed: 9 }));
  samples.add(at(2, 10, { failed: 1 }));
  assert.equal(samples.latest.failedPerSecond, 0);
});

test('the same answer twice is one sample, and only the last minutes are kept', () => {
  const samples = new Samples();
  samples.add(at(0, 0));
  samples.add(at(0, 0));
  assert.equal(samples.list.length, 1);
  for (let i = 1; i < CAPACITY + 50; i++) samples.add(at(i * 2, i));
  assert.equal(samples.list.length, CAPACITY);
});

test('a summary leaves the unknown out', () => {
  const samples = new Samples();
  for (const [second, done] of [
    [0, 0],
    [2, 4],
    [4, 12],
  ])
    samples.add(at(second, done));
  assert.deepEqual(summary(samples.list, 'donePerSecond'), { latest: 4, min: 2, max: 4, mean: 3 });
  assert.equal(summary(samples.list, 'waitP99'), null);
  assert.equal(summary([], 'queued'), null);
});
