import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PageTrail } from '../../../web/logic/PageTrail.js';

test('pages are turned forth and back, and each has an address', () => {
  const trail = new PageTrail();
  assert.deepEqual(trail.here(), { page: null, after: null });
  for (const cursor of ['a', 'b']) assert.equal(trail.follow(trail.older(cursor)), true);
  assert.deepEqual([trail.number, trail.cursor, trail.here()], [3, 'b', { page: 3, after: 'b' }]);
  assert.equal(trail.follow(trail.here()), false);
  trail.follow(trail.newer());
  assert.deepEqual(trail.here(), { page: 2, after: 'a' });
  trail.follow(trail.newer());
  assert.deepEqual(trail.here(), { page: null, after: null });
});

test('an address from elsewhere is followed; what is before it begins at the top', () => {
  const trail = new PageTrail();
  trail.follow({ page: '4', after: 'x' });
  assert.deepEqual([trail.number, trail.cursor], [4, 'x']);
  assert.deepEqual(trail.newer(), { page: null, after: null });
  trail.follow({});
  assert.equal(trail.number, 1);
});

test('numbers that are none do no harm', () => {
  for (const page of ['-7', 'x', '1', undefined, '1e99']) {
    const trail = new PageTrail();
    trail.follow({ page, after: 'x' });
    assert.equal(trail.cursor, 'x');
    assert.ok(trail.number >= 2 && trail.number <= 1_000_000);
  }
});
