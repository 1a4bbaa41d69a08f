import { clerk as clerkAt } from './clerk.ts';
import { anotherTablet, expect, test } from './journey.ts';
import { isAccessible } from './looks.ts';
import { nurse as nurseAt } from './nurse.ts';
import { beginEpoch } from './office-books.ts';
import { cardOf } from './town.ts';

test('[S8] above the lists of a restored office stands how many tablets have still to send', async ({
  nurse,
  office,
  browser,
  camera,
}) => {
  await nurse.startsWork(office);
  await nurse.finds(cardOf('match').person.fullName);
  await nurse.row(cardOf('match').person.fullName).tap();
  await nurse.records();
  await nurse.hasSentAll();
  const desk = await anotherTablet(browser, office);
  const clerk = clerkAt(desk.page);
  await clerk.signsIn('truong');
  await clerk.isAtDesk();
  const bar = desk.page.getByRole('status').filter({ hasText: 'Dữ liệu vừa được khôi phục' });
  await expect(bar).toHaveCount(0);

  await test.step('another tablet has sent and lies in a drawer; then the office is restored', async () => {
    const code = await clerk.makesCode();
    const drawer = await anotherTablet(browser, office);
    const other = nurseAt(drawer.page, camera);
    await other.enrols({ ...office, enrolmentCode: code }, 'TB-08');
    await other.signsIn();
    await other.hasSentAll();
    await drawer.context.close();
    await nurse.goesOffline();
    beginEpoch(office);
    await desk.page.goto('/desk');
    await expect(bar).toContainText('0 trong 2 máy đã gửi lại');
    await isAccessible(desk.page, 'a restored office');
  });

  await test.step('the one that works has sent again by itself', async () => {
    await nurse.comesOnline();
    await nurse.sendsNow();
    await expect(async () => {
      await desk.page.reload();
      await expect(bar).toContainText('1 trong 2 máy đã gửi lại', { timeout: 2000 });
    }).toPass({ timeout: 30_000 });
    await expect(desk.page.getByRole('button', { name: 'Không chờ nữa' })).toHaveCount(0);
  });

  await test.step('the head of the site finds and ends the one that is lost', async () => {
    await bar.getByRole('link', { name: 'Xem máy nào chưa gửi' }).click();
    const row = desk.page.getByRole('row').filter({ hasText: 'TB-08' });
    await expect(row).toContainText('Chưa gửi lại');
    const works = desk.page.getByRole('row').filter({ hasText: 'TB-07' });
    await expect(works).not.toContainText('Chưa gửi lại');
    await isAccessible(desk.page, 'tablets of a restored office');
    await row.getByRole('button', { name: 'Thu hồi' }).click();
    await desk.page.getByRole('button', { name: 'Thu hồi máy' }).click();
    await expect(row).toContainText(/Thu hồi \d\d:\d\d/);
    await expect(bar).toHaveCount(0);
  });

  await test.step('restored once more: an administrator decides not to wait', async () => {
    await nurse.goesOffline();
    beginEpoch(office);
    const { page } = await anotherTablet(browser, office);
    await clerkAt(page).signsIn('quantri');
    const theirs = page.getByRole('status').filter({ hasText: '0 trong 1 máy đã gửi lại' });
    // Nobody records at their desk: the empty list stands right under the bar all the same.
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('0 hồ sơ');
    const above = await theirs.getByRole('button', { name: 'Không chờ nữa' }).boundingBox();
    const list = await page.getByRole('main').boundingBox();
    expect(list?.y).toBeLessThan((above?.y ?? 0) + (above?.height ?? 0) + 30);
    expect(list?.height).toBe(900 - (list?.y ?? 0));
    await theirs.getByRole('button', { name: 'Không chờ nữa' }).click();
    const asked = page.getByRole('dialog', { name: 'Không chờ 1 máy còn lại?' });
    await isAccessible(page, 'not to wait any longer');
    await asked.getByRole('button', { name: 'Thôi' }).click();
    await expect(theirs).toBeVisible();
    await theirs.getByRole('button', { name: 'Không chờ nữa' }).click();
    await asked.getByRole('button', { name: 'Không chờ nữa' }).click();
    await expect(theirs).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(theirs).toHaveCount(0);
  });
});
