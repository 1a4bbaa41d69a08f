import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingAtOffice } from '../faults/tablet-balance.ts';
import { openBrowser, type TabletBrowser } from '../faults/tablet-browser.ts';
import { type Blow, killTablet } from '../faults/tablet-kill.ts';
import { openTabletPage, sendAll } from '../faults/tablet-page.ts';
import { enrolProfile, NO_CAMERA } from '../faults/tablet-rig.ts';
import {
  clearedWhileOpen,
  evictedWhileClosed,
  fillsWhileOpen,
  quotaOf,
} from '../faults/tablet-storage.ts';
import { saveAfterTorn } from '../faults/tablet-torn-tail.ts';
import { putDatabases } from '../profiles/in-page.ts';
import { readProfile, storedVersions } from '../profiles/profile-file.ts';
import { test as base, expect } from './journey.ts';
import { HA, nurse } from './nurse.ts';

type Tablet = { folder: string; browser: TabletBrowser };

/** A browser of its own, on a profile of its own, enrolled: so that it can be killed and opened again. */
const test = base.extend<{ tablet: Tablet }>({
  tablet: async ({ office }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'khop-tablet-'));
    const browser = await enrolProfile(folder, office);
    await use({ folder, browser });
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

const blows: [Blow, number][] = [
  ['kill', 3],
  ['crash', 1],
  ['tabs', 1],
];
for (const [blow, times] of blows) {
  test(`[I1] struck while it saves (${blow}), a tablet has what it called saved, once, and so has the office`, async ({
    office,
    tablet,
  }) => {
    await tablet.browser.close();
    const rig = { office, profile: tablet.folder, pin: HA.pin, end: async () => {} };
    const killed = await killTablet(rig, { blow, times, seed: 1 });
    expect(killed).toMatchObject({ broken: [], empty: 0 });
    expect(killed.saved).toBeGreaterThanOrEqual(times);
  });
}

// The other tails (tablet-torn-tail.ts) end as the first.
const torn = [
  ['manifest', 'a head alone'],
  ['all', 'a head alone'],
  ['all', 'half a head'],
] as const;
for (const [file, tail] of torn) {
  test(`[I1] what a killed browser left torn (${file}, ${tail}) costs nothing, at the next start or the one after`, async ({
    office,
    tablet,
  }) => {
    await tablet.browser.close();
    const rig = { office, profile: tablet.folder, pin: HA.pin };
    expect(await saveAfterTorn(rig, tail, file)).toMatchObject({ broken: [], saved: 16 });
  });
}

test('no room: said before the needle and at the save, nothing half written, and with room it works', async ({
  office,
  tablet,
}) => {
  const { page, context } = tablet.browser;
  const self = nurse(page, NO_CAMERA);
  await self.opensSession();
  await self.hasSentAll();
  const session = await context.newCDPSession(page);
  const saved = await fillsWhileOpen(self, quotaOf(session, page));
  await self.hasSentAll();
  expect(missingAtOffice(office.data, saved)).toEqual([]);
});

test('site data cleared under an open tablet, or evicted while it was closed: it says so', async ({
  office,
  tablet,
}) => {
  const { page, context } = tablet.browser;
  const self = nurse(page, NO_CAMERA);
  await self.opensSession();
  await self.hasSentAll();
  const session = await context.newCDPSession(page);
  await clearedWhileOpen(self, session, office);
  await evictedWhileClosed(page, session, office);
});

for (const version of storedVersions()) {
  test(`[I15] a profile that ${version} left behind opens in this build and sends what waits`, async ({
    office,
  }) => {
    const { profile, office: database } = readProfile(version);
    await office.kill();
    for (const end of ['-wal', '-shm'])
      rmSync(join(office.data, `office.sqlite${end}`), { force: true });
    writeFileSync(join(office.data, 'office.sqlite'), database);
    await office.restart();
    const folder = mkdtempSync(join(tmpdir(), 'khop-left-'));
    const browser = await openBrowser(folder, office.url);
    const { page } = browser;
    try {
      // A lease is not older than it was when the profile was left.
      await page.clock.install({ time: profile.atMs + 60_000 });
      await page.goto('/icon.svg');
      await page.evaluate(
        `(${putDatabases.toString()})(${JSON.stringify(profile.databases)}, indexedDB, crypto.subtle)`,
      );
      await page.evaluate((marks) => {
        for (const [key, value] of Object.entries(marks)) localStorage.setItem(key, value);
      }, profile.marks);
      // The office lives today, more than a lease after the profile was left: until it has given
      // another the PIN opens nothing [L2], which takes the first answer of a push.
      await expect(() => openTabletPage(page, profile.pin)).toPass({ timeout: 60_000 });
      expect(await sendAll(page)).toBe(0);
      expect(missingAtOffice(office.data, profile.unsent)).toEqual([]);
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
