import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, launch, openPage, SERVICE_DOWN, text } from '../support/browser.mjs';
import { Service } from '../support/service.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test('a service killed and restarted under the open page: banner, then everything resumes without a reload', async (t) => {
  const service = await Service.start(t);
  await service.submitAll([{ complexity: 0 }, { complexity: 0 }]);
  const page = await openPage(t, browser, service, { route: '#/jobs', expected: SERVICE_DOWN });
  await eventually(
    async () => (await page.locator('.job-table tbody tr').count()) === 2,
    'two rows',
  );
  await page.evaluate(() => (window.notReloaded = true));
  await service.kill();
  await text(
    page.locator('.stale-banner'),
    /can not be reached.*What you see is from \d\d:\d\d:\d\d/,
  );
  await text(page.locator('.connection-chip'), /Stale/);
  assert.equal(
    await page.locator('.job-table tbody tr').count(),
    2,
    'what was known stays on screen',
  );
  await service.start();
  await text(page.locator('.connection-chip'), /Live/);
  await eventually(
    async () => !(await page.locator('.stale-banner').isVisible()),
    'the banner to go',
  );
  await service.submit({ complexity: 0, after: 'restart' });
  await eventually(
    async () => (await page.locator('.job-table tbody tr').count()) === 3,
    'the new job',
  );
  assert.equal(await page.evaluate(() => window.notReloaded), true);
});

test('a job that ran when the service died runs again, and the open drawer tells so', async (t) => {
  const service = await Service.start(t);
  const { id } = await service.submit({ complexity: 3000 });
  const page = await openPage(t, browser, service, {
    route: `#/jobs/${id}`,
    expected: SERVICE_DOWN,
  });
  await text(page.locator('.job-drawer .state-chip').first(), /Processing/);
  await service.kill();
  await page.locator('.stale-banner').waitFor();
  await service.start();
  await text(page.locator('.job-drawer .facts'), /Attempt 2 of 3/);
  await text(page.locator('.job-drawer .state-chip').first(), /Processing/);
});
