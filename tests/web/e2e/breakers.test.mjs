import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cleanup } from '../support/cleanup.mjs';
import { eventually, launch, openPage, refused, text } from '../support/browser.mjs';
import { Service } from '../support/service.mjs';
import { Validator } from '../support/validator.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const panel = (page, name) =>
  page.locator('.breaker-panel', { has: page.getByRole('heading', { name }) });
const submit = (service) =>
  service.submit({ complexity: 0 }).then(
    () => 200,
    (error) => Number(/: (\d{3}) /.exec(error.message)?.[1]),
  );

test('the validation breaker opens as its server dies and closes as it returns', async (t) => {
  const server = await Validator.open();
  cleanup(t, () => server.down());
  const service = await Service.start(t, {
    'validation.url': server.url,
    'breaker.validation.reopen-after': '3s',
    'breaker.validation.failures': 3,
  });
  const page = await openPage(t, browser, service, {
    route: '#/breakers',
    expected: refused(502, 503),
  });
  await text(panel(page, 'validation').locator('.state-chip').first(), /Closed/);
  await server.down();
  assert.deepEqual(
    [await submit(service), await submit(service), await submit(service)],
    [502, 502, 502],
  );
  await text(panel(page, 'validation').locator('.state-chip').first(), /Open/);
  await text(panel(page, 'validation').locator('.outlook'), /Next probe in \d|Ready to probe/);
  await server.up();
  await eventually(async () => (await submit(service)) === 200, 'a probe to pass');
  await text(panel(page, 'validation').locator('.state-chip').first(), /Closed/);
  await text(panel(page, 'validation').locator('.history tbody'), /Closed.*Open/);
});

test('an admin isolates a breaker, knowing what that does, and resets it', async (t) => {
  const server = await Validator.open();
  cleanup(t, () => server.down());
  const service = await Service.start(t, { 'validation.url': server.url });
  const expected = refused(503);
  const page = await openPage(t, browser, service, { route: '#/breakers', expected });
  await panel(page, 'validation').getByRole('button', { name: 'Isolate' }).click();
  await text(page.getByRole('dialog'), /Every call behind it is refused at once/);
  await page.getByRole('dialog').getByRole('button', { name: 'Keep as it is' }).click();
  assert.equal(await submit(service), 200);
  await panel(page, 'validation').getByRole('button', { name: 'Isolate' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Isolate validation' }).click();
  await text(panel(page, 'validation').locator('.state-chip').first(), /Isolated/);
  assert.equal(await submit(service), 503);
  await page.getByRole('link', { name: 'Jobs' }).click();
  await page.getByRole('button', { name: 'New job' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
  await text(page.getByRole('dialog').locator('.wrong'), /Not accepted: .* \(CIRCUIT_OPEN\)/);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Breakers' }).click();
  await panel(page, 'validation').getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset validation' }).click();
  await text(panel(page, 'validation').locator('.state-chip').first(), /Closed/);
  assert.equal(await submit(service), 200);
});
