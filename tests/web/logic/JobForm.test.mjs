import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as form from '../../../web/logic/JobForm.js';

const fields = (more) => ({
  payloadText: '{}',
  type: 'hanoi',
  priority: null,
  emergency: false,
  delaySeconds: 0,
  maxAttempts: null,
  ...more,
});

test('a payload must be an object without the members that have fields', () => {
  assert.deepEqual(form.readPayload('{"n": 5}').value, { n: 5 });
  assert.deepEqual(form.readPayload('  ').value, {});
  for (const [text, reason] of [
    ['{"n": }', /Not valid JSON: Unexpected token/],
    ['{\n "n": 5,\n}', /line 3, column 1/],
    ['[1]', /this is an array/],
    ['null', /this is null/],
    ['5', /this is a number/],
    ['{"emergency": true}', /"emergency" has a field of its own/],
    [JSON.stringify({ text: 'x'.repeat(1_100_000) }), /1 MiB/],
  ]) {
    assert.match(form.readPayload(text).error, reason, text.slice(0, 40));
  }
});

test('examples are valid payloads', () => {
  for (const type of ['hanoi', 'simulate', 'unheard of']) {
    assert.equal(form.readPayload(form.examplePayload(type)).error, undefined);
  }
});

test('numbers have bounds, and an empty field its default', () => {
  const bounds = { min: 0, max: 100, fallback: null, name: 'The priority' };
  assert.equal(form.readInteger('', bounds).value, null);
  assert.equal(form.readInteger(' 7 ', bounds).value, 7);
  for (const wrong of ['-1', '101', '1.5', 'x', 'Infinity'])
    assert.match(form.readInteger(wrong, bounds).error, /from 0 to 100/);
});

test('the request carries only what was chosen', () => {
  assert.deepEqual(JSON.parse(form.requestBody(fields(), 0)), { type: 'hanoi' });
  assert.deepEqual(
    JSON.parse(
      form.requestBody(
        fields({ payloadText: ' {"n":5} ', priority: 7, maxAttempts: 2, delaySeconds: 60 }),
        0,
      ),
    ),
    {
      type: 'hanoi',
      priority: 7,
      run_at: '1970-01-01T00:01:00.000Z',
      max_attempts: 2,
      n: 5,
    },
  );
  assert.deepEqual(JSON.parse(form.requestBody(fields({ emergency: true, priority: 3 }), 0)), {
    type: 'hanoi',
    emergency: true,
  });
});

test('numbers of the payload go out digit by digit', () => {
  const payloadText = '{"big": 12345678901234567890, "small": 1.10, "braces": "}}"}';
  assert.match(
    form.requestBody(fields({ payloadText }), 0),
    /"big": 12345678901234567890, "small": 1\.10, "braces": "}}"}$/,
  );
});
