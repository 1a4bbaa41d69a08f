import { clerk as clerkAt } from './clerk.ts';
import { anotherTablet, expect, test } from './journey.ts';
import { findLeaks } from './leak.ts';
import { HA } from './nurse.ts';
import { dosesOf, whoDid } from './office-books.ts';
import { givesDoses, knownNumbers } from './rescue-crew.ts';
import { keptOn } from './tablet-books.ts';
import { canaries, cardOf } from './town.ts';

test.describe.configure({ timeout: 400_000 });

const DOSES = 20;

test('[L5] [L6] [L7] [I14] a stolen tablet, revoked at the desk, hands in all and then reads nothing', async ({
  nurse,
  office,
  browser,
}) => {
  const { page } = nurse;
  const numbers = knownNumbers(DOSES);
  const late = cardOf('match').person;
  const next = cardOf('apostrophe').person;
  await nurse.startsWork(office);
  await nurse.goesOffline();
  await givesDoses(nurse, numbers);
  const before = await keptOn(page);
  expect(before.operators).toBe(1);
  expect(before.openEntryKeys).toBe(1);
  expect(before.cached).toBeGreaterThan(0);

  const { page: desk, context } = await anotherTablet(browser, office);
  const clerk = clerkAt(desk);
  await test.step('the desk ends it, and is asked once more before it does', async () => {
    await clerk.signsIn('truong');
    await clerk.isAtDesk();
    await desk.getByRole('link', { name: 'Máy' }).click();
    const row = desk.getByRole('row').filter({ hasText: 'TB-07' });
    await expect(row).toContainText('Đang dùng');
    await row.getByRole('button', { name: 'Thu hồi' }).click();
    const dialog = desk.getByRole('dialog');
    await expect(dialog).toContainText('Không lượt nào bị mất');
    await dialog.getByRole('button', { name: 'Thôi' }).click();
    await expect(row).toContainText('Đang dùng');
    // A second press at once is taken for a trembling hand's.
    await expect(async () => {
      await row.getByRole('button', { name: 'Thu hồi' }).click();
      await expect(dialog).toBeVisible({ timeout: 600 });
    }).toPass();
    await dialog.getByRole('button', { name: 'Thu hồi máy' }).click();
    await expect(row).toContainText(/Thu hồi \d/);
  });

  await test.step('without a network nobody has told it: it works, and what is written now is late', async () => {
    await nurse.finds(late.fullName);
    await nurse.row(late.fullName).tap();
    await nurse.records();
    await nurse.waits(DOSES + 1);
  });

  await test.step('it meets the office: all of it is handed in, and it says what it is', async () => {
    await nurse.comesOnline();
    await nurse.looksAgain();
    await expect(page).toHaveURL(/\/enrol$/);
    await nurse.sees('Máy đã bị thu hồi và đã gửi hết');
    const doses = dosesOf(office, 'TB-07').map(({ state, problem }) => [state, problem]);
    expect(doses).toEqual([
      ...numbers.map(() => ['applied', null]),
      ['quarantined', 'after-revocation'],
    ]);
    await desk.reload();
    await expect(desk.getByRole('table', { name: 'Lượt ghi cần người xem' })).toContainText(
      'TB-07',
    );
  });

  await test.step('of two hundred people nothing can be read, and no key is left', async () => {
    expect(await keptOn(page)).toEqual({
      operators: 0,
      openEntryKeys: 0,
      drafts: 0,
      entries: before.entries + 1,
      cached: 0,
    });
    const needles = canaries(200).flatMap(({ fullName, number }) => [fullName, number]);
    const { found, bytesRead } = await findLeaks(page, needles);
    expect(found).toEqual([]);
    expect(bytesRead).toBeGreaterThan(100_000);
    for (const path of ['/', '/status', '/unlock']) {
      await page.goto(path);
      await expect(page).toHaveURL(/\/enrol$/);
      await nurse.sees('Máy đã bị thu hồi và đã gửi hết');
    }
  });

  await test.step('the head of the site asks her, and lets it count; not by one press alone', async () => {
    const group = desk
      .getByRole('list', { name: 'Ghi sau khi máy bị thu hồi' })
      .getByRole('listitem')
      .filter({ hasText: HA.fullName });
    await expect(group).toContainText('1 mũi tiêm');
    await group
      .getByRole('button', { name: `Nhận 1 lượt của ${HA.fullName}`, exact: true })
      .click();
    const dialog = desk.getByRole('dialog');
    await expect(dialog).toContainText('ghi rõ ai ghi, ai nhận');
    await dialog.getByRole('button', { name: 'Có trong sổ giấy' }).click();
    await expect(group).toBeHidden();
    expect(dosesOf(office, 'TB-07').map(({ state }) => state)).toEqual(
      Array.from({ length: DOSES + 1 }, () => 'applied'),
    );
    expect(whoDid(office, 'late-accepted')).toHaveLength(1);
  });

  await test.step('a new code makes it a tablet of the site again', async () => {
    const enrolmentCode = await clerk.makesCode();
    await nurse.enrols({ ...office, enrolmentCode }, 'TB-17');
    await nurse.signsIn();
    // The morning's session is the office's by now, and comes back with its lists.
    await expect(nurse.link(/^Buổi (sáng|chiều|tối)/)).toBeVisible();
    await nurse.hasSentAll();
    await nurse.opensList('Đã tiêm');
    await expect(nurse.row(late.fullName)).toBeVisible();
    await nurse.finds(next.fullName);
    await nurse.row(next.fullName).tap();
    await nurse.records();
    await nurse.hasSentAll();
    expect(dosesOf(office, 'TB-17').map(({ state }) => state)).toEqual(['applied']);
  });
  await context.close();
});
