import { clerk as clerkAt } from './clerk.ts';
import { anotherTablet, expect, test } from './journey.ts';
import { HA } from './nurse.ts';
import { dosesOf } from './office-books.ts';
import { cardOf } from './town.ts';

test.describe.configure({ timeout: 300_000 });

const LATE = 'Người ghi không còn quyền ở cơ sở này lúc ghi';

test('[AP6] [L3] a right ends at noon: morning and afternoon doses count, and the desk can tell them apart', async ({
  nurse,
  office,
  browser,
}) => {
  const { page } = nurse;
  const morning = cardOf('match').person.fullName;
  const afternoon = cardOf('apostrophe').person.fullName;
  const gives = async (fullName: string) => {
    await nurse.finds(fullName);
    await nurse.row(fullName).first().tap();
    await nurse.records();
    await nurse.isHome();
  };
  await nurse.startsWork(office);
  await nurse.goesOffline();
  await gives(morning);

  const { page: desk, context } = await anotherTablet(browser, office);
  const clerk = clerkAt(desk);
  await test.step('noon: the administrator ends her appointment while she is out of reach', async () => {
    await clerk.signsIn('quantri');
    await desk.getByRole('link', { name: 'Nhân sự' }).click();
    await desk.getByRole('button', { name: `Mở ${HA.fullName}` }).click();
    await desk.getByRole('button', { name: 'Kết thúc', exact: true }).click();
    await desk.getByRole('button', { name: 'Kết thúc bổ nhiệm' }).click();
    await expect(desk.getByRole('listitem').filter({ hasText: 'đã kết thúc' })).toBeVisible();
    await desk.getByRole('button', { name: 'Thoát' }).click();
    await expect(desk.getByRole('button', { name: 'Vào bàn đối sánh' })).toBeVisible();
  });

  await test.step('the afternoon’s dose is given, written down and sent like any other', async () => {
    await gives(afternoon);
    await nurse.waits(2);
    await nurse.comesOnline();
    await expect.poll(() => dosesOf(office, 'TB-07').length, { timeout: 30_000 }).toBe(2);
    const doses = dosesOf(office, 'TB-07').map(({ state, flag }) => [state, flag]);
    expect(doses).toEqual([
      ['applied', null],
      ['applied', 'right-ended'],
    ]);
  });

  await test.step('the desk finds the one, and reads in its history why; of the other it says nothing', async () => {
    await clerk.signsIn('truong');
    await clerk.isAtDesk();
    await clerk.filter('Kết quả', 'Tất cả').click();
    await clerk.opens(morning);
    await expect(clerk.history).toContainText(HA.fullName);
    await expect(clerk.history).not.toContainText(LATE);
    await desk.getByRole('link', { name: 'Về danh sách đối sánh' }).click();
    await clerk.filter('Thẩm quyền', /^Ghi khi hết quyền/).click();
    await expect(clerk.title).toHaveText('1 hồ sơ');
    await clerk.opens(afternoon);
    await expect(clerk.history).toContainText(LATE);
  });

  await test.step('she cannot open the tablet any more, and is told why', async () => {
    const isTold = async () => {
      await nurse.sees(`Quyền ở cơ sở này đã hết: ${HA.fullName}`);
      await nurse.sees('Mọi lượt đã ghi vẫn được gửi');
      await expect(nurse.button('Mở khóa')).toBeHidden();
    };
    await nurse.button('Khóa máy hoặc đổi người').tap();
    await isTold();
    await page.reload();
    await isTold();
  });
  await context.close();
});
