import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clerk as clerkAt } from './clerk.ts';
import { expect, test } from './journey.ts';
import { findLeaks } from './leak.ts';
import { isAccessible } from './looks.ts';
import {
  dosesHeld,
  filmsScreen,
  givesDoses,
  hasNoPicker,
  knownNumbers,
  savesFile,
  secondTablet,
} from './rescue-crew.ts';

test.describe.configure({ timeout: 400_000 });

const DOSES = 20;
let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'khop-rescue-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('[I21] twenty doses of a locked tablet reach the office in another one’s hands, once', async ({
  browser,
  office,
  nurse,
  camera,
}) => {
  const { page } = nurse;
  const numbers = knownNumbers(DOSES);
  await hasNoPicker(page);
  await nurse.startsWork(office);
  const before = dosesHeld(office, 'TB-07').all;
  let file = '';

  await test.step('without a network, locked: the file is saved, nothing is marked as sent', async () => {
    await nurse.goesOffline();
    await givesDoses(nurse, numbers);
    await nurse.waits(DOSES);
    await nurse.locks();
    await nurse.link(`Gửi hộ ${DOSES} lượt, nhận hộ`).tap();
    await isAccessible(page, 'handing over');
    file = await savesFile(nurse, folder);
    expect(file).toMatch(/khop-TB-07-\d{8}-\d{4}\.khop$/);
    await expect(nurse.told(/Trình duyệt đang lưu/)).toBeVisible();
    await nurse.sees(`${DOSES} lượt chưa gửi`);
  });

  const other = await secondTablet(browser, office, camera);
  await test.step('another tablet without a network takes it, once, and refuses what was cut', async () => {
    await other.goesOffline();
    await other.page.goto('/rescue');
    const cut = join(folder, 'cut.khop');
    writeFileSync(cut, readFileSync(file).subarray(0, 9000));
    const input = other.page.getByLabel('Tệp gửi hộ của máy khác');
    await input.setInputFiles(cut);
    await expect(other.told('Tệp bị cắt hoặc hỏng')).toBeVisible();
    await input.setInputFiles(file);
    await expect(other.told(`Đã giữ ${DOSES} lượt của TB-07`)).toBeVisible();
    await input.setInputFiles(file);
    await other.page.reload();
    await expect(other.page.getByRole('listitem').filter({ hasText: 'TB-07' })).toHaveCount(1);
    await other.sees('Đang giữ, tự gửi khi có mạng');
    await isAccessible(other.page, 'carrying for others');
    expect(dosesHeld(office, 'TB-07').all).toBe(before);
    const { found } = await findLeaks(other.page, numbers);
    expect(found).toEqual([]);
  });

  const once = { all: before + DOSES, different: before + DOSES };
  await test.step('it has a network: the office holds all of them, and holds them once', async () => {
    await other.comesOnline();
    await other.looksAgain();
    await other.sees(/Trung tâm đã có đủ, lúc/);
    expect(dosesHeld(office, 'TB-07')).toEqual(once);
    await other.page.getByLabel('Tệp gửi hộ của máy khác').setInputFiles(file);
    await expect(other.told(`Trung tâm đã có ${DOSES} lượt này của TB-07`)).toBeVisible();
  });

  await test.step('the desk hands the same file in, and nothing changes', async () => {
    const clerk = clerkAt(other.page);
    await other.page.setViewportSize({ width: 1440, height: 900 });
    await other.page.goto('/desk');
    await clerk.isAtDesk();
    await other.link('Nhận hộ').click();
    await isAccessible(other.page, 'desk, handing in', true);
    await other.page.getByLabel('Tệp gửi hộ của máy khác').setInputFiles(file);
    await expect(other.told(`Trung tâm đã có đủ ${DOSES} lượt của TB-07`)).toBeVisible();
    expect(dosesHeld(office, 'TB-07')).toEqual(once);
  });

  await test.step('its own tablet comes back, still locked: it learns that all has arrived', async () => {
    await nurse.comesOnline();
    await nurse.looksAgain();
    await nurse.sees('Trung tâm đã có mọi lượt của máy này.');
    expect(dosesHeld(office, 'TB-07')).toEqual(once);
  });
});

test('[P12] twenty entries cross from screen to camera, with no network on either side', async ({
  browser,
  office,
  nurse,
  camera,
}) => {
  const { page } = nurse;
  await nurse.startsWork(office);
  const other = await secondTablet(browser, office, camera);
  const before = dosesHeld(office, 'TB-07').all;
  await nurse.goesOffline();
  await givesDoses(nurse, knownNumbers(DOSES));
  await nurse.waits(DOSES);
  await nurse.statusLine.tap();
  await nurse.link('Gửi hộ, nhận hộ').tap();
  await nurse.button('Cho máy khác quét').tap();
  // A few less than all, and some mixtures: the camera must not need the very first ones.
  await filmsScreen(page, camera, 50);
  await isAccessible(page, 'showing codes');
  await nurse.button('Máy kia nhận đủ rồi').tap();
  await nurse.sees(`${DOSES} lượt chưa gửi`);

  await other.goesOffline();
  await other.page.goto('/rescue');
  await other.button('Quét mã máy khác').tap();
  await other.sees(/đã nhận \d+\/\d+/);
  await isAccessible(other.page, 'scanning codes');
  await expect(other.told(`Đã giữ ${DOSES} lượt của TB-07`)).toBeVisible({ timeout: 60_000 });
  camera.show(null);
  await other.comesOnline();
  await other.looksAgain();
  await other.sees(/Trung tâm đã có đủ, lúc/);
  expect(dosesHeld(office, 'TB-07').all).toBe(before + DOSES);
});
