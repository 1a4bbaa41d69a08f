import { DEMO_PASSWORD } from '@khop/server/demo/demo-accounts';
import { expect, test } from './journey.ts';
import { isAccessible } from './looks.ts';
import { HA, THUAN } from './nurse.ts';
import { dosesOf, passSessions } from './office-books.ts';
import { givesDoses, knownNumbers } from './rescue-crew.ts';

test.describe.configure({ timeout: 180_000 });

test('[L9] a session that ends stops lists alone, and comes again with one password', async ({
  nurse,
  office,
}) => {
  const { page } = nurse;
  const signsIn = async (user: string, password: string) => {
    await nurse.box('Tên đăng nhập').fill(user);
    await page.getByLabel('Mật khẩu').clear();
    // As a person types: a second wish within half a second is taken for a trembling finger.
    await page.getByLabel('Mật khẩu').pressSequentially(password, { delay: 50 });
    await nurse.button('Đăng nhập lại').tap();
  };
  await nurse.startsWork(office);
  passSessions(office);
  await nurse.sendsNow();

  await test.step('it says so on every screen, and doses are saved and sent as before', async () => {
    await expect(nurse.statusLine).toContainText('Cần đăng nhập lại để nhận danh sách');
    await givesDoses(nurse, knownNumbers(1));
    await expect
      .poll(() => dosesOf(office, 'TB-07').map(({ state }) => state))
      .toEqual(['applied']);
    await expect(nurse.statusLine).toContainText('Không còn lượt nào chờ');
  });

  await test.step('what is wrong is said at its box, or above them', async () => {
    await nurse.statusLine.tap();
    await nurse.sees(`Phiên của ${HA.fullName} với trung tâm đã hết`);
    await signsIn('', DEMO_PASSWORD);
    await nurse.sees('Nhập tên đăng nhập.');
    await signsIn(HA.user, 'mat-khau-cu-12');
    await nurse.sees('Tên đăng nhập hoặc mật khẩu chưa đúng');
    await signsIn(THUAN.user, DEMO_PASSWORD);
    await nurse.sees('Đây là tài khoản của người khác.');
    await isAccessible(page, 'Cần đăng nhập lại');
    await nurse.goesOffline();
    await signsIn(HA.user, DEMO_PASSWORD);
    await nurse.sees('Chưa có mạng để đăng nhập');
    await nurse.comesOnline();
  });

  await test.step('the right one brings the lists, and the PIN stays', async () => {
    await signsIn(HA.user, DEMO_PASSWORD);
    await expect(nurse.button('Đăng nhập lại')).toBeHidden();
    await expect(nurse.statusLine).not.toContainText('Cần đăng nhập lại');
    await page.reload();
    await nurse.unlocks();
    await nurse.sendsNow();
    await expect(nurse.statusLine).not.toContainText('Cần đăng nhập lại');
  });
});
