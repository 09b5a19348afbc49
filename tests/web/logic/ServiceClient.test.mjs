import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServiceClient } from '../../../web/logic/ServiceClient.js';

/** A client whose one answer is given; `calls` tells what it asked. */
function clientFor(answer, token = null) {
  const calls = [];
  const fetch = async (url, options) => {
    calls.push({ url, ...options });
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { client: new ServiceClient({ token: () => token, fetch }), calls };
}

const json = (body, init) => new Response(JSON.stringify(body), init);

test('sends the token, the body and the idempotency key', async () => {
  const { client, calls } = clientFor(json({ id: 'a' }), 'secret');
  await client.submit('{"n": 1.10}', 'key-1');
  assert.equal(calls[0].url, '/jobs');
  assert.equal(calls[0].body, '{"n": 1.10}');
  assert.equal(calls[0].headers.Authorization, 'Bearer secret');
  assert.equal(calls[0].headers['Idempotency-Key'], 'key-1');
  assert.equal(calls[0].headers['Content-Type'], 'application/json');
});

test('ids and filters are encoded, absent ones left out', async () => {
  const { client, calls } = clientFor(json({}));
  await client.jobs({ state: 'failed', type: null, limit: 50, after: 'a&b' });
  assert.equal(calls[0].url, '/jobs?state=failed&limit=50&after=a%26b');
  assert.equal(calls[0].headers.Authorization, undefined);
  const searching = clientFor(json({}));
  await searching.client.jobs({ q: 'order=1 "a b"', limit: 50 });
  assert.match(
    searching.calls[0].url,
    /^\/jobs\?q=order%3D1\+%22a\+b%22&zone=[A-Za-z%].*&limit=50$/,
  );
  await clientFor(json({}))
    .client.job('../x')
    .catch(() => {});
  const other = clientFor(json({}));
  await other.client.retry('../x');
  assert.equal(other.calls[0].url, '/jobs/..%2Fx/retry');
});

test('a problem document becomes a problem with code, words and time to wait', async () => {
  const body = {
    status: 503,
    code: 'CIRCUIT_OPEN',
    error: 'Service temporarily unavailable',
    retry_after_ms: 1500,
  };
  const { client } = clientFor(json(body, { status: 503, headers: { 'Retry-After': '2' } }));
  await assert.rejects(client.status(), {
    status: 503,
    code: 'CIRCUIT_OPEN',
    message: 'Service temporarily unavailable',
    retryAfter: 1500,
  });
});

test('an answer that is no problem document is named by its status', async () => {
  const { client } = clientFor(
    new Response('<html>', {
      status: 502,
      statusText: 'Bad Gateway',
      headers: { 'Retry-After': '7' },
    }),
  );
  await assert.rejects(client.status(), {
    code: 'HTTP_502',
    message: 'The service answered 502 Bad Gateway',
    retryAfter: 7000,
  });
});

test('no answer, one given up, one too late and one that breaks off are told apart', async () => {
  for (const [error, code] of [
    [new TypeError('Failed to fetch'), 'UNREACHABLE'],
    [new DOMException('', 'AbortError'), 'ABORTED'],
    [new DOMException('', 'TimeoutError'), 'NO_ANSWER'],
  ]) {
    await assert.rejects(clientFor(error).client.status(), { code });
  }
  await assert.rejects(clientFor(new Response('{"half":')).client.status(), {
    code: 'UNREACHABLE',
    message: /not JSON/,
  });
});
