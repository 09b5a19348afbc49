import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { eventually, launch, openPage, refused, text } from '../support/browser.mjs';
import { Service, tokensFile } from '../support/service.mjs';

const ADMIN = 'admin-token-0123456789abcdef';
const READER = 'reader-token-0123456789abcdef';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

async function guarded(t) {
  const folder = await mkdtemp(join(tmpdir(), 'pagoda-tokens-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = await tokensFile(folder, [
    { name: 'ops', roles: 'read,submit,admin', token: ADMIN },
    { name: 'watch', roles: 'read', token: READER },
  ]);
  const service = await Service.start(t, { 'http.tokens-file': file });
  await service.json('/jobs', { method: 'POST', body: { complexity: 0 }, token: ADMIN });
  return service;
}

async function signIn(page, token) {
  await page.getByLabel('Token').fill(token);
  await page.keyboard.press('Enter');
}

test('asks for a token, refuses a wrong one, and lets an admin act', async (t) => {
  const service = await guarded(t);
  const page = await openPage(t, browser, service, { route: '#/jobs', expected: refused(401) });
  await text(page.locator('.sign-in'), /This service asks for a token/);
  assert.equal(await page.locator('main').isVisible(), false);
  await signIn(page, 'wrong');
  await text(page.locator('.sign-in .wrong'), /does not accept this token/);
  await signIn(page, ADMIN);
  await text(page.locator('.job-table tbody tr'), /Completed/);
  await text(page.locator('.user-menu'), /ops/);
  await page.getByRole('button', { name: 'New job' }).waitFor();
  await page.reload();
  await text(page.locator('.job-table tbody tr'), /Completed/);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.locator('.sign-in').waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
});

test('a user who may only read sees no actions', async (t) => {
  const service = await guarded(t);
  const page = await openPage(t, browser, service, { route: '#/jobs', expected: refused(401) });
  await signIn(page, READER);
  await page.locator('.job-table tbody tr').first().click();
  await text(page.locator('.job-drawer'), /Completed.*Payload/);
  await text(page.locator('.user-menu'), /watch.*read only/);
  for (const name of [
    /New job/,
    /^Retry( \d+)?$/,
    /^Cancel( \d+)?$/,
    /Queue as a job/,
    /Pause the queue/,
    /Isolate/,
    /^Reset/,
  ]) {
    for (const view of ['jobs', 'towers', 'overview', 'breakers']) {
      await page.evaluate((hash) => (location.hash = hash), `#/${view}`);
      await page.locator(`.${view}-view`).waitFor();
      assert.equal(
        await page.getByRole('button', { name }).filter({ visible: true }).count(),
        0,
        `${name} on ${view}`,
      );
    }
  }
  assert.equal(
    await page.locator('.job-table input[type=checkbox]').filter({ visible: true }).count(),
    0,
  );
});

test('the token stays in its tab', async (t) => {
  const service = await guarded(t);
  const page = await openPage(t, browser, service, { expected: refused(401) });
  await signIn(page, ADMIN);
  await text(page.locator('.user-menu'), /ops/);
  const other = await page.context().newPage();
  await other.goto(service.url);
  await other.locator('.sign-in').waitFor();
  assert.deepEqual(await page.evaluate(() => [localStorage.length, document.cookie]), [0, '']);
  await eventually(async () => !(await page.url()).includes(ADMIN), 'an address without the token');
});
