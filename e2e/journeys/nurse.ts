import { DEMO_PASSWORD } from '@khop/server/demo/demo-accounts';
import { expect, type Locator, type Page } from '@playwright/test';
import type { CameraFilm } from './camera.ts';
import type { Office } from './office.ts';
import type { Newcomer } from './town.ts';
import { typeAsScanner } from './wedge.ts';

export type Operator = { user: string; fullName: string; pin: string };
// No dates, runs or repetitions: PINs the tablet takes.
export const HA: Operator = { user: 'tiem1', fullName: 'Trần Thị Thu Hà', pin: '73915264' };
export const THUAN: Operator = { user: 'tiem2', fullName: 'Y Thuân Êban', pin: '40286137' };

export const GOOD_LOT = 'DEMO-PF-7001';

export type Nurse = ReturnType<typeof nurse>;

/** A vaccinator at a tablet: what they do and see, found by the words they read. */
export function nurse(page: Page, camera: CameraFilm) {
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name });
  const link = (name: string | RegExp): Locator => page.getByRole('link', { name });
  const box = (name: string | RegExp): Locator => page.getByRole('textbox', { name });
  const choice = (name: string | RegExp): Locator => page.getByRole('radio', { name });

  const self = {
    page,
    button,
    link,
    box,
    choice,
    /** The first line of every tablet screen. */
    statusLine: page.locator('a[href="/status"]').first(),
    title: page.getByRole('heading', { level: 1 }),
    /** Under it, on every screen of an open tablet: who works there. */
    atWork: page.locator('.at-work'),
    /** What appears on the screen and is spoken. */
    told: (words: string | RegExp): Locator => page.getByRole('status').filter({ hasText: words }),
    isHome: () => expect(page.getByLabel('Tìm người')).toBeVisible(),
    sees: (words: string | RegExp) => expect(page.getByText(words).first()).toBeVisible(),

    async enrols(office: Office, deviceName = 'TB-07') {
      await page.goto('/');
      await page.getByLabel('Mã nhận máy').fill(office.enrolmentCode);
      await page.getByLabel('Tên máy').fill(deviceName);
      await button('Nhận máy').tap();
      await expect(self.title).toHaveText(/Thêm người dùng/);
    },

    async signsIn({ user, pin }: Operator = HA, password = DEMO_PASSWORD) {
      await page.getByLabel('Tên đăng nhập').fill(user);
      await page.getByLabel('Mật khẩu').fill(password);
      await page.getByLabel('Mã PIN mới của máy này').fill(pin);
      await page.getByLabel('Nhập lại mã PIN').fill(pin);
      await button('Thêm người dùng').tap();
      await self.isHome();
    },

    /** Until it may leave: each thing that is settled moves what is below it away from the finger. */
    async opensStatus() {
      await self.statusLine.tap();
      await expect(page.getByRole('region', { name: /^Sẵn sàng đi điểm tiêm/ })).toContainText(
        'đi được',
        { timeout: 60_000 },
      );
    },

    /** One look before leaving: lists, lots, scanner, storage, clock, the app itself. */
    async looksWhetherReady() {
      await self.opensStatus();
      await link('Về danh sách hôm nay').tap();
    },

    async opensSession(lot = GOOD_LOT) {
      await link('Mở buổi tiêm').tap();
      await choice(new RegExp(`lô ${lot}`)).tap();
      await button('Mở buổi tiêm').tap();
      await self.isHome();
      await expect(page.getByText(lot)).toBeVisible();
    },

    /** Enrolled, signed in, session open, all of the commune here. */
    async startsWork(office: Office) {
      await self.enrols(office);
      await self.signsIn();
      await self.opensSession();
      await self.hasSentAll();
    },

    async opensCameraOn({ payload }: { payload: string }) {
      camera.show(payload);
      await link('Quét mã').tap();
    },

    /** Holds a card before the lens and opens the camera; the tablet goes on by itself. */
    async scans(card: { payload: string }) {
      await self.opensCameraOn(card);
      await expect(page).toHaveURL(/\/(dose|person\/new)\//);
      // The address is there a moment before the screen, which asks the register first.
      await expect(page.locator('.cam')).toHaveCount(0);
      await expect(page.locator('main h1')).toBeVisible();
      // Taken away again: the camera of the next person must not see it.
      camera.show(null);
    },

    /** A photo from the gallery of this tablet instead of the live camera. */
    async scansPhoto(photo: { name: string; mimeType: string; buffer: Buffer } | string) {
      camera.show(null);
      await link('Quét mã').tap();
      await page.getByLabel('Chụp hoặc chọn ảnh có mã').setInputFiles(photo);
    },

    async scansByHand({ payload }: { payload: string }) {
      await typeAsScanner(page, payload);
    },

    /** Everything by hand, as the papers say. */
    async types(person: Newcomer, wrong: Partial<Newcomer> = {}) {
      const { fullName, number, sex, day, month, year } = { ...person, ...wrong };
      await button('Nhập tay').tap();
      await box('Họ và tên').fill(fullName);
      await box('Ngày sinh').fill(day);
      await box('Tháng sinh').fill(month);
      await box('Năm sinh').fill(year);
      await page.getByRole('radio', { name: sex, exact: true }).tap();
      await box('Số giấy tờ').fill(number);
      await button('Lưu và ghi mũi tiêm').tap();
      await self.isAt(fullName);
    },

    /** The dose screen of this very person. */
    isAt: (fullName: string) =>
      expect(page.getByRole('region', { name: 'Đối tượng tiêm' })).toContainText(fullName, {
        ignoreCase: true,
      }),

    /** Screening outcome, reasons where something speaks against it, and the needle. */
    async records(outcome = 'Đủ điều kiện') {
      await choice(new RegExp(outcome)).tap();
      const main = button(/^Ghi nhận mũi|^Chọn lý do để tiếp tục/);
      await expect(main).toBeVisible();
      for (const reason of await page.getByLabel('Lý do tiếp tục').all()) {
        await reason.selectOption({ label: 'Bác sĩ chỉ định tiêm' });
      }
      await button(/^Ghi nhận mũi/).tap();
      await expect(self.told(/Đã ghi nhận mũi/)).toBeVisible();
    },

    /** A queue: the next person already holds their card before the camera that opens after the dose. */
    async recordsWithNextInLine({ payload }: { payload: string }) {
      await choice('Đủ điều kiện').tap();
      camera.show(payload);
      const before = page.url();
      await button(/^Ghi nhận mũi/).tap();
      await expect(page).not.toHaveURL(before);
      await expect(page).toHaveURL(/\/(dose|person\/new)\//);
      camera.show(null);
    },

    async goesHome() {
      await link(/^(Đóng camera|Về danh sách hôm nay)$/).tap();
      await self.isHome();
    },

    /** Not before the app is kept on the tablet: what was never fetched cannot be opened offline. */
    async goesOffline() {
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await page.context().setOffline(true);
    },
    comesOnline: () => page.context().setOffline(false),
    waits: (entries: number) =>
      expect(self.statusLine).toContainText(`Chờ gửi: ${entries}`, { timeout: 20_000 }),
    hasSentAll: () =>
      expect(self.statusLine).toContainText('Không còn lượt nào chờ', { timeout: 30_000 }),

    async sendsNow() {
      await self.statusLine.tap();
      await button(/^(Gửi ngay|Cập nhật ngay)/).tap();
      await link('Về danh sách hôm nay').tap();
      await self.isHome();
    },

    /** The tablet was laid aside and is looked at again, as a browser tells its page. */
    looksAgain: () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))),

    async locks() {
      await button('Khóa máy hoặc đổi người').tap();
      await expect(button('Mở khóa')).toBeVisible();
    },

    async triesPin(pin: string) {
      await page.keyboard.type(pin);
      await button('Mở khóa').tap();
    },

    async unlocks({ fullName, pin }: Operator = HA) {
      await choice(new RegExp(fullName)).tap();
      await self.triesPin(pin);
      await self.isHome();
    },

    /** Beside the PIN; the machine's finger is e2e/journeys/finger.ts. */
    async triesToAddFinger(pin = HA.pin) {
      await self.opensStatus();
      await button('Mở khóa bằng vân tay').tap();
      await box('Mã PIN đang dùng').fill(pin);
      await button('Thêm vân tay').tap();
    },

    async addsFinger() {
      await self.triesToAddFinger();
      await expect(self.told('Đã thêm vân tay')).toBeVisible();
      await link('Về danh sách hôm nay').tap();
      await self.isHome();
    },

    async unlocksByFinger() {
      await button('Mở bằng vân tay').tap();
      await self.isHome();
    },

    /** One of Home's lists: Chờ, Đã tiêm, Vắng. */
    async opensList(name: string) {
      await page.getByRole('navigation', { name: 'Danh sách hôm nay' }).getByText(name).tap();
    },
    row: (fullName: string): Locator => page.getByRole('listitem').filter({ hasText: fullName }),

    async finds(words: string) {
      await page.getByLabel('Tìm người').fill(words);
    },

    /** Opens the task about a person from Home. */
    async opensTask(fullName: string) {
      await link(/việc/).tap();
      await expect(self.title).toContainText('việc cần sửa');
      await page.getByRole('link').filter({ hasText: fullName }).first().tap();
      await expect(self.title).toContainText(fullName);
    },

    /** Types what the papers say over what was asked about; offline or not. */
    async fixes(changes: { fullName?: string; day?: string; month?: string; number?: string }) {
      await button('Sửa tay').tap();
      const { fullName, day, month, number } = changes;
      if (fullName !== undefined) await box('Họ tên').fill(fullName);
      if (day !== undefined) await box('Ngày').fill(day);
      if (month !== undefined) await box('Tháng').fill(month);
      if (number !== undefined) await box(/^Số định danh/).fill(number);
      await button('So với bản cũ').tap();
      await button('Lưu và đối sánh lại').tap();
    },
  };
  return self;
}
