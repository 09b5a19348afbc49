import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureRate, outlook, untilProbe } from '../../../web/logic/BreakerState.js';

const open = { state: 'open', retry_after_ms: 30_000, description: 'Open' };

test('the countdown to the probe goes on from when the breaker was read', () => {
  assert.equal(untilProbe(open, 1000, 11_000), 20_000);
  assert.equal(untilProbe(open, 1000, 99_000), 0);
  assert.equal(untilProbe({ ...open, state: 'closed' }, 1000, 2000), null);
  assert.equal(outlook(open, 0, 31_000).text, 'Ready to probe: the next call decides.');
  assert.deepEqual(outlook(open, 0, 10_000), { text: 'Next probe in', wait: 20_000 });
});

test('a state that the page does not know is described in the service’s words', () => {
  assert.equal(
    outlook({ state: 'ramping', description: 'Ramping up', retry_after_ms: null }, 0, 0).text,
    'Ramping up',
  );
});

test('an empty window has no failure rate', () => {
  assert.equal(failureRate({ window: { total: 0, failed: 0 } }), null);
  assert.equal(failureRate({ window: { total: 4, failed: 3 } }), 0.75);
});
