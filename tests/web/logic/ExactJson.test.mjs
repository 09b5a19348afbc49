import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseExactly } from '../../../web/logic/ExactJson.js';

test('is JSON', () => {
  const value = { a: [1, -2.5, 1e300, null, true, 'x'], b: { c: '12345678901234567890' } };
  assert.deepEqual(parseExactly(JSON.stringify(value)), value);
  assert.throws(() => parseExactly('{"half":'));
});
