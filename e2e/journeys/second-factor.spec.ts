import { join } from 'node:path';
import { totpCode, totpStep } from '@khop/server/access/totp';
import { DEMO_PASSWORD } from '@khop/server/demo/demo-accounts';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { clerk as clerkAt } from './clerk.ts';
import { anotherTablet, expect, test } from './journey.ts';
import { isAccessible } from './looks.ts';
import type { Office } from './office.ts';

const OWN = 'con trâu đen uống nước sông';

/** What the demonstration spares people, or what only time would bring about. */
function inDatabase(office: Office, statement: string): void {
  const database = new Database(join(office.data, 'office.sqlite'), { timeout: 10_000 });
  database.exec(statement);
  database.close();
}

const codeOf = (secret: string, later = 0) => totpCode(secret, totpStep(Date.now()) + later);

/** What the phone would read from the QR code. */
async function readSecret(page: Page): Promise<string> {
  const secret = await page.locator('.factor-secret').textContent();
  return (secret ?? '').replaceAll(' ', '');
}

const code = (page: Page) => page.getByLabel('Mã 6 số trong ứng dụng xác thực');
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function confirms(page: Page, digits: string): Promise<void> {
  await code(page).fill(digits);
  await press(page, 'Xác nhận');
}

async function addVirtualKey(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test('a first sign-in: an own password, an authenticator app, codes for the day it is lost', async ({
  office,
  page,
}) => {
  inDatabase(
    office,
    `update account set second_factor = 'required', must_change_password = 1 where user = 'tram'`,
  );
  const clerk = clerkAt(page);
  let secret = '';
  let codes: string[] = [];

  await test.step('the password somebody else chose gives way to an own one', async () => {
    await clerk.signsIn('tram');
    await expect(clerk.title).toHaveText('Đặt mật khẩu mới');
    const choose = async (next: string, again = next) => {
      await page.getByLabel('Mật khẩu mới', { exact: true }).fill(next);
      await page.getByLabel('Ghi lại mật khẩu mới').fill(again);
      await press(page, 'Đổi mật khẩu');
    };
    await choose('matkhau123');
    await expect(page.getByText('Mật khẩu này ai cũng đoán ra.')).toBeVisible();
    await choose(OWN, 'khác');
    await expect(page.getByText('Hai lần ghi không giống nhau.')).toBeVisible();
    await isAccessible(page, 'desk, a new password');
    await choose(OWN);
  });

  await test.step('the app is set up, and shows that it was', async () => {
    await expect(clerk.title).toHaveText('Thiết lập bước hai');
    await press(page, 'Ứng dụng xác thực');
    secret = await readSecret(page);
    await confirms(page, '000000');
    await expect(page.getByText('Mã không đúng. Thử mã tiếp theo.')).toBeVisible();
    await isAccessible(page, 'desk, an authenticator app');
    await confirms(page, codeOf(secret));
    await expect(clerk.title).toHaveText('Mã dự phòng');
    codes = await page.locator('.recovery-codes b').allTextContents();
    expect(new Set(codes).size).toBe(10);
    await isAccessible(page, 'desk, recovery codes');
    await press(page, 'Tôi đã cất các mã này');
    await clerk.isAtDesk();
  });

  await test.step('the next sign-in asks for its code', async () => {
    await press(page, 'Thoát');
    await clerk.signsIn('tram', OWN);
    await expect(clerk.title).toHaveText('Xác nhận bước hai');
    await isAccessible(page, 'desk, the second step');
    await confirms(page, codeOf(secret, 1));
    await clerk.isAtDesk();
  });

  await test.step('without the phone a recovery code opens', async () => {
    await press(page, 'Thoát');
    await clerk.signsIn('tram', OWN);
    await press(page, 'Mất điện thoại?');
    await page.getByLabel('Một mã dự phòng').fill(codes[0] ?? '');
    await press(page, 'Xác nhận');
    await clerk.isAtDesk();
  });
});

test('wrong codes come to an end, and a restart of the office forgets none', async ({
  office,
  page,
}) => {
  inDatabase(office, `update account set second_factor = 'required' where user = 'tram'`);
  const clerk = clerkAt(page);
  await clerk.signsIn('tram');
  await press(page, 'Ứng dụng xác thực');
  const secret = await readSecret(page);
  await confirms(page, codeOf(secret));
  await press(page, 'Tôi đã cất các mã này');
  await clerk.isAtDesk();
  await press(page, 'Thoát');
  await clerk.signsIn('tram');
  for (let nth = 0; nth < 5; nth++) {
    await code(page).fill('000000');
    // A tap within half a second after the last one is a trembling hand's; the box is then still full.
    await expect(async () => {
      await press(page, 'Xác nhận');
      await expect(code(page)).toHaveValue('', { timeout: 1000 });
    }).toPass();
    await expect(page.getByText('Mã không đúng hoặc đã dùng.')).toBeVisible();
  }
  await code(page).fill(codeOf(secret, 1));
  await expect(async () => {
    await press(page, 'Xác nhận');
    await expect(page.getByText('Thử sai quá nhiều lần.')).toBeVisible({ timeout: 1000 });
  }).toPass();
  await office.kill();
  await office.restart();
  await clerk.signsIn('tram');
  await confirms(page, codeOf(secret, 1));
  await expect(page.getByText('Thử sai quá nhiều lần.')).toBeVisible();
  await expect(page.getByText('Thử lại sau 10 phút.')).toBeVisible();
});

test('a passkey: added to the own account, it signs in and confirms what is grave', async ({
  office,
  page,
}) => {
  const clerk = clerkAt(page);
  await addVirtualKey(page);
  await clerk.signsIn('truong');
  await clerk.isAtDesk();
  const account = page.getByRole('link', { name: 'Lê Văn Phúc' });

  await test.step('it is made on the page of the own account', async () => {
    await account.click();
    await expect(clerk.title).toContainText('Tài khoản của tôi');
    await press(page, 'Thêm cách xác nhận');
    await press(page, 'Khóa truy cập');
    await press(page, 'Tôi đã cất các mã này');
    await expect(page.getByRole('list', { name: 'Bước hai' })).toContainText('Khóa truy cập');
    await isAccessible(page, 'desk, the own account');
  });

  await test.step('the password alone no longer opens the desk; the passkey does', async () => {
    await press(page, 'Thoát');
    await clerk.signsIn('truong');
    await press(page, 'Dùng khóa truy cập');
    await clerk.isAtDesk();
  });

  await test.step('after a while a new tablet wants it again, and goes on by itself', async () => {
    inDatabase(office, 'update session set proved_at = proved_at - 600000');
    await page.getByRole('link', { name: 'Máy', exact: true }).click();
    await press(page, 'Cấp mã cho máy mới');
    const dialog = page.getByRole('dialog', { name: 'Xác nhận lại là bạn' });
    await expect(dialog).toBeVisible();
    await isAccessible(page, 'desk, confirm again');
    await dialog.getByRole('button', { name: 'Thôi' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('alert')).toBeHidden();
    await page.getByRole('button', { name: 'Cấp mã cho máy mới' }).click();
    await dialog.getByRole('button', { name: 'Dùng khóa truy cập' }).click();
    await expect(page.getByRole('status').locator('b')).toHaveText(/\S{8,}/);
    await expect(dialog).toBeHidden();
  });
});

test('somebody sees where they are signed in, and ends what they do not know', async ({
  office,
  page,
  browser,
}) => {
  const clerk = clerkAt(page);
  await clerk.signsIn('truong');
  await clerk.isAtDesk();
  const stranger = await anotherTablet(browser, office);
  const thief = clerkAt(stranger.page);
  await thief.signsIn('truong');
  await thief.isAtDesk();
  await page.getByRole('link', { name: 'Lê Văn Phúc' }).click();
  const sessions = page.getByRole('list', { name: 'Phiên đăng nhập' }).getByRole('listitem');
  await expect(sessions).toHaveCount(2);
  await expect(sessions.first()).toContainText('Chrome · Linux');
  await press(page, 'Kết thúc');
  await expect(sessions).toHaveCount(1);
  await stranger.page.getByRole('link', { name: 'Máy', exact: true }).click();
  await expect(stranger.page.getByRole('button', { name: 'Vào bàn đối sánh' })).toBeVisible();

  await test.step('another password, and the old one opens nothing', async () => {
    await page.getByLabel('Mật khẩu hiện nay').fill(DEMO_PASSWORD);
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill(OWN);
    await page.getByLabel('Ghi lại mật khẩu mới').fill(OWN);
    await press(page, 'Đổi mật khẩu');
    await expect(page.getByText('Đã đổi mật khẩu.')).toBeVisible();
    await thief.signsIn('truong');
    await expect(stranger.page.getByRole('alert')).toContainText('Tên hoặc mật khẩu không đúng.');
  });

  await test.step('a new window of this browser goes on without signing in', async () => {
    const other = await page.context().newPage();
    await other.goto('/desk');
    await expect(other.getByRole('heading', { level: 1 })).toHaveText(/hồ sơ$/);
  });
  await stranger.context.close();
});
