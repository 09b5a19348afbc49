import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatRoute, parseRoute } from '../../../web/logic/Route.js';

test('routes go there and back', () => {
  for (const route of [
    { view: 'towers', item: null, query: {} },
    { view: 'jobs', item: 'a/b?c#d %', query: { state: 'failed', type: 'ünï' } },
  ]) {
    assert.deepEqual(parseRoute(formatRoute(route)), route);
  }
});

test('what is unknown is the first view, and empty filters are left out', () => {
  for (const hash of ['', '#', '#/', '#/admin', '#/__proto__/x'])
    assert.equal(parseRoute(hash).view, 'towers');
  assert.equal(formatRoute({ view: 'jobs', query: { state: null, type: '' } }), '#/jobs');
  assert.equal(parseRoute('#/jobs/%').item, '%');
});
