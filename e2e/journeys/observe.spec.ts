import { expect, test } from './journey.ts';
import { GOOD_LOT } from './nurse.ts';
import { cardOf } from './town.ts';

const well = cardOf('match').person.fullName;
const sick = cardOf('year-only').person.fullName;

test('thirty minutes under watch: a reaction is written down, who is well may leave, the session is counted', async ({
  nurse,
  office,
}) => {
  const { page } = nurse;
  await page.clock.install();
  await nurse.startsWork(office);
  await nurse.link('Đổi lô').tap();
  await nurse.button(/^Mở lọ mới/).tap();
  await nurse.isHome();
  for (const fullName of [well, sick]) {
    await nurse.finds(fullName);
    await nurse.row(fullName).tap();
    await nurse.records();
  }
  await nurse.hasSentAll();
  await nurse.goesOffline();
  await nurse.link(/Theo dõi/).tap();

  await test.step('both wait; the board counts down', async () => {
    await expect(nurse.title).toContainText('2 người tại chỗ');
    await expect(nurse.row(well).getByRole('meter')).toBeVisible();
    await expect(nurse.button(`Cho về: ${well}`)).toBeHidden();
  });

  await test.step('one of them does not feel well', async () => {
    await nurse.row(sick).getByRole('link', { name: 'Ghi phản ứng' }).tap();
    await page.getByRole('checkbox', { name: 'khó thở' }).tap();
    await nurse.choice('Nhẹ').tap();
    await nurse.sees('Có dấu hiệu nguy hiểm. Xem lại mức độ.');
    await nurse.choice('Nặng').tap();
    await expect(nurse.told('Báo Sở Y tế trong 24 giờ.')).toBeVisible();
    await nurse.choice(/theo dõi/i).tap();
    await nurse.button('Ghi nhận phản ứng').tap();
    await expect(nurse.row(sick)).toContainText('khó thở');
  });

  await test.step('half an hour later the tablet has locked itself, and says who may go', async () => {
    await page.clock.fastForward('31:00');
    await nurse.unlocks();
    await nurse.link(/Theo dõi/).tap();
    await expect(nurse.title).toContainText('2 người đã đủ giờ');
    await nurse.button(`Cho về: ${well}`).tap();
    await expect(nurse.told(`Đã cho về: ${well}.`)).toBeVisible();
    await nurse.button(`Cho về: ${sick}`).tap();
    await nurse.sees('Không có ai đang theo dõi');
  });

  await test.step('the session ends with its balance: provisional until the office has all', async () => {
    await nurse.link('Về danh sách hôm nay').tap();
    await nurse.link(/^Buổi/).tap();
    await nurse.link('Kết thúc buổi tiêm').tap();
    await nurse.button('Kết thúc buổi tiêm').tap();
    const asks = page.getByRole('dialog', { name: /^Kết thúc buổi/i });
    await expect(asks).toContainText('2 mũi đã ghi, 2 mũi trung tâm đã nhận.');
    await asks.getByRole('button', { name: 'Kết thúc buổi tiêm' }).tap();
    const balance = page.getByRole('region', { name: /^Lọ và mũi/ });
    await expect(balance).toContainText(GOOD_LOT);
    await expect(balance).toContainText('Đã ghi 2 mũi');
    await expect(nurse.told('Số liệu tạm tính')).toBeVisible();
    await nurse.comesOnline();
    await expect(nurse.told('Trung tâm đã nhận đủ')).toBeVisible();
  });
});
