import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as form from '../../../web/logic/JobForm.js';

const TYPED = {
  payload: '{}',
  priority: '',
  attempts: '',
  delay: '',
  type: 'hanoi',
  emergency: false,
};
const read = (more) => form.readForm({ ...TYPED, ...more });
const body = (more, now = 0) => form.requestBody(read(more).job, now);

test('a payload must be an object without the members that have fields', () => {
  for (const good of ['{"n": 5}', '  ', '{"a": {"type": 1}}']) {
    assert.deepEqual(read({ payload: good }).errors, {}, good);
  }
  for (const [payload, reason] of [
    ['{"n": }', /Not valid JSON: Unexpected token/],
    ['{\n "n": 5,\n}', /line 3, column 1/],
    ['[1]', /this is an array/],
    ['null', /this is null/],
    ['5', /this is a number/],
    ['{"emergency": true}', /"emergency" has a field of its own/],
    [JSON.stringify({ text: 'x'.repeat(1_100_000) }), /1 MiB/],
  ]) {
    const { errors, job } = read({ payload });
    assert.match(errors.payload, reason, payload.slice(0, 40));
    assert.equal(job, null);
  }
});

test('examples are valid payloads', () => {
  for (const type of ['hanoi', 'simulate', 'unheard of']) {
    assert.deepEqual(read({ payload: form.examplePayload(type) }).errors, {});
  }
});

test('numbers have bounds, and every wrong field is named', () => {
  for (const wrong of ['-1', '101', '1.5', 'x', 'Infinity']) {
    assert.match(read({ priority: wrong }).errors.priority, /from 0 to 100/);
  }
  assert.deepEqual(Object.keys(read({ payload: '[', attempts: '0', delay: '-1' }).errors), [
    'payload',
    'attempts',
    'delay',
  ]);
  assert.deepEqual(read({ priority: '101', emergency: true }).errors, {});
});

test('the request carries only what was chosen', () => {
  assert.deepEqual(JSON.parse(body()), { type: 'hanoi' });
  assert.deepEqual(
    JSON.parse(body({ payload: ' {"n":5} ', priority: ' 7 ', attempts: '2', delay: '60' })),
    { type: 'hanoi', priority: 7, run_at: '1970-01-01T00:01:00.000Z', max_attempts: 2, n: 5 },
  );
  assert.deepEqual(JSON.parse(body({ emergency: true, priority: '3' })), {
    type: 'hanoi',
    emergency: true,
  });
});

test('numbers of the payload go out digit by digit', () => {
  const payload = '{"big": 12345678901234567890, "small": 1.10, "braces": "}}"}';
  assert.match(body({ payload }), /"big": 12345678901234567890, "small": 1\.10, "braces": "}}"}$/);
});
