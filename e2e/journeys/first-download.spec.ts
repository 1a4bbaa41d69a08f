import type { Page } from '@playwright/test';
import { expect, test } from './journey.ts';
import { GOOD_LOT, type Nurse } from './nurse.ts';
import type { Office } from './office.ts';

/** A network on which the lists of the commune are slow: they wait until this is called. */
async function holdLists(page: Page) {
  const { promise: isReleased, resolve: release } = Promise.withResolvers<void>();
  await page.route(
    (url) => url.pathname.startsWith('/api/scopes/'),
    async (route) => {
      await isReleased;
      await route.continue();
    },
  );
  return release;
}

/** The form for a session, opened before the lists have come; they come when the answer is called. */
async function opensSessionFirst(nurse: Nurse, office: Office) {
  const release = await holdLists(nurse.page);
  await nurse.enrols(office);
  await nurse.signsIn();
  await nurse.link('Mở buổi tiêm').tap();
  await expect(nurse.box('Số lô')).toBeVisible();
  await expect(nurse.choice(new RegExp(GOOD_LOT))).toHaveCount(0);
  return release;
}

test('lots that arrive while a session is being opened show as cards', async ({
  nurse,
  office,
}) => {
  const release = await opensSessionFirst(nurse, office);
  release();
  await expect(nurse.choice(new RegExp(GOOD_LOT))).toBeVisible();
  await expect(nurse.box('Số lô')).toBeHidden();
  await expect(nurse.button('Lô khác, gõ theo nhãn lọ')).toBeVisible();
});

test('lots that arrive while a lot is being typed take no letter away', async ({
  nurse,
  office,
}) => {
  const release = await opensSessionFirst(nurse, office);
  await nurse.box('Số lô').fill('NHAN-LO-1');
  release();
  await expect(nurse.choice(new RegExp(GOOD_LOT))).toBeVisible();
  await expect(nurse.box('Số lô')).toHaveValue('NHAN-LO-1');
});
