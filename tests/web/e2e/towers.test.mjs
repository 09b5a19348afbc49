import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, launch, openPage, SERVICE_DOWN, text } from '../support/browser.mjs';
import { Service } from '../support/service.mjs';

let browser;
let service;
before(async () => ([browser, service] = await Promise.all([launch(), Service.open()])));
after(() => Promise.all([browser.close(), service.close()]));

const caption = (page) => page.locator('.move-caption');
const button = (page, name) => page.getByRole('button', { name, exact: true });

async function typeDigits(page, editor, digits) {
  await page.getByRole('group', { name: editor }).getByLabel('Digits').fill(digits);
  await page.keyboard.press('Tab');
}

/** How the discs stand in the picture: the x of each, smallest first, as peg 0, 1 or 2. */
function picture(page) {
  return page.locator('.towers-stage .disc').evaluateAll((discs) => {
    const width = document.querySelector('.towers-stage svg').viewBox.baseVal.width;
    return discs.map((disc) => Math.floor((disc.transform.baseVal[0].matrix.e / width) * 3));
  });
}

async function position(service, discs, move) {
  const { position: digits } = await service.json(`/api/hanoi/state?n=${discs}&move=${move}`);
  return Array.from(digits, Number);
}

test('plays a solve to the end with the moves of the service', async (t) => {
  const page = await openPage(t, browser, service);
  const asked = [];
  page.on(
    'request',
    (request) => request.url().includes('/api/hanoi?') && asked.push(request.url()),
  );
  await page.getByLabel('Discs', { exact: true }).fill('7');
  await page.keyboard.press('Enter');
  await text(caption(page), /Ready: 127 moves/);
  await page.getByLabel('Speed').fill('9');
  await button(page, 'Play').click();
  await text(caption(page), /Move 127: disc 1 from [ABC] to C\. Done\./);
  assert.deepEqual(await picture(page), Array(7).fill(2));
  await text(page.locator('.check-report'), /127 moves fetched .* all equal/);
  assert.ok(
    asked.some((url) => url.endsWith('?n=7&from=1&count=127')),
    asked.join(),
  );
});

test('scrubs, steps and jumps to any move, and agrees with the service on where the discs are', async (t) => {
  const page = await openPage(t, browser, service, {
    route: '#/towers?n=12',
    reducedMotion: 'reduce',
  });
  for (const move of [2048, 1365, 4094]) {
    await page.getByLabel('Position: moves done').fill(String(move));
    await text(caption(page), new RegExp(`Move ${move.toLocaleString('en')}:`));
    assert.deepEqual(await picture(page), await position(service, 12, move), `after ${move}`);
  }
  await button(page, 'One move on').click();
  await text(caption(page), /Move 4,095: .* Done/);
  await button(page, 'One move back').click();
  await text(caption(page), /Move 4,094:/);
  await page.locator('main h1').click();
  await page.keyboard.press('Home');
  await text(caption(page), /Ready/);
  await page.keyboard.press('ArrowRight');
  await text(caption(page), /Move 1: disc 1 from A to B/);
  await page.keyboard.press('End');
  await text(caption(page), /Move 4,095/);
  await eventually(
    async () => page.url().endsWith('?n=12&move=4095'),
    'the address to name the move',
  );
});

test('shows any move of 60 discs, checked, with what each disc did', async (t) => {
  const page = await openPage(t, browser, service, {
    route: '#/towers?n=60',
    reducedMotion: 'reduce',
  });
  const middle = 1n << 59n;
  await page.getByLabel('Moves done', { exact: true }).fill(String(middle));
  await page.keyboard.press('Enter');
  await text(caption(page), /Move 576,460,752,303,423,488: disc 60 from A to C/);
  assert.deepEqual(await picture(page), await position(service, 60, middle));
  await text(page.locator('.check-report'), /moves fetched .* all equal/);
  await text(page.locator('.disc-ledger tbody tr').first(), /60 C 1 1 in its place/);
  await text(page.locator('.disc-ledger tbody tr').nth(1), /59 B 1 2 864,691,128,455,135,232/);
  await text(page.locator('.solve-facts'), /billion years/);
});

test('plays the shortest path between positions set by hand', async (t) => {
  const page = await openPage(t, browser, service, { reducedMotion: 'reduce' });
  await page.getByText('From any position to any other').click();
  const to = page.getByRole('group', { name: 'To' });
  await typeDigits(page, 'From', '00000');
  await typeDigits(page, 'To', '11110');
  await to.getByRole('button', { name: 'Disc 5, on peg A' }).click();
  await to.getByRole('button', { name: 'Disc 5, on peg B' }).click();
  await page.getByRole('button', { name: 'Find the shortest path' }).click();
  const { length } = await service.json('/api/hanoi/path?from=00000&to=11112');
  await text(
    page.locator('.path-panel .answer'),
    new RegExp(`^${length} moves, replayed and legal`),
  );
  await button(page, 'To the end').click();
  await text(caption(page), new RegExp(`Move ${length}: .* Done`));
  assert.deepEqual(await picture(page), [1, 1, 1, 1, 2]);
  await button(page, 'Back to the whole solve').click();
  await text(caption(page), /Ready: 31 moves/);
});

test('a path too long to list is refused in words', async (t) => {
  const page = await openPage(t, browser, service, { expected: /status of 422/ });
  await page.getByText('From any position to any other').click();
  await typeDigits(page, 'From', '0'.repeat(40));
  await typeDigits(page, 'To', '2'.repeat(40));
  await page.getByRole('button', { name: 'Find the shortest path' }).click();
  await text(page.locator('.path-panel .answer'), /1,099,511,627,775 moves, too many to list/);
});

test('a failed request says why, and works when it is tried again', async (t) => {
  const mortal = await Service.start(t);
  const page = await openPage(t, browser, mortal, { expected: SERVICE_DOWN });
  await text(page.locator('.check-report'), /31 moves/);
  await mortal.kill();
  await page.getByLabel('Discs', { exact: true }).fill('9');
  await page.keyboard.press('Enter');
  await text(
    page.locator('.check-report'),
    /did not send the moves.*can not be reached \(UNREACHABLE\)/,
  );
  await page.keyboard.press('Escape');
  await page.locator('main h1').click();
  await page.keyboard.press('End');
  await text(caption(page), /Move 511/);
  await mortal.start();
  await button(page, 'Try again').click();
  await text(page.locator('.check-report'), /511 moves fetched .* all equal/);
});

test('moves the discs smoothly, but jumps for whoever wants less motion', async (t) => {
  const between = async (reducedMotion) => {
    const page = await openPage(t, browser, service, { route: '#/towers?n=3', reducedMotion });
    await button(page, 'Play').waitFor();
    await page.evaluate(() => {
      const rest = new Set();
      window.lifted = false;
      const disc = document.querySelector('.towers-stage .disc');
      new MutationObserver(() => {
        const { f: y } = disc.transform.baseVal[0].matrix;
        const { height } = document.querySelector('.towers-stage svg').viewBox.baseVal;
        rest.add(y);
        if (y < height / 4) window.lifted = true;
      }).observe(disc, { attributes: true, attributeFilter: ['transform'] });
    });
    await button(page, 'Play').click();
    await text(caption(page), /Move 3/);
    return page.evaluate(() => window.lifted);
  };
  assert.equal(await between('no-preference'), true);
  assert.equal(await between('reduce'), false);
});
