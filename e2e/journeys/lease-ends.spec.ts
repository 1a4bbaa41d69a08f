import { expect, test } from './journey.ts';
import { dosesOf } from './office-books.ts';
import { givesDoses, knownNumbers } from './rescue-crew.ts';
import { passLease } from './tablet-books.ts';

test.describe.configure({ timeout: 240_000 });

const DOSES = 3;

test('[L1] [L2] a lease that ends in the field shows nobody, loses nothing, and is given anew', async ({
  nurse,
  office,
}) => {
  const { page } = nurse;
  await nurse.startsWork(office);
  await nurse.goesOffline();
  await givesDoses(nurse, knownNumbers(DOSES));
  await nurse.waits(DOSES);

  await test.step('a week without the office: it says why it stays shut, and that nothing is lost', async () => {
    await passLease(page);
    await page.reload();
    await nurse.sees('Máy lâu quá chưa gặp trung tâm');
    await nurse.sees(/Dữ liệu đã lưu không bị mất/);
    await nurse.sees(`Còn ${DOSES} lượt ghi`);
    await expect(nurse.button('Mở khóa')).toBeHidden();
    await nurse.button('Hỏi lại trung tâm').tap();
    await nurse.sees('Máy lâu quá chưa gặp trung tâm');
    for (const path of ['/', '/status', '/tasks']) {
      await page.goto(path);
      await expect(page).toHaveURL(/\/unlock$/);
      await nurse.sees('Máy lâu quá chưa gặp trung tâm');
    }
  });

  await test.step('nobody gets past it with a password either', async () => {
    await page.goto('/operator');
    await expect(page).toHaveURL(/\/(operator|unlock)$/);
  });

  await test.step('the line is back: the doses leave, and it opens again by itself', async () => {
    await page.goto('/');
    await nurse.comesOnline();
    await nurse.looksAgain();
    await nurse.hasSentAll();
    expect(dosesOf(office, 'TB-07').map(({ state }) => state)).toEqual(
      Array.from({ length: DOSES }, () => 'applied'),
    );
    await expect(nurse.button('Mở khóa')).toBeVisible();
    await nurse.unlocks();
    await nurse.opensList('Đã tiêm');
    await expect(page.getByRole('listitem')).toHaveCount(DOSES);
  });
});
