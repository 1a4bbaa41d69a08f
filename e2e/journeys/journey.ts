import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import { CHROMIUM } from '../gate/step.ts';
import { type CameraFilm, cameraFlags, openFilm } from './camera.ts';
import { FLAGS, keepStorage } from './chromium.ts';
import { type Nurse, nurse } from './nurse.ts';
import { type Office, openOffice } from './office.ts';
import { type PolicyWatch, watchPolicy } from './policy-watch.ts';

export { expect } from '@playwright/test';

type PerTest = { office: Office; nurse: Nurse; policy: PolicyWatch };
type PerWorker = { camera: CameraFilm };

/** A person with a tablet before a running office; each test has an office and a browser profile of its own. */
export const test = base.extend<PerTest, PerWorker>({
  camera: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from this pattern.
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'khop-camera-'));
      await use(openFilm(folder));
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  launchOptions: [
    async ({ camera }, use) => {
      await use({ executablePath: CHROMIUM, args: [...FLAGS, ...cameraFlags(camera)] });
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  office: async ({}, use) => {
    const office = await openOffice();
    await use(office);
    await office.end();
  },
  baseURL: async ({ office }, use) => use(office.url),
  // [A24] No journey meets the policy: what it refuses on any page or in any worker fails the test.
  policy: [
    async ({ office }, use) => {
      const policy = watchPolicy(office.log);
      watches.set(office, policy);
      await use(policy);
      expect(policy.refused()).toEqual({ console: [], reports: 0 });
    },
    { auto: true },
  ],
  page: async ({ browser, page, office, policy }, use) => {
    policy.watch(page.context());
    await keepStorage(browser, page, office.url);
    await use(page);
  },
  nurse: async ({ page, camera }, use) => {
    camera.show(null);
    await use(nurse(page, camera));
  },
});

const watches = new WeakMap<Office, PolicyWatch>();

/** Another tablet before the same office: a profile of its own. */
export async function anotherTablet(
  browser: Browser,
  office: Office,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ baseURL: office.url });
  watches.get(office)?.watch(context);
  const page = await context.newPage();
  await keepStorage(browser, page, office.url);
  return { context, page };
}
