import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { enrolProfile, NO_CAMERA } from '../faults/tablet-rig.ts';
import { expect, test } from './journey.ts';
import { nurse as nurseAt } from './nurse.ts';
import { givesDoses, knownNumbers } from './rescue-crew.ts';

test('[I13] the browser’s call that there is a signal only wakes the page, which sends', async ({
  nurse,
  office,
}) => {
  const { page } = nurse;
  await nurse.startsWork(office);
  const call = await signalOf(page);
  let inVain = 0;
  await page.route('**/api/journals/**', async (route) => {
    await route.abort('internetdisconnected');
    inVain += 1;
  });
  // Never again: a list that arrives, or the line of hints, would wake the other road as well.
  for (const other of ['**/api/scopes/**', '**/api/events**'])
    await page.route(other, (route) => route.abort('internetdisconnected'));
  await givesDoses(nurse, knownNumbers(1));
  await nurse.waits(1);
  // So often in vain that the next try by itself is minutes away; asked for during a try, one more
  // would follow it, so each is asked for after the one before.
  while (inVain < 9) {
    const before = inVain;
    await page.waitForTimeout(300);
    if (inVain > before) continue;
    await nurse.looksAgain();
    await expect.poll(() => inVain).toBeGreaterThan(before);
  }
  await page.waitForTimeout(300);
  await page.unroute('**/api/journals/**');
  await page.waitForTimeout(3000);
  await nurse.waits(1);
  await call();
  await nurse.hasSentAll();
});

test('without a signal the browser is asked to call, and its call reaches the page', async ({
  office,
}) => {
  // Not in a context of Playwright's own, which is incognito: there Chromium refuses.
  const profile = mkdtempSync(join(tmpdir(), 'khop-signal-'));
  const browser = await enrolProfile(profile, office);
  try {
    const { page } = browser;
    const nurse = nurseAt(page, NO_CAMERA);
    await nurse.opensSession();
    await nurse.hasSentAll();
    await nurse.goesOffline();
    const called = page.evaluate(
      () =>
        new Promise<unknown>((resolve) => {
          navigator.serviceWorker.addEventListener('message', ({ data }) => resolve(data));
        }),
    );
    await givesDoses(nurse, knownNumbers(1));
    await nurse.comesOnline();
    expect(await called).toEqual({ type: 'WAKE' });
    await nurse.hasSentAll();
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
});

/** What Chromium does to the page's worker when the machine has a signal again. */
async function signalOf(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const known = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ isDeleted }) => !isDeleted);
      if (own) resolve(own.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await known;
  const { origin } = new URL(page.url());
  return async () => {
    const sync = { origin, registrationId, tag: 'khop-send', lastChance: false };
    await session.send('ServiceWorker.dispatchSyncEvent', sync);
  };
}
